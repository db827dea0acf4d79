/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tables of words. */
#ifndef VIRTD_SOCKET_WORDS_H
#define VIRTD_SOCKET_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Whether WORD is one of the N words of TABLE. */
bool words_have(const char *const table[], size_t n, const char *word);

/* The same for an array. */
#define WORDS_HAVE(table, word)                                                \
	words_have(table, sizeof(table) / sizeof((table)[0]), word)

#endif
