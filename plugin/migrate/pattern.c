/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Patterns for words that are not known as a whole. */
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/braces.h"
#include "migrate/pattern.h"
#include "spec/macros.h"

/* What is behind the macro or variable at TEXT, without its "%" or "$". */
static const char *skip_macro(const char *text)
{
	size_t len, n;

	text += strspn(text, "?!");
	if (*text == '\0' || strchr("{([", *text) == NULL)
		return text + strspn(text, SPEC_IDENTIFIER);
	len = strlen(text);
	n = braces_group(text, len);
	return text + (n > 0 ? n : len);
}

char *pattern_make(const char *text, const char *signs)
{
	char *pattern = rmalloc(strlen(text) + 1), *to = pattern;

	for (const char *p = text; *p != '\0';) {
		if (strchr(signs, *p) == NULL) {
			*to++ = *p++;
			continue;
		}
		*to++ = '*';
		p = skip_macro(p + 1);
	}
	*to = '\0';
	return pattern;
}
