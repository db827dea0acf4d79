/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Units in %files. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/braces.h"
#include "base/text.h"
#include "migrate/entry.h"
#include "spec/expand.h"

static const char *const directories[] = {
	"%{_unitdir}/",
	"%_unitdir/",
	"%{?_unitdir}/",
	"/usr/lib/systemd/system/",
	"/lib/systemd/system/",
	"%{_prefix}/lib/systemd/system/",
	"%_prefix/lib/systemd/system/",
	"%{_usr}/lib/systemd/system/",
	/* PLD Linux */
	"%{systemdunitdir}/",
};

/* What needs no saying; spaces are left out. */
static const char *const attributes[] = {"", "%attr(0644,root,root)",
					 "%attr(644,root,root)",
					 "%attr(-,root,root)"};

const char *listing_unit(const char *text)
{
	const char *unit = WORDS_BEHIND(directories, text);

	if (unit != NULL)
		unit += strspn(unit, "/");
	return unit != NULL && strchr(unit, '/') == NULL ? unit : NULL;
}

/* Whether the directory of PATH may be that of the units, by another name. */
static bool is_likely(const char *path)
{
	char *directory = copy_text(path, path_base(path) - path);
	bool likely = strchr(directory, '%') != NULL &&
		      (strstr(directory, "unit") != NULL ||
		       strstr(directory, "systemd") != NULL);

	free(directory);
	return likely;
}

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

static bool has_attributes(const char *text)
{
	char *compact = rstrdup(text), *to = compact;
	bool has;

	for (const char *p = text; *p != '\0'; p++)
		if (strchr(SPEC_BLANK, *p) == NULL)
			*to++ = *p;
	*to = '\0';
	has = !WORDS_HAVE(attributes, compact);
	free(compact);
	return has;
}

/* The units called UNIT, with braces. */
static void read_units(struct entry *e, const char *unit)
{
	ARGV_t names = braces_expand(unit);

	entry_source(e, unit);
	if (names == NULL) {
		e->why = "its braces make too many names";
		entry_word(e, "*");
	}
	for (char **name = names; name != NULL && *name != NULL; name++)
		entry_word(e, *name);
	argvFree(names);
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
	const char *unit = listing_unit(path);

	/* the directory as a whole */
	if (WORDS_HAVE(((const char *const[]){"%{_unitdir}", "%_unitdir"}),
		       path))
		unit = path + strlen(path);
	if (has_attributes(before))
		e.why = "it has attributes";
	if (has_word(before, "%exclude")) {
		e.why = "it is excluded from the package";
		e.absent = true;
	}
	if (has_word(before, "%dir") ||
	    (unit == NULL && whole && !is_likely(path))) {
		free(before);
		return;
	}
	if (unit == NULL && is_likely(path)) {
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
		read_units(&e, unit);
	}
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
