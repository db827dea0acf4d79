/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The scriptlets of one package, by our macros. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "migrate/package.h"

/* Whether line I calls a macro for claims of P and nothing else. */
static bool is_ours(const struct spec_package *p, size_t i)
{
	struct call call = {0};
	bool ours = migrate_call(p->m, i, &call) && call.n > 0 &&
		    argvCount(call.others) == 0;

	for (size_t k = 0; ours && k < call.n; k++)
		ours = spec_package_claim(p, call.parts[k].daemon) != NULL;
	migrate_call_free(&call);
	return ours;
}

/*
 * Whether S has nothing but calls for claims of P, and no conditions. Then *END
 * is the line behind the last one. What follows there may belong to the next
 * section.
 */
static bool is_whole(const struct spec_package *p, const struct spec_section *s,
		     size_t *end)
{
	const struct spec *spec = p->m->spec;
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
		if (tail || !is_ours(p, i))
			return false;
		*end = i + line->span;
	}
	return *end > s->header;
}

static bool same_options(const struct spec_package *p)
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
static bool is_simple(const struct spec_package *p)
{
	size_t end;

	if (!same_options(p) || !spec_package_same_conditions(p))
		return false;
	for (size_t i = 0; i < p->n_scripts; i++) {
		const struct spec_section *s = p->scripts[i];

		if (spec_package_call(p, s, NULL) == NULL &&
		    !(p->needed & 1u << s->script))
			continue;
		if (s->program || !is_whole(p, s, &end))
			return false;
	}
	return true;
}

static bool has_any(const struct choice *c, const struct claim *claim)
{
	(void)c, (void)claim;
	return true;
}

/* Lines that go: whole sections, with nothing but blank lines between them. */
struct region {
	size_t start, end;
	size_t blanks; /* behind its end */
	bool first;    /* our macro stands in its place */
};

/* Whether line I is blank, and not joined to one that goes on. */
static bool is_blank(const struct spec *spec, size_t i)
{
	return spec_blank(spec, i) && spec->lines[i].span == 1;
}

static size_t count_blanks(const struct spec *spec, size_t i)
{
	size_t n = 0;

	while (i + n < spec->n_lines && is_blank(spec, i + n))
		n++;
	return n;
}

/* Remove R, and the blank lines that nothing separates any more. */
static void delete_region(const struct spec_package *p, const struct region *r)
{
	const struct spec *spec = p->m->spec;
	size_t start = r->start, end = r->end;

	if (!r->first && r->blanks > 0)
		end += r->blanks;
	while (!r->first && r->blanks == 0 && start > 0 &&
	       is_blank(spec, start - 1))
		start--;
	edits_delete(p->m->edits, start, end - start);
}

static void put_scriptlets(const struct spec_package *p,
			   const struct spec_section *s)
{
	const struct choice all = {p, has_any, NULL, 0};
	char *owner = spec_owner(s), *start = NULL;

	rasprintf(&start, "%%virtd_socket_scriptlets%s", owner);
	spec_package_put(&all, s->header, start);
	free(start);
	free(owner);
}

static void replace_all(const struct spec_package *p)
{
	struct region r = {0};
	size_t end;

	for (size_t i = 0; i < p->n_scripts; i++) {
		const struct spec_section *s = p->scripts[i];

		if (spec_package_call(p, s, NULL) == NULL ||
		    !is_whole(p, s, &end))
			continue;
		if (r.end == 0) {
			put_scriptlets(p, s);
			r = (struct region){.start = s->header, .first = true};
		} else if (r.end + r.blanks != s->header) {
			delete_region(p, &r);
			r = (struct region){.start = s->header};
		}
		r.end = end;
		r.blanks = count_blanks(p->m->spec, end);
	}
	delete_region(p, &r);
}

static void find_scripts(struct spec_package *p, size_t package)
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
	struct spec_package p = {.m = m, .claims = claims, .n = n};
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
