/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Our macros in scriptlets that have other text, too. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "migrate/package.h"

/* The claims that need a section and have no call in it. */
static bool has_missing(const struct choice *c, const struct claim *claim)
{
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): never NULL */
	return claim->needed & 1u << c->section->script &&
	       spec_package_call(c->p, c->section, claim) == NULL;
}

/* The claims whose first call in a section, and branch, stands on a line. */
static bool has_here(const struct choice *c, const struct claim *claim)
{
	const struct spec_line *lines = c->p->m->spec->lines;
	bool first = claim->needed & 1u << c->section->script;

	for (size_t i = 0; i < claim->n; i++) {
		const struct mention *a = &claim->mentions[i];

		if (a->macro == NULL ||
		    lines[a->line].section != lines[c->line].section ||
		    lines[a->line].branch != lines[c->line].branch)
			continue;
		if (a->line == c->line)
			return first;
		first = false;
	}
	return false;
}

/* Write what stays of the call on line I. */
static void put_others(const struct spec_package *p, size_t i,
		       const struct call *call)
{
	ARGV_t words = argvNew();
	char *text, unit[UNIT_NAME_LEN + 1];

	argvAppend(&words, call->others);
	for (size_t k = 0; k < call->n; k++) {
		const struct call_part *part = &call->parts[k];

		if (spec_package_claim(p, part->daemon) != NULL)
			continue;
		for (int kind = 0; kind < N_UNIT_KINDS; kind++)
			if (part->kinds & KIND_BIT(kind))
				argvAdd(&words,
					unit_name(p->m->daemons[part->daemon]
							  .service,
						  kind, unit));
	}
	text = argvJoin(words, " ");
	if (argvCount(words) > 0)
		edits_insert(p->m->edits, i, "%.*s%%%s %s",
			     (int)(spec_trimmed(p->m->spec, i) -
				   p->m->spec->lines[i].text),
			     p->m->spec->lines[i].text, call->macro->name,
			     text);
	free(text);
	argvFree(words);
}

static char *section_macro(const struct spec_package *p,
			   const struct spec_section *s, size_t i)
{
	char *start = NULL;
	const char *text = p->m->spec->lines[i].text;

	rasprintf(&start, "%.*s%%virtd_socket_%s",
		  (int)(spec_trimmed(p->m->spec, i) - text), text,
		  section_name(s->script));
	return start;
}

/* Whether CALL is for a claim of P. */
static bool concerns(const struct spec_package *p, const struct call *call)
{
	for (size_t k = 0; k < call->n; k++)
		if (spec_package_claim(p, call->parts[k].daemon) != NULL)
			return true;
	return false;
}

/* Replace a call on line I of S; with MISSING, put there what S lacks. */
static void replace_call(const struct spec_package *p,
			 const struct spec_section *s, size_t i, bool missing)
{
	const struct choice here = {p, has_here, s, i};
	const struct choice rest = {p, has_missing, s, i};
	char *start = section_macro(p, s, i);
	struct call call = {0};

	if (migrate_call(p->m, i, &call) && concerns(p, &call)) {
		put_others(p, i, &call);
		spec_package_put(&here, i, start);
		if (missing)
			spec_package_put(&rest, i, start);
		edits_delete(p->m->edits, i, p->m->spec->lines[i].span);
	}
	migrate_call_free(&call);
	free(start);
}

/* The first call of S under the conditions of its header, or NULL. */
static const struct mention *plain_call(const struct spec_package *p,
					const struct spec_section *s)
{
	const struct spec_line *lines = p->m->spec->lines;

	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->claims[i].n; k++) {
			const struct mention *a = &p->claims[i].mentions[k];

			if (a->macro != NULL && !p->claims[i].left &&
			    a->line > s->header && a->line < s->end &&
			    lines[a->line].branch == lines[s->header].branch)
				return a;
		}
	return NULL;
}

static bool any_missing(const struct spec_package *p,
			const struct spec_section *s)
{
	const struct choice rest = {p, has_missing, s, 0};

	for (size_t i = 0; i < p->n; i++)
		if (!p->claims[i].left && has_missing(&rest, &p->claims[i]))
			return true;
	return false;
}

/* Why S cannot get our macros, or NULL. FIRST has calls. */
static const char *check_section(const struct spec_package *p,
				 const struct spec_section *s,
				 const struct spec_section *first)
{
	const struct spec *spec = p->m->spec;

	if (!any_missing(p, s))
		return NULL;
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): never NULL */
	if (s->program)
		return "a scriptlet of the package that needs a macro, too, "
		       "is no shell script";
	if (spec_package_call(p, s, NULL) != NULL)
		return plain_call(p, s) != NULL
			       ? NULL
			       : "a section needs macros of other daemons, "
				 "too, "
				 "but its calls stand under conditions";
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): never NULL */
	size_t branch = spec->lines[first->header].branch;

	return spec_same_branch(spec, spec->lines[s->header].branch, branch)
		       ? NULL
		       : "a scriptlet of the package that needs a macro, too, "
			 "stands under other conditions";
}

/* Why sections cannot be added to those of P, or NULL. */
static const char *check_added(const struct spec_package *p)
{
	if (!spec_package_same_conditions(p))
		return "its scriptlets stand under different conditions, and "
		       "another section is needed";
	for (size_t i = 0; i < p->n_scripts; i++)
		if (spec_package_call(p, p->scripts[i], NULL) != NULL &&
		    plain_call(p, p->scripts[i]) == NULL)
			return "its calls stand under conditions, and another "
			       "section is needed";
	return NULL;
}

/* The sections, as bits, that P does not have. */
static unsigned absent(const struct spec_package *p)
{
	unsigned missing = p->needed;

	for (size_t i = 0; i < p->n_scripts; i++)
		missing &= ~(1u << p->scripts[i]->script);
	return missing;
}

static const char *check(const struct spec_package *p)
{
	const struct spec_section *first = NULL;
	const char *why = NULL;

	for (size_t i = 0; i < p->n_scripts && first == NULL; i++)
		if (spec_package_call(p, p->scripts[i], NULL) != NULL)
			first = p->scripts[i];
	for (size_t i = 0; i < p->n_scripts && why == NULL; i++)
		why = check_section(p, p->scripts[i], first);
	if (why == NULL && absent(p) != 0)
		why = check_added(p);
	return why;
}

/* Put into S what its package needs there. */
static void edit_section(const struct spec_package *p,
			 const struct spec_section *s)
{
	const struct spec_line *lines = p->m->spec->lines;
	const struct mention *plain = plain_call(p, s);
	const struct choice rest = {p, has_missing, s, 0};
	char *start;

	for (size_t i = s->header + 1; i < s->end; i++)
		if (lines[i].span > 0 && lines[i].kind == LINE_TEXT)
			replace_call(p, s, i,
				     plain != NULL && plain->line == i);
	if (spec_package_call(p, s, NULL) != NULL || !any_missing(p, s))
		return;
	start = section_macro(p, s, s->header);
	spec_package_put(&rest, s->header + lines[s->header].span, start);
	free(start);
}

/* The line behind the last one of S that is its own, not the next one's. */
static size_t end_of(const struct spec *spec, const struct spec_section *s)
{
	size_t end = s->header + 1, branch = spec->lines[s->header].branch;

	for (size_t i = s->header; i < s->end; i++) {
		const struct spec_line *line = &spec->lines[i];

		if (line->span > 0 && line->branch == branch &&
		    (i == s->header ||
		     (line->kind == LINE_TEXT && !spec_blank(spec, i) &&
		      *spec_trimmed(spec, i) != '#')))
			end = i + line->span;
	}
	return end;
}

/* Whether a claim needs the section of a choice. */
static bool has_needed(const struct choice *c, const struct claim *claim)
{
	return claim->needed & 1u << c->section->script;
}

/* Add the SECTIONS behind the last one that has calls. */
static void add_sections(const struct spec_package *p, unsigned sections)
{
	const struct spec_section *last = NULL;
	size_t i;

	for (size_t k = 0; k < p->n_scripts; k++)
		if (spec_package_call(p, p->scripts[k], NULL) != NULL)
			last = p->scripts[k];
	if (last == NULL)
		return;
	i = end_of(p->m->spec, last);
	for (int k = 0; k < N_SECTIONS; k++) {
		struct spec_section s = *last;
		const struct choice all = {p, has_needed, &s, i};
		char *start;

		if (!(sections & 1u << k))
			continue;
		s.script = k;
		start = section_macro(p, &s, last->header);
		edits_insert(p->m->edits, i, "%s", "");
		edits_insert(p->m->edits, i, "%%%s%s%s", section_name(k),
			     *s.words != '\0' ? " " : "", s.words);
		spec_package_put(&all, i, start);
		free(start);
	}
}

bool migrate_sections(const struct spec_package *p)
{
	const char *why = check(p);

	if (why != NULL) {
		size_t first = 0;

		for (size_t i = 0; i < p->n && first == 0; i++)
			if (!p->claims[i].left)
				first = migrate_first_call(&p->claims[i])->line;
		migrate_leave(p->m, first, why);
		return false;
	}
	for (size_t i = 0; i < p->n_scripts; i++)
		edit_section(p, p->scripts[i]);
	if (absent(p) != 0)
		add_sections(p, absent(p));
	return true;
}
