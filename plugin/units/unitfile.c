/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The syntax of systemd unit files: ordered sections of ordered lines. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/message.h"
#include "units/unitfile.h"

const char *const unit_sections[] = {
	"Unit", "Service", "Socket", "Install", NULL,
};

static struct unit_section *find_section(const struct unitfile *uf,
					 const char *name)
{
	for (size_t i = 0; i < uf->n_sections; i++)
		if (strcmp(uf->sections[i].name, name) == 0)
			return &uf->sections[i];
	return NULL;
}

const struct unit_section *unitfile_section(const struct unitfile *uf,
					    const char *name)
{
	struct unit_section *s = find_section(uf, name);

	return s != NULL && s->n_lines > 0 ? s : NULL;
}

struct unit_section *unitfile_add(struct unitfile *uf, const char *name)
{
	struct unit_section *s;

	GROW(uf->sections, uf->n_sections);
	s = &uf->sections[uf->n_sections++];
	*s = (struct unit_section){.name = name};
	return s;
}

static void add_lines(struct unit_section *s, const struct unit_line *lines,
		      size_t n)
{
	for (size_t i = 0; i < n; i++) {
		GROW(s->lines, s->n_lines);
		s->lines[s->n_lines++] = lines[i];
	}
}

bool unit_is_comment(const char *text)
{
	return *text == '#' || *text == ';';
}

size_t unit_placeholder(const char *at)
{
	size_t len = 0;

	if (!isalpha((unsigned char)*++at) && *at != '_')
		return 0;
	while (isalnum((unsigned char)at[len]) || at[len] == '_' ||
	       at[len] == '-')
		len++;
	return at[len] == '@' ? len : 0;
}

bool unit_line_continues(const struct unit_line *line)
{
	size_t len = strlen(line->text);

	return len > 0 && line->text[len - 1] == '\\' &&
	       !unit_is_comment(line->text);
}

struct unitfile *unitfile_free(struct unitfile *uf)
{
	if (uf == NULL)
		return NULL;
	for (size_t i = 0; i < uf->n_sections; i++)
		free(uf->sections[i].lines);
	free(uf->sections);
	free(uf->buffer);
	free(uf->file);
	free(uf);
	return NULL;
}

struct unitfile *unitfile_copy(const struct unitfile *uf)
{
	struct unitfile *copy = rcalloc(1, sizeof(*copy));

	copy->file = rstrdup(uf->file);
	for (size_t i = 0; i < uf->n_sections; i++) {
		const struct unit_section *s = &uf->sections[i];

		add_lines(unitfile_add(copy, s->name), s->lines, s->n_lines);
	}
	return copy;
}

bool unitfile_merge(struct unitfile *base, const struct unitfile *extra)
{
	for (size_t i = 0; i < extra->n_sections; i++) {
		const struct unit_section *s = &extra->sections[i];

		if (s->n_lines > 0 && unitfile_section(base, s->name) == NULL) {
			error("%s:%u: section [%s] does not exist in \"%s\"",
			      s->lines[0].file, s->lines[0].lineno, s->name,
			      base->file);
			return false;
		}
	}
	for (size_t i = 0; i < extra->n_sections; i++) {
		const struct unit_section *s = &extra->sections[i];

		if (s->n_lines > 0)
			add_lines(find_section(base, s->name), s->lines,
				  s->n_lines);
	}
	return true;
}

bool unit_line_is(const struct unit_line *line, const char *key,
		  const char **value)
{
	const char *p = line->text;

	while (*key != '\0')
		if (*p++ != *key++)
			return false;
	p += strspn(p, " \t");
	if (*p++ != '=')
		return false;
	if (value != NULL)
		*value = p + strspn(p, " \t");
	return true;
}
