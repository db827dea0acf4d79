/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where our lines of %install go, and under which conditions. */
#include <stdlib.h>
#include <string.h>

#include "migrate/conditions.h"
#include "migrate/steps.h"

/* More than anybody writes. */
#define MAX_CONDITIONS 32

/* The line behind what %install, the section S, does, at the depth of S. */
static bool find_end(struct migration *m, const struct spec_section *s)
{
	const struct spec *spec = m->spec;
	const struct spec_branch *list = spec->branches.list;
	size_t last = s->header, branch;

	for (size_t i = s->header + 1; i < s->end; i++)
		if (spec->lines[i].kind == LINE_TEXT &&
		    spec->lines[i].span > 0 && !spec_blank(spec, i) &&
		    !spec_comment(spec, i))
			last = i;
	m->site.branch = spec->lines[s->header].branch;
	m->site.line = last + spec->lines[last].span;
	for (branch = spec->lines[last].branch;
	     branch != m->site.branch && branch != 0;
	     branch = list[branch].parent)
		m->site.line = list[branch].end < s->end
				       ? spec_behind(spec, branch)
				       : list[branch].opener;
	return branch == m->site.branch && m->site.line > s->header;
}

/* There is no %install: it will stand before the first section of a package. */
static void find_new(struct migration *m)
{
	const struct spec *spec = m->spec;
	const struct spec_branch *list = spec->branches.list;
	size_t i = 0, line;

	while (i < spec->n_sections && spec->sections[i].part != PART_SCRIPT &&
	       spec->sections[i].part != PART_FILES)
		i++;
	if (i == spec->n_sections)
		return;
	line = spec->sections[i].header;
	for (size_t b = spec->lines[line].branch; b != 0; b = list[b].parent)
		line = list[b].opener;
	while (line > 0 && spec_comment(spec, line - 1) &&
	       spec->lines[line - 1].span == 1)
		line--;
	m->site.line = line;
	m->site.header = true;
}

void migrate_site(struct migration *m)
{
	const struct spec_section *found = NULL;

	for (size_t i = 0; i < m->spec->n_sections; i++) {
		const struct spec_section *s = &m->spec->sections[i];

		if (s->part != PART_INSTALL)
			continue;
		if (found != NULL)
			m->site.why = "%install stands twice in the spec";
		found = s;
	}
	if (found == NULL)
		find_new(m);
	else if (!find_end(m, found))
		m->site.why = "%install stands under a condition that ends "
			      "in it";
}

/* Whether TEXT has the same meaning on lines A and B. */
static bool is_steady(const struct spec *spec, const char *text, size_t a,
		      size_t b)
{
	char *there = spec_macros_key(spec->macros, text, a);
	char *here = spec_macros_key(spec->macros, text, b);
	bool steady = strcmp(there, here) == 0;

	free(there);
	free(here);
	return steady;
}

/*
 * Why BRANCH, or one that encloses it, is not the same where our lines go, or
 * NULL.
 */
static const char *branch_fault(const struct migration *m, size_t branch)
{
	const struct spec_branch *list = m->spec->branches.list;
	unsigned n = 0;

	for (; branch != 0; branch = list[branch].parent)
		for (size_t b = branch; b != 0; b = list[b].before) {
			size_t line = list[b].line;
			char *text;
			bool steady;

			if (++n > MAX_CONDITIONS)
				return "it stands under too many conditions";
			text = spec_joined(m->spec, line);
			steady = is_steady(m->spec, text, line, m->site.line);
			free(text);
			if (!steady)
				return "its conditions mean something else in "
				       "%install";
		}
	return NULL;
}

const char *conditions_fault(const struct migration *m, size_t branch,
			     const struct spec_section *section)
{
	if (m->site.why != NULL)
		return m->site.why;
	if (section->header < m->site.line)
		return "%install stands behind it";
	if (!spec_within(&m->spec->branches, branch, m->site.branch))
		return "%install stands under other conditions";
	if (!is_steady(m->spec, section->words, section->header, m->site.line))
		return "the name of its package changes behind %install";
	return branch_fault(m, branch);
}

/* Write the line of the spec at which BRANCH begins. */
static void put_line(const struct conditions *c, size_t branch)
{
	const struct spec *spec = c->m->spec;
	size_t line = spec->branches.list[branch].line;

	for (size_t i = line; i < line + spec->lines[line].span; i++)
		edits_insert(c->edits, c->m->site.line, "%s",
			     i == line ? spec_trimmed(spec, i)
				       : spec->lines[i].text);
}

/* Open BRANCH, from its %if on. */
static void open_branch(const struct conditions *c, size_t branch)
{
	const struct spec_branch *b = &c->m->spec->branches.list[branch];

	if (b->before != 0)
		open_branch(c, b->before);
	put_line(c, branch);
}

/* Open what encloses BRANCH, less what is open already. */
static void open_all(const struct conditions *c, size_t branch)
{
	const struct spec_branches *branches = &c->m->spec->branches;

	if (spec_within(branches, c->branch, branch))
		return;
	open_all(c, branches->list[branch].parent);
	open_branch(c, branch);
}

/* The %elif or %else of what is open now that encloses BRANCH, or 0. */
static size_t find_else(const struct conditions *c, size_t branch)
{
	const struct spec_branches *branches = &c->m->spec->branches;
	const struct spec_branch *list = branches->list;

	for (; branch != 0; branch = list[branch].parent)
		if (list[branch].before != 0 &&
		    spec_same_branch(branches, list[branch].before, c->branch))
			return branch;
	return 0;
}

void conditions_go(struct conditions *c, size_t branch)
{
	const struct spec_branches *branches = &c->m->spec->branches;

	while (!spec_within(branches, branch, c->branch)) {
		size_t other = find_else(c, branch);

		if (other != 0) {
			put_line(c, other);
			c->branch = other;
			continue;
		}
		edits_insert(c->edits, c->m->site.line, "%%endif");
		c->branch = branches->list[c->branch].parent;
	}
	open_all(c, branch);
	c->branch = branch;
}
