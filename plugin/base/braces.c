/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Brace patterns: virtqemud{,-ro,-admin}.socket. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>

#include "base/braces.h"

#define MAX_WORDS 64

/* The brace that closes the one at OPEN, or NULL; COMMAS counts its commas. */
static const char *find_close(const char *open, size_t *commas)
{
	size_t depth = 0;

	*commas = 0;
	for (const char *p = open; *p != '\0'; p++) {
		depth += *p == '{';
		if (*p == '}' && --depth == 0)
			return p;
		*commas += *p == ',' && depth == 1;
	}
	return NULL;
}

/* The first brace of WORD that has alternatives, or NULL. */
static const char *find_open(const char *word, const char **close,
			     size_t *commas)
{
	for (const char *p = word; *p != '\0'; p++) {
		if (*p != '{' || (p > word && p[-1] == '%'))
			continue;
		*close = find_close(p, commas);
		if (*close != NULL && *commas > 0)
			return p;
	}
	return NULL;
}

/* The length of the alternative at P. */
static size_t alternative(const char *p)
{
	size_t depth = 0, n = 0;

	for (; p[n] != '\0'; n++) {
		if (depth == 0 && (p[n] == ',' || p[n] == '}'))
			break;
		depth += p[n] == '{';
		depth -= p[n] == '}';
	}
	return n;
}

/* Add what WORD means to WORDS; false if they become too many. */
static bool expand(const char *word, ARGV_t *words)
{
	const char *close, *open;
	size_t commas;
	bool ok = true;

	open = find_open(word, &close, &commas);
	if (open == NULL) {
		argvAdd(words, word);
		return argvCount(*words) <= MAX_WORDS;
	}
	for (const char *p = open; ok && p < close;) {
		size_t len = alternative(++p);
		char *next = NULL;

		rasprintf(&next, "%.*s%.*s%s", (int)(open - word), word,
			  (int)len, p, close + 1);
		ok = expand(next, words);
		free(next);
		p += len;
	}
	return ok;
}

ARGV_t braces_expand(const char *word)
{
	ARGV_t words = argvNew();

	/* the depth of the recursion is the number of braces */
	if (strlen(word) > 1024 || !expand(word, &words))
		words = argvFree(words);
	return words;
}

size_t braces_group(const char *text, size_t len)
{
	static const char open[] = "{([", close[] = "})]";
	const char *kind =
		len > 0 && *text != '\0' ? strchr(open, *text) : NULL;
	size_t depth = 0;

	for (size_t i = 0; kind != NULL && i < len; i++) {
		depth += text[i] == *kind;
		if (text[i] == close[kind - open] && --depth == 0)
			return i + 1;
	}
	return 0;
}

bool braces_closed(const char *text)
{
	size_t depth = 0;

	for (; *text != '\0'; text++) {
		depth += *text == '{';
		if (*text == '}' && depth-- == 0)
			return false;
	}
	return depth == 0;
}
