/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is known of a spec file: its lines, conditionals and sections. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "spec/spec.h"

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

char *spec_owner(const struct spec_section *section)
{
	const char *words = section->words;
	char *owner = NULL;

	rasprintf(&owner, "%s%s%s", *words != '\0' ? " " : "",
		  *words != '\0' && *words != '-' ? "-p " : "", words);
	return owner;
}

char *spec_joined(const struct spec *spec, size_t i)
{
	size_t n = spec->lines[i].span, size = 1;
	char *joined, *p;

	for (size_t k = i; k < i + n; k++)
		size += strlen(spec->lines[k].text) + 1;
	p = joined = rmalloc(size);
	for (size_t k = i; k < i + n; k++) {
		p = stpcpy(p, spec->lines[k].text);
		if (k + 1 == i + n)
			break;
		if (p > joined && p[-1] == '\\')
			p--;
		*p++ = ' ';
	}
	*p = '\0';
	return joined;
}

/* Whether two branches begin with the same text, as those before them do. */
static bool same_text(const struct spec *spec, size_t a, size_t b)
{
	while (a != 0 && b != 0) {
		if (a == b)
			return true;
		if (strcmp(spec_trimmed(spec, spec->branches[a].line),
			   spec_trimmed(spec, spec->branches[b].line)) != 0)
			return false;
		a = spec->branches[a].before;
		b = spec->branches[b].before;
	}
	return a == b;
}

bool spec_same_branch(const struct spec *spec, size_t a, size_t b)
{
	while (a != b) {
		if (a == 0 || b == 0 || !same_text(spec, a, b))
			return false;
		a = spec->branches[a].parent;
		b = spec->branches[b].parent;
	}
	return true;
}

bool spec_exclusive(const struct spec *spec, size_t a, size_t b)
{
	const struct spec_branch *branches = spec->branches;

	while (branches[a].depth > branches[b].depth)
		a = branches[a].parent;
	while (branches[b].depth > branches[a].depth)
		b = branches[b].parent;
	while (branches[a].parent != branches[b].parent) {
		a = branches[a].parent;
		b = branches[b].parent;
	}
	return a != b && branches[a].opener == branches[b].opener;
}
