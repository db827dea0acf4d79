/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A spec file as text: its lines, conditionals and sections. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/message.h"
#include "spec/directive.h"
#include "spec/lines.h"
#include "spec/parse.h"
#include "spec/section.h"

/* The text of a condition, which says when it is true. */
static char *condition_key(const struct spec *spec, size_t i)
{
	char *text = spec_joined(spec, i), *key;
	size_t len = strlen(text);

	while (len > 0 && strchr(SPEC_BLANK, text[len - 1]) != NULL)
		text[--len] = '\0';
	key = spec_macros_key(spec->macros, text + strspn(text, SPEC_BLANK), i);
	free(text);
	return key;
}

/* The condition at line I: the branch behind it into *BRANCH. */
static bool read_condition(struct spec *spec, size_t i, enum directive what,
			   size_t *branch)
{
	struct spec_branch *list = spec->branches.list;
	struct spec_branch b = list[*branch];
	const char *text = spec_trimmed(spec, i);
	char *key;

	spec->lines[i].branch = what == DIRECTIVE_IF ? *branch : b.parent;
	if (what == DIRECTIVE_IF) {
		b = (struct spec_branch){
			.parent = *branch, .opener = i, .depth = b.depth + 1};
	} else if (*branch == 0) {
		error("%s:%zu: %.*s without %%if", spec->file, i + 1,
		      (int)strcspn(text, SPEC_BLANK), text);
		return false;
	} else {
		b.before = *branch;
	}
	if (what == DIRECTIVE_ENDIF) {
		for (size_t k = *branch; k != 0; k = list[k].before)
			list[k].end = i;
		*branch = b.parent;
		return true;
	}
	b.line = i;
	b.otherwise = what == DIRECTIVE_ELSE;
	key = condition_key(spec, i);
	*branch = spec_branches_add(&spec->branches, &b, key);
	free(key);
	return true;
}

/* What stands on line I, which is no condition. */
static void read_line(struct spec *spec, size_t i, enum directive what,
		      size_t branch)
{
	struct spec_section s = {.header = i};
	char *text;

	if (what == DIRECTIVE_DEFINE) {
		spec->lines[i].kind = LINE_MACRO;
	} else if (spechead_parse(spec->lines[i].text, &s)) {
		spec->lines[i].kind = LINE_HEADER;
		spechead_add(spec, &s);
	} else if (spec->n_sections == 1) {
		spechead_tag(spec, i);
	}
	text = spec_with_newlines(spec, i);
	spec_macros_read(spec->macros, text, i, branch);
	free(text);
}

/* Set kinds, branches and sections. */
static bool read_lines(struct spec *spec)
{
	struct spec_section preamble = {.part = PART_PREAMBLE};
	size_t branch = 0;

	preamble.words = rstrdup("");
	spechead_add(spec, &preamble);
	for (size_t i = 0, n; i < spec->n_lines; i += n) {
		enum directive what = directive_find(spec_trimmed(spec, i));

		n = spec->lines[i].span;
		spec->lines[i].branch = branch;
		if (!directive_is_condition(what)) {
			read_line(spec, i, what, branch);
		} else {
			spec->lines[i].kind = LINE_CONDITION;
			if (!read_condition(spec, i, what, &branch))
				return false;
		}
		for (size_t k = i; k < i + n; k++) {
			spec->lines[k].section = spec->n_sections - 1;
			spec->lines[k].branch = spec->lines[i].branch;
			spec->lines[k].kind = spec->lines[i].kind;
		}
	}
	if (branch == 0)
		return true;
	error("%s:%zu: %%if without %%endif", spec->file,
	      spec->branches.list[branch].opener + 1);
	return false;
}

/*
 * What the conditions of ALT Linux enclose looks as if it were always read, and
 * their %endif closes nothing.
 */
static bool check_dialect(const struct spec *spec)
{
	for (size_t i = 0; i < spec->n_lines; i++) {
		const char *text = spec_trimmed(spec, i);

		if (!directive_is_foreign(text))
			continue;
		error("%s:%zu: cannot migrate a spec file with conditions of "
		      "ALT Linux: %.*s",
		      spec->file, i + 1, (int)strcspn(text, SPEC_BLANK), text);
		return false;
	}
	return true;
}

struct spec *spec_parse(const char *file, char *text)
{
	struct spec *spec = rcalloc(1, sizeof(*spec));

	spec->file = file;
	spec->text = text;
	spec->macros = spec_macros_new();
	spec_macros_allow(spec->macros, 64 * strlen(text) + (1u << 20));
	spec_branches_init(&spec->branches);
	if (!spec_lines_read(spec) || !check_dialect(spec) || !read_lines(spec))
		return spec_free(spec);
	spec_branches_finish(&spec->branches);
	return spechead_finish(spec) ? spec : spec_free(spec);
}

struct spec *spec_free(struct spec *spec)
{
	if (spec == NULL)
		return NULL;
	for (size_t i = 0; i < spec->n_sections; i++) {
		free(spec->sections[i].key);
		free(spec->sections[i].words);
	}
	free(spec->sections);
	spec_branches_free(&spec->branches);
	spec_macros_free(spec->macros);
	free(spec->lines);
	free(spec->name);
	free(spec->text);
	free(spec);
	return NULL;
}
