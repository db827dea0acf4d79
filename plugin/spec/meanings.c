/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What macros of a spec file may stand for where that is not certain. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstrpool.h>

#include "spec/expand.h"
#include "spec/meanings.h"

#define MAX_DEPTH	16
#define MAX_DEFINITIONS 16

struct meanings {
	const struct spec *spec;
	size_t line;
	bool (*stop)(const char *name, size_t len);
	void (*each)(void *ctx, const char *text);
	void *ctx;
	rpmstrPool seen; /* macros that had their turn, or NULL */
	unsigned depth;
	bool all;
};

static void read_text(struct meanings *m, const char *text);

/* Take the definition on LINE. */
static void read_definition(struct meanings *m, size_t line)
{
	char *joined = spec_joined(m->spec, line);

	if (spec_macros_spend(m->spec->macros, strlen(joined))) {
		char *text = spec_expand(m->spec, m->line, joined, m->stop);

		m->each(m->ctx, text);
		read_text(m, text);
		free(text);
	} else {
		m->all = false;
	}
	free(joined);
}

/* Whether the macro called NAME has its turn now. */
static bool is_new(struct meanings *m, const char *name, size_t len)
{
	if (m->seen == NULL)
		m->seen = rpmstrPoolCreate();
	if (rpmstrPoolIdn(m->seen, name, len, 0) != 0)
		return false;
	rpmstrPoolIdn(m->seen, name, len, 1);
	return true;
}

static void read_name(struct meanings *m, const char *name, size_t len)
{
	const struct spec_branches *branches = &m->spec->branches;
	size_t branch = m->spec->lines[m->line].branch, n, count = 0;
	const struct spec_definition *list =
		spec_macros_find(m->spec->macros, name, len, m->line, &n);

	if (list == NULL || !is_new(m, name, len))
		return;
	while (n-- > 0) {
		if (++count > MAX_DEFINITIONS) {
			m->all = false;
			return;
		}
		if (spec_exclusive(branches, branch, list[n].branch))
			continue;
		read_definition(m, list[n].line);
		if (list[n].body != NULL &&
		    spec_within(branches, branch, list[n].branch))
			return;
	}
}

static void read_text(struct meanings *m, const char *text)
{
	if (++m->depth > MAX_DEPTH)
		m->all = false;
	while (m->all && (text = strchr(text, '%')) != NULL) {
		text++;
		text += *text == '{';
		text += strspn(text, "?!");
		read_name(m, text, strspn(text, SPEC_IDENTIFIER));
	}
	m->depth--;
}

bool spec_meanings(const struct spec *spec, size_t line, const char *text,
		   bool (*stop)(const char *name, size_t len),
		   void (*each)(void *ctx, const char *text), void *ctx)
{
	struct meanings m = {.spec = spec,
			     .line = line,
			     .stop = stop,
			     .each = each,
			     .ctx = ctx,
			     .all = true};

	read_text(&m, text);
	rpmstrPoolFree(m.seen);
	return m.all;
}
