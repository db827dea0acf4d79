/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading the lines of a spec file that name units. */
#include <stdlib.h>
#include <string.h>

#include <rpm/argv.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "migrate/copy.h"
#include "migrate/listing.h"
#include "migrate/steps.h"
#include "spec/expand.h"

/* Whether TEXT, a line of what a macro stands for, does nothing. */
static bool is_nothing(const char *text)
{
	return *text == '\0' || spec_is_comment(text) ||
	       strcmp(text, ":") == 0 || strcmp(text, "%{nil}") == 0;
}

/* The lines that a macro of the spec stands for, if all are calls. */
static bool read_expanded(struct migration *m, size_t i, const char *expanded)
{
	struct entry *list = NULL;
	ARGV_t lines = NULL;
	size_t n = 0;
	bool ok = true;

	argvSplit(&lines, expanded, "\n");
	for (char **line = lines; ok && *line != NULL; line++) {
		const char *text = *line + strspn(*line, SPEC_BLANK);

		if (is_nothing(text))
			continue;
		GROW(list, n);
		ok = call_read(m->spec, i, text, &list[n]);
		n += ok;
	}
	ok = ok && n > 0;
	for (size_t k = 0; k < n; k++) {
		if (ok)
			entry_take(m, i, &list[k]);
		else
			entry_free(&list[k]);
	}
	argvFree(lines);
	free(list);
	return ok;
}

/* Text that is no call. */
static void read_text(struct migration *m, size_t i, const char *expanded)
{
	const struct entry e = {
		.place = PLACE_SCRIPT,
		.start = rstrdup(expanded),
		.why = "it is no call that virtd-socket knows",
	};

	entry_take(m, i, &e);
}

static void read_script(struct migration *m, size_t i)
{
	char *joined = spec_joined(m->spec, i);
	const char *text = joined + strspn(joined, SPEC_BLANK);
	struct entry e;

	/* ":" is text: its section stays */
	if (*text == '\0' || spec_comment(m->spec, i)) {
		;
	} else if (!m->spec->lines[i].cut && call_read(m->spec, i, text, &e)) {
		entry_take(m, i, &e);
	} else {
		char *expanded = spec_expand(m->spec, i, text, scriptmacro_is);

		if (m->spec->lines[i].cut || !read_expanded(m, i, expanded))
			read_text(m, i, expanded);
		free(expanded);
	}
	free(joined);
}

static void read_section(struct migration *m, const struct spec_section *s)
{
	size_t first = m->n_entries;

	m->attributes = false;
	for (size_t i = s->header + 1, n; i < s->end; i += n) {
		const struct spec_line *line = &m->spec->lines[i];

		n = line->span > 0 ? line->span : 1;
		if (line->kind != LINE_TEXT || line->span == 0)
			continue;
		if (s->part == PART_SCRIPT)
			read_script(m, i);
		else if (s->part == PART_FILES)
			listing_read(m, i);
		else if (s->part == PART_INSTALL && loop_begins(m->spec, i))
			n = loop_read(m, i);
		else if (s->part == PART_INSTALL)
			copy_read(m, i);
	}
	if (s->part == PART_SCRIPT || s->part == PART_INSTALL)
		depths_find(m, s, first);
}

void migrate_read(struct migration *m)
{
	const struct spec *spec = m->spec;

	for (size_t i = 0; i < spec->n_lines; i++) {
		const char *text = spec->lines[i].text;

		m->suse |= strstr(text, "suse_version") != NULL;
		m->posttrans |= strstr(text, "virtd_socket_style") != NULL &&
				strstr(text, "posttrans") != NULL;
	}
	for (size_t i = 0; i < spec->n_sections; i++)
		read_section(m, &spec->sections[i]);
}
