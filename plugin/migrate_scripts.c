/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The scriptlets of one package, by our macros. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "migrate_package.h"

/* Whether line I calls a macro for claims of P and nothing else. */
static bool is_ours(const struct package *p, size_t i)
{
	struct call call;
	bool ours = migrate_call(p->m, i, &call) && call.n > 0 &&
		    argvCount(call.others) == 0;

	for (size_t k = 0; ours && k < call.n; k++)
		ours = package_claim(p, call.parts[k].daemon) != NULL;
	migrate_call_free(&call);
	return ours;
}

/*
 * Whether S has nothing but calls for claims of P, all of them under the
 * conditions of its header. Then *END is the line behind the last one. What
 * follows there may belong to the next section.
 */
static bool is_whole(const struct package *p, const struct spec_section *s,
		     size_t *end)
{
	const struct spec *spec = p->m->spec;
	size_t branch = spec->lines[s->header].branch;
	bool tail = false;

	*end = s->header;
	for (size_t i = s->header + 1; i < s->end; i++) {
		const struct spec_line *line = &spec->lines[i];

		if (line->span == 0 || spec_blank(spec, i))
			continue;
		if (line->kind != LINE_TEXT || *spec_trimmed(spec, i) == '#') {
			tail = true;
			continue;
		}
		if (tail || line->branch != branch || !is_ours(p, i))
			return false;
		*end = i + line->span;
	}
	return *end > s->header;
}

static bool same_options(const struct package *p)
{
	const char *options = NULL;

	for (size_t i = 0; i < p->n; i++) {
		if (p->claims[i].left)
			continue;
		if (options == NULL)
			options = p->claims[i].options;
		if (strcmp(options, p->claims[i].options) != 0)
			return false;
	}
	return true;
}

/* Whether one %virtd_socket_scriptlets can replace whole sections. */
static bool is_simple(const struct package *p)
{
	unsigned seen = 0;
	size_t end;

	if (!same_options(p) || !package_same_conditions(p))
		return false;
	for (size_t i = 0; i < p->n_scripts; i++) {
		const struct spec_section *s = p->scripts[i];
		unsigned bit = 1u << s->script;

		if (package_call(p, s, NULL) == NULL && !(p->needed & bit))
			continue;
		if (seen & bit || s->program || !is_whole(p, s, &end))
			return false;
		seen |= bit;
	}
	return true;
}

/* "-n X", "-p X" or "", and a space */
static char *owner(const struct spec_section *s)
{
	char *text = NULL;

	rasprintf(&text, "%s%s%s",
		  *s->words == '\0' || *s->words == '-' ? "" : "-p ", s->words,
		  *s->words == '\0' ? "" : " ");
	return text;
}

static bool has_any(const struct choice *c, const struct claim *claim)
{
	(void)c, (void)claim;
	return true;
}

/* Remove the blank lines behind END, or else those before START. */
static void delete_blanks(const struct package *p, size_t start, size_t end)
{
	const struct spec *spec = p->m->spec;
	size_t i = end;

	while (i < spec->n_lines && spec_blank(spec, i))
		edits_delete(p->m->edits, i++);
	while (i == end && start > 0 && spec_blank(spec, start - 1))
		edits_delete(p->m->edits, --start);
}

static void replace_all(const struct package *p)
{
	const struct choice all = {p, has_any, NULL, 0};
	bool first = true;
	size_t end;

	for (size_t i = 0; i < p->n_scripts; i++) {
		const struct spec_section *s = p->scripts[i];

		if (package_call(p, s, NULL) == NULL || !is_whole(p, s, &end))
			continue;
		for (size_t k = s->header; k < end; k++)
			edits_delete(p->m->edits, k);
		if (first) {
			char *start = NULL, *who = owner(s);

			who[strlen(who) - (*who != '\0')] = '\0';
			rasprintf(&start, "%%virtd_socket_scriptlets%s%s",
				  *who != '\0' ? " " : "", who);
			package_put(&all, s->header, start);
			free(start);
			free(who);
		} else {
			delete_blanks(p, s->header, end);
		}
		first = false;
	}
}

static void find_scripts(struct package *p, size_t package)
{
	const struct spec *spec = p->m->spec;

	p->scripts = rcalloc(spec->n_sections, sizeof(*p->scripts));
	for (size_t i = 0; i < spec->n_sections; i++)
		if (spec->sections[i].part == PART_SCRIPT &&
		    spec->sections[i].package == package)
			p->scripts[p->n_scripts++] = &spec->sections[i];
}

void migrate_scripts(struct migration *m, struct claim *claims, size_t n)
{
	struct package p = {.m = m, .claims = claims, .n = n};
	bool any = false, ok = true;

	for (size_t i = 0; i < n; i++) {
		any |= !claims[i].left;
		p.needed |= claims[i].left ? 0 : claims[i].needed;
	}
	if (!any)
		return;
	find_scripts(&p, claims->package);
	if (is_simple(&p))
		replace_all(&p);
	else
		ok = migrate_sections(&p);
	for (size_t i = 0; i < n; i++) {
		claims[i].left |= !ok;
		if (!claims[i].left)
			migrate_notes(m, &claims[i]);
	}
	free(p.scripts);
}
