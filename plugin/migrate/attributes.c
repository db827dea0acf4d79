/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Modes and owners in %files. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/text.h"
#include "migrate/listing.h"

/* What needs no saying; spaces are left out. */
static const char *const harmless[] = {"", "%attr(0644,root,root)",
				       "%attr(644,root,root)",
				       "%attr(-,root,root)"};

/* The same for all files behind; that of directories is no matter. */
static const char *const defaults[] = {
	"%defattr(-,root,root",	  "%defattr(0644,root,root",
	"%defattr(644,root,root", "%defattr(-,-,-",
	"%defattr(0644,-,-",	  "%defattr(644,-,-",
};

/* TEXT without spaces, for free(). */
static char *make_compact(const char *text)
{
	char *compact = rstrdup(text), *to = compact;

	for (const char *p = text; *p != '\0'; p++)
		if (strchr(SPEC_BLANK, *p) == NULL)
			*to++ = *p;
	*to = '\0';
	return compact;
}

bool attributes_any(const char *text)
{
	char *compact = make_compact(text);
	bool any = !WORDS_HAVE(harmless, compact);

	free(compact);
	return any;
}

bool attributes_read(struct migration *m, size_t i, const char *text)
{
	const struct spec_line *lines = m->spec->lines;
	size_t header = m->spec->sections[lines[i].section].header;
	const char *rest;
	char *compact;

	if (spec_macro(text, "defattr") == NULL)
		return false;
	compact = make_compact(text);
	rest = WORDS_BEHIND(defaults, compact);
	if (rest == NULL || (*rest != ')' && *rest != ','))
		m->attributes = true;
	else if (lines[i].branch == lines[header].branch)
		m->attributes = false;
	free(compact);
	return true;
}
