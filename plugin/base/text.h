/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Texts: words, ends, characters, copies, paths, tables of words. */
#ifndef VIRTD_SOCKET_BASE_TEXT_H
#define VIRTD_SOCKET_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The next word of *TEXT, *LEN bytes of it, and *TEXT moves behind it. Words
 * are separated by any of SEPARATORS. NULL if there is none left.
 */
const char *text_word(const char **text, const char *separators, size_t *len);

/* Whether TEXT is longer than SUFFIX and ends with it. */
bool text_ends(const char *text, const char *suffix);

/*
 * The number of bytes of the UTF-8 sequence at TEXT and its *CHARACTER; 0 if it
 * is broken (RFC 3629). TEXT ends with a NUL byte, which is a sequence, too.
 */
size_t text_utf8(const char *text, unsigned *character);

/*
 * Replace in TEXT by "?" what can forge or hide a line on a terminal: control
 * characters (C0 but the tab, DEL, C1), line ends, those that change the
 * direction of writing, and what is no UTF-8. Returns TEXT.
 */
char *text_clean(char *text);

/*
 * A copy, for free(), of TEXT or of its first LEN bytes where it is longer:
 * strndup(3) in the manner of rstrdup(), which rpm 4.16 lacks. Ends the program
 * where memory is exhausted, as all of rpmutil.h does.
 */
char *copy_text(const char *text, size_t len);

/* Whether PATH has a ".." component. */
bool path_has_dotdot(const char *path);

/* What stands behind the last "/" of PATH; PATH itself if there is none. */
const char *path_base(const char *path);

/* Which of the N words of TABLE WORD is; N if none. */
size_t words_find(const char *const table[], size_t n, const char *word);

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
