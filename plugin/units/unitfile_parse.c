/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parsing unit files. */
#include <ctype.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/message.h"
#include "units/unitfile.h"

static bool is_known(const char *name, const char *const known[])
{
	if (known == NULL)
		return true;
	for (; *known != NULL; known++)
		if (strcmp(*known, name) == 0)
			return true;
	return false;
}

/* Cut the white space off both ends of TEXT. */
static char *trim(char *text)
{
	char *end;

	while (isspace((unsigned char)*text))
		text++;
	end = text + strlen(text);
	while (end > text && isspace((unsigned char)end[-1]))
		end--;
	*end = '\0';
	return text;
}

struct parser {
	struct unitfile *uf;
	const char *const *known;
	struct unit_section *section;
	void *names; /* tsearch(3): a file may have 100,000 sections */
	bool continued;
	unsigned lineno;
};

/* The name of the section with this INDEX. */
struct name {
	const char *text;
	size_t index;
};

static int compare_names(const void *a, const void *b)
{
	const struct name *na = a, *nb = b;

	return strcmp(na->text, nb->text);
}

/* The section called NAME, a new one where there is none yet. */
static struct unit_section *take_section(struct parser *p, const char *name)
{
	struct name *new = rmalloc(sizeof(*new)), **found;

	*new = (struct name){name, p->uf->n_sections};
	found = tsearch(new, &p->names, compare_names);
	if (found == NULL)
		abort();
	if (*found == new)
		return unitfile_add(p->uf, name);
	free(new);
	return &p->uf->sections[(*found)->index];
}

/* Whether the last line needs another one, which is an error here. */
static bool is_open(const struct parser *p)
{
	const struct unit_line *last;

	if (!p->continued)
		return false;
	last = &p->section->lines[p->section->n_lines - 1];
	error("%s:%u: the line ends with a backslash, but no line continues "
	      "it",
	      last->file, last->lineno);
	return true;
}

static bool parse_header(struct parser *p, char *text)
{
	size_t len = strlen(text);

	if (len < 3 || text[len - 1] != ']') {
		error("%s:%u: \"%s\" is not a section header", p->uf->file,
		      p->lineno, text);
		return false;
	}
	text[len - 1] = '\0';
	if (!is_known(text + 1, p->known)) {
		error("%s:%u: unknown section [%s]", p->uf->file, p->lineno,
		      text + 1);
		return false;
	}
	p->section = take_section(p, text + 1);
	if (p->section->lineno == 0)
		p->section->lineno = p->lineno;
	return true;
}

static bool parse_line(struct parser *p, char *text)
{
	struct unit_line line = {text, p->uf->file, p->lineno};
	bool comment = unit_is_comment(text);

	if (*text == '\0')
		return !is_open(p);
	/* systemd.syntax(7): comments between continued lines are ignored */
	if (p->continued && comment)
		return true;
	if (!p->continued && *text == '[')
		return parse_header(p, text);
	if (p->section == NULL) {
		if (comment)
			return true;
		error("%s:%u: \"%.60s\" stands before the first section",
		      p->uf->file, p->lineno, text);
		return false;
	}
	if (!comment && !p->continued &&
	    (*text == '=' || strchr(text, '=') == NULL)) {
		error("%s:%u: \"%.60s\" is not of the form KEY=VALUE",
		      p->uf->file, p->lineno, text);
		return false;
	}
	GROW(p->section->lines, p->section->n_lines);
	p->section->lines[p->section->n_lines++] = line;
	p->continued = unit_line_continues(&line);
	return true;
}

/* Parse the text that p->uf owns already. */
static bool parse(struct parser *p)
{
	char *next;

	for (char *text = p->uf->buffer; text != NULL; text = next) {
		p->lineno++;
		next = strchr(text, '\n');
		if (next != NULL)
			*next++ = '\0';
		size_t len = strlen(text);
		if (len > 0 && text[len - 1] == '\r') {
			error("%s:%u: the line ends with CR LF; convert the "
			      "file to Unix line ends",
			      p->uf->file, p->lineno);
			return false;
		}
		if (!parse_line(p, trim(text)))
			return false;
	}
	return !is_open(p);
}

static unsigned line_of(const char *data, const char *end)
{
	unsigned n = 1;

	for (; data < end; data++)
		n += *data == '\n';
	return n;
}

struct unitfile *unitfile_parse(const char *file, const char *data, size_t size,
				const char *const known[])
{
	const char *nul = size > 0 ? memchr(data, '\0', size) : NULL;
	struct parser p = {.known = known};
	bool ok;

	if (nul != NULL) {
		error("%s:%u: NUL byte; this is not a text file", file,
		      line_of(data, nul));
		return NULL;
	}
	p.uf = rcalloc(1, sizeof(*p.uf));
	p.uf->file = rstrdup(file);
	p.uf->buffer = rmalloc(size + 1);
	if (size > 0)
		memcpy(p.uf->buffer, data, size);
	p.uf->buffer[size] = '\0';
	ok = parse(&p);
	tdestroy(p.names, free);
	return ok ? p.uf : unitfile_free(p.uf);
}
