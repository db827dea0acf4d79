/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tables of words. */
#include <string.h>

#include "words.h"

bool words_have(const char *const table[], size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(word, table[i]) == 0)
			return true;
	return false;
}
