/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words, ends and characters of texts. */
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

#endif
