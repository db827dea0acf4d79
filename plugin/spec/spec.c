/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is known of a spec file: its lines, conditionals and sections. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "spec/spec.h"

const char *spec_text(const void *spec, size_t i)
{
	return ((const struct spec *)spec)->lines[i].text;
}

const char *spec_trimmed(const struct spec *spec, size_t i)
{
	const char *text = spec->lines[i].text;

	return text + strspn(text, SPEC_BLANK);
}

bool spec_blank(const struct spec *spec, size_t i)
{
	return *spec_trimmed(spec, i) == '\0';
}

const char *spec_macro(const char *text, const char *word)
{
	size_t len = strlen(word);

	if (*text++ != '%')
		return NULL;
	text += *text == '{';
	if (strncmp(text, word, len) != 0)
		return NULL;
	text += len;
	return isalnum((unsigned char)*text) || *text == '_' ? NULL : text;
}

size_t spec_behind(const struct spec *spec, size_t branch)
{
	size_t end = spec->branches.list[branch].end;

	return end + spec->lines[end].span;
}

bool spec_is_comment(const char *text)
{
	const char *rest = spec_macro(text, "dnl");

	/* of "%{dnl}" the end is another thing */
	return *text == '#' || (rest != NULL && text[1] != '{');
}

bool spec_comment(const struct spec *spec, size_t i)
{
	size_t end = i + spec->lines[i].span;

	if (!spec_is_comment(spec_trimmed(spec, i)))
		return false;
	/* neither the shell nor %dnl goes on behind a backslash */
	while (++i < end)
		if (!spec_blank(spec, i) &&
		    !spec_is_comment(spec_trimmed(spec, i)))
			return false;
	return true;
}

char *spec_owner(const struct spec_section *section)
{
	const char *words = section->words;
	char *owner = NULL;

	rasprintf(&owner, "%s%s%s", *words != '\0' ? " " : "",
		  *words != '\0' && *words != '-' ? "-p " : "", words);
	return owner;
}

char *spec_with_newlines(const struct spec *spec, size_t i)
{
	size_t n = spec->lines[i].span, size = 1;
	char *text, *p;

	for (size_t k = i; k < i + n; k++)
		size += strlen(spec->lines[k].text) + 1;
	p = text = rmalloc(size);
	for (size_t k = i; k < i + n; k++) {
		p = stpcpy(p, spec->lines[k].text);
		*p++ = '\n';
	}
	*--p = '\0';
	return text;
}

char *spec_joined(const struct spec *spec, size_t i)
{
	char *text = spec_with_newlines(spec, i);

	for (char *p = text; *p != '\0'; p++) {
		if (*p == '\n' && p > text && p[-1] == '\\')
			p[-1] = ' ';
		if (*p == '\n')
			*p = ' ';
	}
	return text;
}
