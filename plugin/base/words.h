/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tables of words. */
#ifndef VIRTD_SOCKET_BASE_WORDS_H
#define VIRTD_SOCKET_BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Whether WORD is one of the N words of TABLE. */
bool words_have(const char *const table[], size_t n, const char *word);

/* The same for an array. */
#define WORDS_HAVE(table, word)                                                \
	words_have(table, sizeof(table) / sizeof((table)[0]), word)

/*
 * What follows the first of the N beginnings in TABLE that TEXT has; NULL if it
 * has none.
 */
const char *words_behind(const char *const table[], size_t n, const char *text);

#define WORDS_BEHIND(table, text)                                              \
	words_behind(table, sizeof(table) / sizeof((table)[0]), text)

#endif
