/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One package of a spec file: its claims and its scriptlets. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "migrate/package.h"

struct claim *spec_package_claim(const struct spec_package *p, size_t daemon)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->claims[i].daemon == daemon && !p->claims[i].left)
			return &p->claims[i];
	return NULL;
}

const struct mention *spec_package_call(const struct spec_package *p,
					const struct spec_section *s,
					const struct claim *claim)
{
	const struct mention *first = NULL;

	for (size_t i = 0; i < p->n; i++) {
		const struct claim *c = &p->claims[i];

		if (c->left || (claim != NULL && c != claim))
			continue;
		for (size_t k = 0; k < c->n; k++) {
			const struct mention *a = &c->mentions[k];

			if (a->macro != NULL && a->line > s->header &&
			    a->line < s->end &&
			    (first == NULL || a->line < first->line))
				first = a;
		}
	}
	return first;
}

bool spec_package_same_conditions(const struct spec_package *p)
{
	const struct spec *spec = p->m->spec;
	size_t first = 0;

	for (size_t i = 0; i < p->n_scripts; i++) {
		const struct spec_section *s = p->scripts[i];

		if (spec_package_call(p, s, NULL) == NULL)
			continue;
		if (first == 0)
			first = s->header;
		if (!spec_same_branch(spec, spec->lines[first].branch,
				      spec->lines[s->header].branch))
			return false;
	}
	return true;
}

void spec_package_put(const struct choice *c, size_t i, const char *start)
{
	const struct spec_package *p = c->p;
	bool *done = rcalloc(p->n, sizeof(*done));

	for (size_t k = 0; k < p->n; k++) {
		const struct claim *first = &p->claims[k];
		char *names = NULL;
		size_t size;
		FILE *out;

		if (done[k] || first->left || !c->has(c, first))
			continue;
		out = open_memstream(&names, &size);
		if (out == NULL)
			abort();
		for (size_t n = k; n < p->n; n++) {
			const struct claim *claim = &p->claims[n];

			if (claim->left || !c->has(c, claim) ||
			    strcmp(claim->options, first->options) != 0)
				continue;
			done[n] = true;
			fprintf(out, " %s", migrate_name(p->m, claim->daemon));
		}
		fclose(out);
		edits_insert(p->m->edits, i, "%s %s%s", start, first->options,
			     names + 1);
		free(names);
	}
	free(done);
}
