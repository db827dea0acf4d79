/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A spec file as text: its lines, conditionals and sections. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/message.h"
#include "spec/section.h"
#include "spec/parse.h"
#include "base/words.h"

static void split_lines(struct spec *spec)
{
	char *p = spec->text;

	while (*p != '\0') {
		char *end = strchr(p, '\n');

		GROW(spec->lines, spec->n_lines);
		spec->lines[spec->n_lines++] = (struct spec_line){.text = p};
		spec->newline = end != NULL;
		if (end == NULL)
			break;
		*end = '\0';
		p = end + 1;
	}
}

/* What keeps rpm from ending a line. */
struct open {
	size_t braces, parentheses, brackets;
	bool backslash;
};

static void count_pair(size_t *n, char c, char open, char close)
{
	if (c == open && *n > 0)
		++*n;
	else if (c == close && *n > 0)
		--*n;
}

static void count_open(struct open *o, const char *p)
{
	o->backslash = false;
	for (; *p != '\0'; p++) {
		if (*p == '\\') {
			o->backslash = p[1] == '\0';
			if (p[1] != '\0')
				p++;
		} else if (*p == '%' && p[1] != '\0') {
			p++;
			o->braces += *p == '{';
			o->parentheses += *p == '(';
			o->brackets += *p == '[';
		} else {
			count_pair(&o->braces, *p, '{', '}');
			count_pair(&o->parentheses, *p, '(', ')');
			count_pair(&o->brackets, *p, '[', ']');
		}
	}
}

static bool is_open(const struct open *o)
{
	return o->braces > 0 || o->parentheses > 0 || o->brackets > 0;
}

/*
 * Set the spans. A brace that nothing closes joins no lines: rpm does not take
 * such a spec, and after the first one none is looked for.
 */
static void join_lines(struct spec *spec)
{
	bool braces = true;

	for (size_t i = 0; i < spec->n_lines;) {
		struct open o = {0};
		size_t n = 0;

		do {
			count_open(&o, spec->lines[i + n].text);
			n++;
		} while (i + n < spec->n_lines &&
			 (o.backslash || (braces && is_open(&o))));
		if (braces && is_open(&o)) {
			braces = false;
			continue;
		}
		spec->lines[i].span = n;
		i += n;
	}
}

static const char *const openers[] = {"if", "ifarch", "ifnarch", "ifos",
				      "ifnos"};
static const char *const elses[] = {"else", "elif", "elifarch", "elifos"};
static const char *const closers[] = {"endif"};
static const char *const definers[] = {"define", "global", "undefine"};

/* Whether TEXT begins with "%" and one of the N words of TABLE. */
static bool begins(const char *text, const char *const table[], size_t n)
{
	char word[12];
	size_t len;

	if (*text++ != '%')
		return false;
	len = strspn(text, "abcdefghijklmnopqrstuvwxyz");
	if (len >= sizeof(word) || isalnum((unsigned char)text[len]) ||
	    text[len] == '_')
		return false;
	memcpy(word, text, len);
	word[len] = '\0';
	return words_have(table, n, word);
}

#define BEGINS(text, table)                                                    \
	begins(text, table, sizeof(table) / sizeof((table)[0]))

static size_t add_branch(struct spec *spec, struct spec_branch branch)
{
	GROW(spec->branches, spec->n_branches);
	spec->branches[spec->n_branches] = branch;
	return spec->n_branches++;
}

/* The condition at line I: the branch behind it into *BRANCH. */
static bool read_condition(struct spec *spec, size_t i, size_t *branch)
{
	const char *text = spec_trimmed(spec, i);
	struct spec_branch b = spec->branches[*branch];
	size_t inside = *branch;

	if (BEGINS(text, openers)) {
		*branch = add_branch(
			spec, (struct spec_branch){.parent = inside,
						   .line = i,
						   .opener = i,
						   .depth = b.depth + 1});
		spec->lines[i].branch = inside;
		return true;
	}
	if (inside == 0) {
		error("%s:%zu: %.*s without %%if", spec->file, i + 1,
		      (int)strcspn(text, SPEC_BLANK), text);
		return false;
	}
	spec->lines[i].branch = b.parent;
	*branch = b.parent;
	if (BEGINS(text, elses)) {
		b.before = inside;
		b.line = i;
		*branch = add_branch(spec, b);
	}
	return true;
}

static void read_line(struct spec *spec, size_t i)
{
	struct spec_section s = {.header = i};

	if (BEGINS(spec_trimmed(spec, i), definers)) {
		spec->lines[i].kind = LINE_MACRO;
	} else if (spechead_parse(spec->lines[i].text, &s)) {
		spec->lines[i].kind = LINE_HEADER;
		spechead_add(spec, &s);
	}
}

/* Set kinds, branches and sections. */
static bool read_lines(struct spec *spec)
{
	size_t branch = add_branch(spec, (struct spec_branch){0});
	struct spec_section preamble = {.part = PART_PREAMBLE};

	preamble.key = rstrdup("");
	preamble.words = rstrdup("");
	spechead_add(spec, &preamble);
	for (size_t i = 0, n; i < spec->n_lines; i += n) {
		const char *text = spec_trimmed(spec, i);

		n = spec->lines[i].span;
		spec->lines[i].branch = branch;
		if (BEGINS(text, openers) || BEGINS(text, elses) ||
		    BEGINS(text, closers)) {
			spec->lines[i].kind = LINE_CONDITION;
			if (!read_condition(spec, i, &branch))
				return false;
		} else {
			read_line(spec, i);
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
	      spec->branches[branch].opener + 1);
	return false;
}

struct spec *spec_parse(const char *file, char *text)
{
	struct spec *spec = rcalloc(1, sizeof(*spec));

	spec->file = file;
	spec->text = text;
	split_lines(spec);
	join_lines(spec);
	if (!read_lines(spec) || !spechead_finish(spec))
		return spec_free(spec);
	return spec;
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
	free(spec->branches);
	free(spec->lines);
	free(spec->text);
	free(spec);
	return NULL;
}
