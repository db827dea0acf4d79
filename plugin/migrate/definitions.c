/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The macros of the spec that nothing uses any more. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/text.h"
#include "migrate/comments.h"
#include "migrate/steps.h"

/* A use of one macro. */
struct use {
	size_t name;
	size_t next; /* use on the same line, or NONE */
};

/* A macro that the spec defines. */
struct defined {
	size_t line;  /* of its last definition */
	size_t uses;  /* by lines that stay, other than its own */
	bool touched; /* a line that goes used it */
};

struct definitions {
	const struct spec *spec;
	struct edits *edits;
	rpmstrPool names; /* number of a name, less 1: index */
	struct defined *list;
	size_t n;
	size_t *before; /* the definition before that on a line, or NONE */
	size_t *own;	/* the macro that a line defines, or NONE */
	size_t *first;	/* use on a line, or NONE */
	struct use *uses;
	size_t n_uses;
	size_t *queue; /* macros that nothing uses */
	size_t n_queue;
	bool unseen; /* what is used is not seen: names that are composed */
};

/* Whether the macros of others, also ours, use the one called NAME. */
static bool is_of_rpm(const char *name)
{
	static const char *const prefixes[] = {"_", "systemd_", "service_",
					       "virtd_socket"};

	return WORDS_BEHIND(prefixes, name) != NULL;
}

/* Add what line I defines. */
static void add_definition(struct definitions *d, size_t i)
{
	size_t len, id;
	const char *name = spec_macros_defined(d->spec->lines[i].text, &len);

	if (d->spec->lines[i].kind != LINE_MACRO || name == NULL ||
	    is_of_rpm(name))
		return;
	id = rpmstrPoolIdn(d->names, name, len, 1) - 1;
	if (id == d->n)
		d->list[d->n++] = (struct defined){.line = NONE};
	d->before[i] = d->list[id].line;
	d->list[id].line = i;
	d->own[i] = id;
}

/* Whether a name may stand without a sign in TEXT. */
static bool has_bare_names(const char *text)
{
	return strstr(text, "lua") != NULL || strstr(text, "defined") != NULL;
}

/* The same for line I and those joined to it. */
static bool line_has_bare_names(const struct spec *spec, size_t i)
{
	size_t end = i + spec->lines[i].span;

	while (i < end)
		if (has_bare_names(spec->lines[i++].text))
			return true;
	return false;
}

/* Whether TEXT has macros that are not named there as a whole. */
static bool has_unseen(const char *text)
{
	static const char *const others[] = {"%include", "%{load:"};

	if (strstr(text, "macros[") != NULL)
		return true;
	for (; (text = strchr(text, '%')) != NULL; text++) {
		size_t n;

		if (WORDS_BEHIND(others, text) != NULL)
			return true;
		if (text[1] != '{')
			continue;
		n = 2 + strspn(text + 2, "?!");
		n += strspn(text + n, SPEC_IDENTIFIER);
		if (text[n] == '%' || text[n] == '"' || text[n] == '\'')
			return true;
	}
	return false;
}

/*
 * Call EACH with every macro of D that TEXT uses; ANY: also where no sign
 * stands before the name.
 */
static void find_uses(struct definitions *d, const char *text, size_t line,
		      bool any,
		      void (*each)(struct definitions *d, size_t name,
				   size_t line))
{
	const char *begin = text;

	while (*(text += strcspn(text, SPEC_IDENTIFIER)) != '\0') {
		size_t len = strspn(text, SPEC_IDENTIFIER);
		rpmsid id = rpmstrPoolIdn(d->names, text, len, 0);

		if (id != 0 &&
		    (any || (text > begin && strchr("%{?!", text[-1]) != NULL)))
			each(d, id - 1, line);
		text += len;
	}
}

/* A line of the spec uses a macro. */
static void add_use(struct definitions *d, size_t name, size_t line)
{
	size_t n = d->n_uses;

	GROW(d->uses, n);
	d->uses[d->n_uses++] = (struct use){name, d->first[line]};
	d->first[line] = n;
	if (edits_deleted(d->edits, line))
		d->list[name].touched = true;
	else if (d->own[line] != name)
		d->list[name].uses++;
}

/* So does a line that takes the place of others. */
static void add_new_use(struct definitions *d, size_t name, size_t line)
{
	(void)line;
	d->list[name].uses++;
}

static void find_all_uses(struct definitions *d)
{
	bool any = false;

	for (size_t i = 0; i < d->spec->n_lines; i++) {
		const char *inserted = edits_inserted(d->edits, i);
		const char *text = d->spec->lines[i].text;

		if (d->spec->lines[i].span > 0)
			any = line_has_bare_names(d->spec, i);

		/* what is joined to a definition belongs to it */
		if (d->spec->lines[i].span == 0 && i > 0)
			d->own[i] = d->own[i - 1];
		if (*spec_trimmed(d->spec, i) != '#') {
			find_uses(d, text, i, any, add_use);
			d->unseen |=
				!edits_deleted(d->edits, i) && has_unseen(text);
		}
		if (inserted != NULL)
			find_uses(d, inserted, i, has_bare_names(inserted),
				  add_new_use);
	}
}

/* Look at the macro NAME again. */
static void look(struct definitions *d, size_t name)
{
	struct defined *macro = &d->list[name];

	if (macro->touched && macro->uses == 0 && macro->line != NONE)
		d->queue[d->n_queue++] = name;
}

/* What LINE uses, a definition of NAME that goes, may have no use any more. */
static void drop_uses(struct definitions *d, size_t name, size_t line)
{
	for (size_t u = d->first[line]; u != NONE; u = d->uses[u].next) {
		/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
		size_t used = d->uses[u].name;

		if (used == name)
			continue;
		d->list[used].touched = true;
		d->list[used].uses--;
		look(d, used);
	}
}

/* Remove all definitions of NAME, which may be the last users of others. */
static void remove_definitions(struct definitions *d, size_t name)
{
	size_t i = d->list[name].line, before;

	d->list[name].line = NONE;
	for (; i != NONE; i = before) {
		size_t end = i + d->spec->lines[i].span;

		before = d->before[i];
		edits_delete(d->edits, i, end - i);
		for (size_t k = i; k < end; k++)
			drop_uses(d, name, k);
	}
}

static void none(size_t *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		list[i] = NONE;
}

void migrate_definitions(const struct migration *m, struct edits *edits)
{
	size_t n = m->spec->n_lines;
	struct definitions d = {.spec = m->spec,
				.edits = edits,
				.names = rpmstrPoolCreate(),
				.before = rcalloc(3 * n + 1, sizeof(size_t)),
				.list = rcalloc(n + 1, sizeof(*d.list)),
				.queue = rcalloc(n + 1, sizeof(*d.queue))};

	d.own = d.before + n;
	d.first = d.own + n;
	none(d.before, 3 * n);
	for (size_t i = 0; i < n; i++)
		add_definition(&d, i);
	find_all_uses(&d);
	for (size_t i = 0; i < d.n && !d.unseen; i++)
		look(&d, i);
	for (size_t i = 0; i < d.n_queue; i++)
		remove_definitions(&d, d.queue[i]);
	if (d.n_queue > 0)
		comments_remove(m->spec, edits);
	free(d.queue);
	free(d.before);
	free(d.uses);
	free(d.list);
	rpmstrPoolFree(d.names);
}
