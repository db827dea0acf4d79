/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The build dependency of a source package on our debhelper sequence. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "migrate/deb_source.h"

#define ADDON "dh-sequence-virtd-socket"
#define BLANK " \t\r"

/* A field of control, from its tag on; see deb-src-control(5). */
struct field {
	struct deb_file *file;
	size_t tag, end;   /* the first line behind it */
	const char *value; /* in the line of the tag */
};

static bool is_empty(const char *text)
{
	return text[strspn(text, BLANK)] == '\0';
}

/* Whether comments or a value go on in line I. */
static bool goes_on(const struct deb_file *f, size_t i)
{
	return i < f->n &&
	       (*f->lines[i] == '#' ||
		(*f->lines[i] != '\0' && strchr(BLANK, *f->lines[i]) &&
		 !is_empty(f->lines[i])));
}

/* Find the field NAME, which ends with ":". */
static bool find_field(struct deb_file *f, const char *name,
		       struct field *field)
{
	size_t n = strlen(name), i = 0;

	while (i < f->n && strncasecmp(f->lines[i], name, n) != 0)
		i++;
	if (i == f->n)
		return false;
	*field = (struct field){f, i, i + 1, f->lines[i] + n};
	while (goes_on(f, field->end))
		field->end++;
	return true;
}

/* The first line of FIELD behind its tag that is no comment, or its end. */
static size_t find_more(const struct field *field)
{
	size_t i = field->tag + 1;

	while (i < field->end && *field->file->lines[i] == '#')
		i++;
	return i;
}

static bool has_addon(const char *text)
{
	while ((text = strstr(text, ADDON)) != NULL) {
		text += strlen(ADDON);
		if (*text == '\0' || strchr(BLANK ",|(<[:", *text) != NULL)
			return true;
	}
	return false;
}

static bool field_has_addon(const struct field *field)
{
	for (size_t i = field->tag; i < field->end; i++)
		if (*field->file->lines[i] != '#' &&
		    has_addon(field->file->lines[i]))
			return true;
	return false;
}

/* Add to FIELD, whose tag stands alone: a line as wide as the first. */
static void add_line(const struct field *field)
{
	struct deb_file *f = field->file;
	size_t more = find_more(field), len;
	const char *next = more < field->end ? f->lines[more] : " ";

	len = strlen(next);
	while (len > 0 && strchr(BLANK, next[len - 1]) != NULL)
		len--;
	edits_insert(f->edits, more + (len > 0 && next[len - 1] == ','),
		     more < field->end ? "%.*s%s," : "%.*s%s",
		     (int)strspn(next, " \t"), next, ADDON);
}

/* Add to FIELD, whose tag has a value: behind its first item if it ends. */
static void add_item(const struct field *field)
{
	struct deb_file *f = field->file;
	const char *text = f->lines[field->tag];
	const char *comma = strchr(field->value, ',');
	size_t more = find_more(field);
	const char *next = more < field->end ? f->lines[more] : NULL;

	if (comma == NULL && next != NULL && next[strspn(next, BLANK)] == ',') {
		edits_insert(f->edits, more, "%.*s%s",
			     (int)strspn(next, BLANK ","), next, ADDON);
		return;
	}
	edits_delete(f->edits, field->tag, 1);
	if (comma != NULL)
		edits_insert(f->edits, field->tag, "%.*s, %s%s",
			     (int)(comma - text), text, ADDON, comma);
	else if (next == NULL)
		edits_insert(f->edits, field->tag, "%s, %s", text, ADDON);
	else
		edits_insert(f->edits, field->tag, "%.*s %s, %s",
			     (int)(field->value - text), text, ADDON,
			     field->value + strspn(field->value, BLANK));
}

/* Add the field: in front of those like it, or behind the source's others. */
static void add_field(struct deb_file *f)
{
	static const char *const likes[] = {"Build-Depends-Indep:",
					    "Build-Depends-Arch:"};
	struct field source, like;
	size_t i;

	if (!find_field(f, "Source:", &source))
		return;
	i = source.end;
	while (i < f->n && !is_empty(f->lines[i]))
		i++;
	for (size_t k = 0; k < sizeof(likes) / sizeof(likes[0]); k++)
		if (find_field(f, likes[k], &like) && like.tag < i)
			i = like.tag;
	edits_insert(f->edits, i, "Build-Depends: %s", ADDON);
}

void deb_depends(struct debian *debian, const char *name)
{
	struct deb_file *f = deb_file(debian, name);
	struct field field;

	if (f == NULL)
		return;
	if (!find_field(f, "Build-Depends:", &field))
		add_field(f);
	else if (field_has_addon(&field))
		return;
	else if (is_empty(field.value))
		add_line(&field);
	else
		add_item(&field);
}
