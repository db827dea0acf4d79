/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Units in %files. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/text.h"
#include "migrate/directory.h"
#include "migrate/listing.h"
#include "spec/expand.h"

/* Whether TEXT has VERB among its words. */
static bool has_word(const char *text, const char *verb)
{
	const char *word;
	size_t len;

	while ((word = text_word(&text, SPEC_BLANK, &len)) != NULL)
		if (len == strlen(verb) && strncmp(word, verb, len) == 0)
			return true;
	return false;
}

/*
 * The file at PATH behind other words of TEXT. WHOLE: it is all of the line,
 * and does not matter if it is no unit.
 */
static void read_path(struct migration *m, size_t i, const char *text,
		      const char *path, bool whole)
{
	struct entry e = {.place = PLACE_FILE};
	char *before = copy_text(text, path - text);
	const char *unit = directory_unit(path);

	/* the directory as a whole */
	if (WORDS_HAVE(((const char *const[]){"%{_unitdir}", "%_unitdir"}),
		       path) ||
	    directory_is_above(path))
		unit = path + strlen(path);
	if (m->attributes)
		e.why = "%defattr gives it attributes";
	if (attributes_any(before))
		e.why = "it has attributes";
	if (has_word(before, "%exclude")) {
		e.why = "it is excluded from the package";
		e.absent = true;
	}
	if (unit == NULL && whole && !directory_is_likely(path)) {
		free(before);
		return;
	}
	if (unit == NULL && directory_is_likely(path)) {
		unit = path_base(path);
		e.why = "its directory may be another one";
	}
	free(before);
	e.start = copy_text(text, (unit != NULL ? unit : path) - text);
	e.end = rstrdup("");
	if (unit == NULL) {
		entry_source(&e, path);
		entry_word(&e, path);
	} else {
		entry_source(&e, unit);
		entry_units(&e, unit);
	}
	entry_take(m, i, &e);
}

/* Take TEXT, which has no units, but stays if others of line I go. */
static void keep(struct migration *m, size_t i, const char *text)
{
	struct entry e = {
		.place = PLACE_FILE, .start = rstrdup(""), .end = rstrdup("")};

	entry_source(&e, text);
	entry_word(&e, "/");
	entry_take(m, i, &e);
}

/* A line TEXT of %files. */
static void read_line(struct migration *m, size_t i, char *text, bool whole)
{
	size_t len = strlen(text), start;

	while (len > 0 && strchr(SPEC_BLANK, text[len - 1]) != NULL)
		text[--len] = '\0';
	text += strspn(text, SPEC_BLANK);
	len = strlen(text);
	if (len == 0 || spec_is_comment(text))
		return;
	if (attributes_read(m, i, text) || has_word(text, "%dir")) {
		if (!whole)
			keep(m, i, text);
		return;
	}
	if (paths_read(m, i, text, whole))
		return;
	start = len;
	while (start > 0 && strchr(" \t)", text[start - 1]) == NULL)
		start--;
	read_path(m, i, text, text + start, whole);
}

/* Lines of TEXT in the braces of one macro cannot stand alone. */
static void join_groups(char *text)
{
	size_t depth = 0;

	for (; *text != '\0'; text++) {
		depth += *text == '{';
		depth -= *text == '}' && depth > 0;
		if (*text == '\n' && depth > 0)
			*text = ' ';
	}
}

void listing_read(struct migration *m, size_t i)
{
	char *text = spec_joined(m->spec, i);
	char *expanded = spec_expand(m->spec, i, text, NULL), *line, *rest;
	bool whole = strchr(expanded, '\n') == NULL;

	free(text);
	join_groups(expanded);
	for (line = strtok_r(expanded, "\n", &rest); line != NULL;
	     line = strtok_r(NULL, "\n", &rest))
		read_line(m, i, line, whole);
	free(expanded);
}
