/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A set of words of bounded size. */
#ifndef VIRTD_SOCKET_SHELL_WORDS_H
#define VIRTD_SOCKET_SHELL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Zeros are an empty set. */
struct shellwords {
	char **word;
	size_t n;
};

/* Free the words of WORDS, which is empty then. */
void shellwords_free(struct shellwords *words);

/* The word of WORDS that is equal to WORD, or NULL. It belongs to WORDS. */
const char *shellwords_find(const struct shellwords *words, const char *word);

/*
 * Add a copy of WORD to WORDS, unless it is there. It is dropped if it is very
 * long or if shellwords_can_grow() is false. *WORK counts the comparisons of
 * all sets of a script.
 */
void shellwords_add(struct shellwords *words, const char *word, size_t *work);

/*
 * Whether WORDS takes another word after so much WORK: there is a limit to
 * each, but a first word is always taken.
 */
bool shellwords_can_grow(const struct shellwords *words, size_t work);

#endif
