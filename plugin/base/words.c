/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tables of words. */
#include <string.h>

#include "base/words.h"

bool words_have(const char *const table[], size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(word, table[i]) == 0)
			return true;
	return false;
}

const char *words_behind(const char *const table[], size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(table[i]);

		if (strncmp(text, table[i], len) == 0)
			return text + len;
	}
	return NULL;
}
