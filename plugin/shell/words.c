/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A set of words of bounded size. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>

#include "base/grow.h"
#include "shell/words.h"

/*
 * More than any real script has. MAX_WORK comparisons of words take about a
 * tenth of a second.
 */
enum { MAX_WORDS = 512, MAX_LENGTH = 256 };
#ifndef MAX_WORK /* tests/fuzz/fuzz.mk has less */
#define MAX_WORK 20000000
#endif

void shellwords_free(struct shellwords *words)
{
	for (size_t i = 0; i < words->n; i++)
		free(words->word[i]);
	free(words->word);
	*words = (struct shellwords){0};
}

const char *shellwords_find(const struct shellwords *words, const char *word)
{
	for (size_t i = 0; i < words->n; i++)
		if (strcmp(words->word[i], word) == 0)
			return words->word[i];
	return NULL;
}

bool shellwords_can_grow(const struct shellwords *words, size_t work)
{
	return words->n == 0 || (words->n < MAX_WORDS && work <= MAX_WORK);
}

void shellwords_add(struct shellwords *words, const char *word, size_t *work)
{
	*work += words->n;
	if (!shellwords_can_grow(words, *work) || strlen(word) > MAX_LENGTH ||
	    shellwords_find(words, word) != NULL)
		return;
	GROW(words->word, words->n);
	words->word[words->n++] = rstrdup(word);
}
