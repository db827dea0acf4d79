/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lines of %files that are more than one path. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/braces.h"
#include "base/text.h"
#include "migrate/directory.h"
#include "migrate/listing.h"

/* What may stand before a path; of some it is in parentheses. */
static const char *const words[] = {
	"attr",	     "artifact", "caps",    "config", "defverify", "dir",
	"doc",	     "docdir",	 "exclude", "ghost",  "lang",	   "license",
	"missingok", "pubkey",	 "readme",  "verify",
};

/* What stands behind such words at the start of TEXT. */
static const char *skip_words(const char *text, const char *end)
{
	for (;;) {
		const char *start = text + strspn(text, SPEC_BLANK);
		size_t len = strspn(start + (*start == '%'), SPEC_IDENTIFIER);
		char *name = copy_text(start + (*start == '%'), len);
		bool known = *start == '%' && WORDS_HAVE(words, name);

		free(name);
		if (!known)
			return start;
		text = start + 1 + len;
		start = text + strspn(text, SPEC_BLANK);
		if (*start == '(')
			text = start + braces_group(start, end - start);
	}
}

/* Whether the LEN bytes at TEXT, a macro with its braces, name units. */
static bool names_units(const char *text, size_t len)
{
	char *own = copy_text(text, len);
	bool names =
		strchr(own, '/') != NULL &&
		(strstr(own, "unit") != NULL || strstr(own, "systemd") != NULL);

	free(own);
	return names;
}

/* Why TEXT is not one path, or NULL. */
static const char *find_why(const char *text)
{
	const char *p = text, *end = text + strlen(text);

	while (p < end) {
		size_t n = *p == '%' ? braces_group(p + 1, end - p - 1) : 0;

		if (*p == '"')
			return "its path has quotes";
		if (strchr(SPEC_BLANK, *p) != NULL)
			return "other files stand on its line";
		if (n > 0 && names_units(p + 1, n))
			return "a macro encloses it";
		/* where nothing is closed all that follows is one word */
		if (n == 0 && *p == '%' && p[1] != '\0' &&
		    strchr("{([", p[1]) != NULL)
			return NULL;
		p += n + 1;
	}
	return NULL;
}

/* The unit at TEXT, up to END or the brace of what encloses it. */
static void read_unit(struct entry *e, const char *text, const char *end)
{
	size_t depth = 0;
	const char *p = text;
	char *unit;

	for (; p < end && (*p != '}' || depth > 0); p++) {
		depth += *p == '{';
		depth -= *p == '}';
	}
	unit = copy_text(text, p - text);
	entry_units(e, unit);
	free(unit);
}

bool paths_read(struct migration *m, size_t i, const char *text, bool whole)
{
	const char *paths = skip_words(text, text + strlen(text));
	const char *p = paths, *unit;
	struct entry e = {.place = PLACE_FILE, .why = find_why(paths)};
	char *before;

	if (e.why == NULL)
		return false;
	before = copy_text(text, paths - text);
	e.absent = strstr(before, "%exclude") != NULL;
	e.start = rstrdup("");
	e.end = rstrdup("");
	entry_source(&e, text);
	while ((unit = directory_inside(&p)) != NULL)
		read_unit(&e, unit, p);
	/* what a program prints */
	if (strstr(paths, "%{lua:") != NULL || strstr(paths, "%(") != NULL)
		entry_word(&e, "*");
	if (e.n == 0 && !whole)
		entry_word(&e, "/");
	if (e.n > 0)
		entry_take(m, i, &e);
	else
		entry_free(&e);
	free(before);
	return true;
}
