/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lines of a spec file, and which of them rpm reads as one. */
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "base/message.h"
#include "spec/directive.h"
#include "spec/lines.h"
#include "spec/section.h"

char *lines_next(char **text, bool *newline)
{
	char *line = *text, *end = strchr(line, '\n');

	if (*line == '\0')
		return NULL;
	*newline = end != NULL;
	*text = end != NULL ? end + 1 : line + strlen(line);
	if (end != NULL)
		*end = '\0';
	return line;
}

static void split_lines(struct spec *spec)
{
	char *text = spec->text, *line;

	while ((line = lines_next(&text, &spec->newline)) != NULL) {
		GROW(spec->lines, spec->n_lines);
		spec->lines[spec->n_lines++] = (struct spec_line){.text = line};
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
		} else if (*p == '%' && p[1] != '\0' &&
			   strchr("%{([", p[1]) != NULL) {
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

/* Whether rpm looks at line I by itself, whatever stands before it. */
static bool stands_alone(const struct spec *spec, size_t i)
{
	struct spec_section s;

	if (directive_is_condition(directive_find(spec_trimmed(spec, i))))
		return true;
	if (!spechead_parse(spec->lines[i].text, &s))
		return false;
	free(s.words);
	return true;
}

/* How many lines belong to the one at I; O says what is open behind them. */
static size_t count_joined(const struct spec *spec, size_t i, struct open *o)
{
	bool whole = directive_find(spec_trimmed(spec, i)) != DIRECTIVE_NONE;
	size_t n = 0;

	*o = (struct open){0};
	for (;;) {
		count_open(o, spec->lines[i + n].text);
		n++;
		if (i + n == spec->n_lines || !(o->backslash || is_open(o)))
			return n;
		if (!whole && !is_open(o) && stands_alone(spec, i + n))
			return n;
	}
}

static bool join_lines(struct spec *spec)
{
	struct open o;

	for (size_t i = 0; i < spec->n_lines; i += spec->lines[i].span) {
		spec->lines[i].span = count_joined(spec, i, &o);
		spec->lines[i].cut = o.backslash;
		if (!is_open(&o))
			continue;
		error("%s:%zu: a macro is not closed: %s", spec->file, i + 1,
		      spec_trimmed(spec, i));
		return false;
	}
	return true;
}

bool spec_lines_read(struct spec *spec)
{
	split_lines(spec);
	return join_lines(spec);
}
