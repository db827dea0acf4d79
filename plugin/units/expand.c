/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a template to the text of a unit. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "units/expand.h"
#include "base/message.h"
#include "base/text.h"
#include "units/unit_names.h"

/* Why VALUE cannot stand in a unit, or NULL. */
static const char *why_bad(const char *value)
{
	const char *p = value;

	while (*p != '\0') {
		unsigned character;
		size_t len = isprint((unsigned char)*p)
				     ? 1
				     : text_utf8(p, &character);

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
		      size_t len, const char *value, struct buffer *out)
{
	const char *why = why_bad(value), *percent;

	if (why != NULL) {
		error("%s:%u: the value of @%.*s@ %s", line->file, line->lineno,
		      (int)len, name, why);
		return false;
	}
	while ((percent = strchr(value, '%')) != NULL) {
		buffer_put(out, value, percent - value);
		buffer_puts(out, "%%");
		value = percent + 1;
	}
	buffer_puts(out, value);
	return true;
}

/* Put LINE with every @NAME@ replaced. */
static bool substitute(const struct unit_line *line,
		       const struct expand_ops *ops, struct buffer *out)
{
	const char *p = line->text, *at;

	while ((at = strchr(p, '@')) != NULL) {
		size_t len = unit_placeholder(at);
		const char *value;

		if (len == 0) {
			buffer_put(out, p, at + 1 - p);
			p = at + 1;
			continue;
		}
		buffer_put(out, p, at - p);
		if (!ops->variable(ops->ctx, at + 1, len, &value))
			return false;
		if (value == NULL) {
			error("%s:%u: unknown placeholder @%.*s@; give it a "
			      "value with -D '%.*s VALUE'",
			      line->file, line->lineno, (int)len, at + 1,
			      (int)len, at + 1);
			return false;
		}
		if (!put_value(line, at + 1, len, value, out))
			return false;
		p = at + len + 2;
	}
	buffer_puts(out, p);
	return true;
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

/*
 * Drop foreign units from the last line of OUT, "Also=UNITS" from START on, and
 * the line where none is left.
 */
static void filter_also(struct buffer *out, size_t start, const char *units,
			const struct expand_ops *ops)
{
	/* a backslash joins lines and is white space itself */
	static const char separators[] = " \t\n\\";
	size_t len, all = 0, own = 0;
	const char *rest = units, *unit;
	char *copy;

	for (; (unit = text_word(&rest, separators, &len)) != NULL; all++)
		own += ops->keep_also(ops->ctx, unit, len);
	if (own == all)
		return;
	rest = copy = rstrdup(units);
	out->len = start;
	buffer_puts(out, own > 0 ? "Also=" : "");
	while ((unit = text_word(&rest, separators, &len)) != NULL) {
		if (!ops->keep_also(ops->ctx, unit, len))
			continue;
		buffer_put(out, unit, len);
		buffer_puts(out, --own > 0 ? " " : "");
	}
	free(copy);
}

/* Whether TEXT, LEN bytes made of LINE, is not joined to what follows it. */
static bool check_end(const struct unit_line *line, const char *text,
		      size_t len)
{
	while (len > 0 && isspace((unsigned char)text[len - 1]))
		len--;
	if (len == 0 || text[len - 1] != '\\' || unit_is_comment(line->text))
		return true;
	error("%s:%u: its values leave a backslash at the end of the line, "
	      "which would join two lines",
	      line->file, line->lineno);
	return false;
}

/* What a unit is made with. */
struct work {
	const char *unit;
	const struct expand_ops *ops;
	struct buffer *out;
};

/* Put N lines, of which each but the last continues, expanded and checked. */
static bool expand_lines(const struct work *w, const struct unit_line *lines,
			 size_t n)
{
	struct unit_line expanded = *lines;
	size_t start = w->out->len;
	const char *value;

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buffer_puts(w->out, "\n");
		if (!substitute(&lines[i], w->ops, w->out))
			return false;
	}
	expanded.text = w->out->text + start;
	if (!check_end(lines, expanded.text, w->out->len - start))
		return false;
	if (unit_line_is(&expanded, "ListenStream", &value) &&
	    !check_path(lines, w->unit, value))
		return false;
	if (!unit_names_check(&expanded))
		return false;
	if (unit_line_is(&expanded, "Also", &value))
		filter_also(w->out, start, value, w->ops);
	if (w->out->len > start)
		buffer_puts(w->out, "\n");
	return true;
}

static bool expand_section(const struct work *w, const struct unit_section *s)
{
	for (size_t i = 0, n; i < s->n_lines; i += n) {
		n = 1;
		while (i + n < s->n_lines &&
		       unit_line_continues(&s->lines[i + n - 1]))
			n++;
		if (!expand_lines(w, &s->lines[i], n))
			return false;
	}
	return true;
}

bool expand_unit(const struct unitfile *template, const char *unit,
		 const struct expand_ops *ops, struct buffer *out)
{
	const struct work w = {unit, ops, out};
	const char *separator = "";

	for (const char *const *name = unit_sections; *name != NULL; name++) {
		const struct unit_section *s =
			unitfile_section(template, *name);

		if (s == NULL)
			continue;
		buffer_puts(out, separator);
		buffer_puts(out, "[");
		buffer_puts(out, *name);
		buffer_puts(out, "]\n");
		separator = "\n";
		if (!expand_section(&w, s))
			return false;
	}
	return true;
}
