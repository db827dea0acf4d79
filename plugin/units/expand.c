/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a template to the text of a unit. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "units/expand.h"
#include "base/message.h"
#include "base/text.h"

/* Why VALUE cannot stand in a unit, or NULL. */
static const char *why_bad(const char *value)
{
	const char *p = value;

	while (*p != '\0') {
		unsigned character;
		size_t len = text_utf8(p, &character);

		if (iscntrl((unsigned char)*p))
			return "has a control character";
		if (len == 0)
			return "is not valid UTF-8";
		p += len;
	}
	if (p > value && p[-1] == '\\')
		return "ends with a backslash, which would join two lines";
	return NULL;
}

static bool put_value(const struct unit_line *line, const char *name,
		      size_t len, const char *value, FILE *out)
{
	const char *why = why_bad(value);

	if (why != NULL) {
		error("%s:%u: the value of @%.*s@ %s", line->file, line->lineno,
		      (int)len, name, why);
		return false;
	}
	for (; *value != '\0'; value++) {
		if (*value == '%')
			fputc('%', out);
		fputc(*value, out);
	}
	return true;
}

/* Write LINE with every @NAME@ replaced. */
static bool substitute(const struct unit_line *line,
		       const struct expand_ops *ops, FILE *out)
{
	const char *p = line->text;

	for (;;) {
		const char *at = strchrnul(p, '@');

		fwrite(p, 1, at - p, out);
		if (*at == '\0')
			return true;
		p = at + 1;
		size_t len = unit_placeholder(at);
		if (len == 0) {
			fputc('@', out);
			continue;
		}
		const char *value;
		if (!ops->variable(ops->ctx, p, len, &value))
			return false;
		if (value == NULL) {
			error("%s:%u: unknown placeholder @%.*s@; give it a "
			      "value with -D '%.*s VALUE'",
			      line->file, line->lineno, (int)len, p, (int)len,
			      p);
			return false;
		}
		if (!put_value(line, p, len, value, out))
			return false;
		p += len + 1;
	}
}

/* The length of PATH as systemd will see it, "%%" being one character. */
static size_t path_length(const char *path)
{
	size_t len = 0;

	for (; *path != '\0'; path++, len++)
		if (path[0] == '%' && path[1] == '%')
			path++;
	return len;
}

static bool check_path(const struct unit_line *line, const char *unit,
		       const char *path)
{
	size_t len = path_length(path);

	if ((*path != '/' && *path != '@') || len <= SOCKET_PATH_MAX)
		return true;
	error("%s:%u: the socket path of %s has %zu bytes, but a socket path "
	      "can have no more than %d: \"%s\"",
	      line->file, line->lineno, unit, len, SOCKET_PATH_MAX, path);
	return false;
}

/* Write the Also= line TEXT, whose value is UNITS, without foreign units. */
static void put_also(const char *text, const char *units,
		     const struct expand_ops *ops, FILE *out)
{
	char *copy = rstrdup(units), *save = NULL;
	char *kept = rmalloc(strlen(units) + 2), *end = kept;
	bool all = true;

	/* a backslash joins lines and is white space itself */
	for (char *unit = strtok_r(copy, " \t\n\\", &save); unit != NULL;
	     unit = strtok_r(NULL, " \t\n\\", &save)) {
		if (ops->keep_also(ops->ctx, unit))
			end = stpcpy(stpcpy(end, " "), unit);
		else
			all = false;
	}
	if (all)
		fprintf(out, "%s\n", text);
	else if (end > kept)
		fprintf(out, "Also=%s\n", kept + 1);
	free(kept);
	free(copy);
}

/* One expansion, with the line at work in a buffer used again and again. */
struct expansion {
	const char *unit;
	const struct expand_ops *ops;
	FILE *out;
	FILE *line;
	char *text; /* of the line, once it is flushed */
	size_t size;
};

/* Whether TEXT, made of LINE, is not joined to what follows it. */
static bool check_end(const struct unit_line *line, const char *text)
{
	size_t len = strlen(text);

	while (len > 0 && isspace((unsigned char)text[len - 1]))
		len--;
	if (len == 0 || text[len - 1] != '\\' || unit_is_comment(line->text))
		return true;
	error("%s:%u: its values leave a backslash at the end of the line, "
	      "which would join two lines",
	      line->file, line->lineno);
	return false;
}

/* Write N lines, of which each but the last continues, expanded and checked. */
static bool expand_lines(struct expansion *e, const struct unit_line *lines,
			 size_t n)
{
	struct unit_line expanded = *lines;
	const char *value;

	rewind(e->line);
	for (size_t i = 0; i < n; i++) {
		fputs(i > 0 ? "\n" : "", e->line);
		if (!substitute(&lines[i], e->ops, e->line))
			return false;
	}
	fputc('\0', e->line);
	fflush(e->line);
	expanded.text = e->text;
	if (!check_end(lines, e->text))
		return false;
	if (unit_line_is(&expanded, "ListenStream", &value) &&
	    !check_path(lines, e->unit, value))
		return false;
	if (unit_line_is(&expanded, "Also", &value))
		put_also(e->text, value, e->ops, e->out);
	else
		fprintf(e->out, "%s\n", e->text);
	return true;
}

static bool expand_section(struct expansion *e, const struct unit_section *s)
{
	for (size_t i = 0, n; i < s->n_lines; i += n) {
		n = 1;
		while (i + n < s->n_lines &&
		       unit_line_continues(&s->lines[i + n - 1]))
			n++;
		if (!expand_lines(e, &s->lines[i], n))
			return false;
	}
	return true;
}

bool expand_unit(const struct unitfile *template, const char *unit,
		 const struct expand_ops *ops, FILE *out)
{
	struct expansion e = {.unit = unit, .ops = ops, .out = out};
	const char *separator = "";
	bool ok = true;

	e.line = open_memstream(&e.text, &e.size);
	if (e.line == NULL)
		abort();
	for (const char *const *name = unit_sections; ok && *name != NULL;
	     name++) {
		const struct unit_section *s =
			unitfile_section(template, *name);

		if (s == NULL)
			continue;
		fprintf(out, "%s[%s]\n", separator, *name);
		separator = "\n";
		ok = expand_section(&e, s);
	}
	fclose(e.line);
	free(e.text);
	return ok;
}
