/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Brace patterns: virtqemud{,-ro,-admin}.socket. */
#ifndef VIRTD_SOCKET_BASE_BRACES_H
#define VIRTD_SOCKET_BASE_BRACES_H

#include <stdbool.h>
#include <stddef.h>

#include <rpm/argv.h>

/*
 * The words that WORD means, as rpm and bash expand braces with commas; "%{"
 * begins a macro and no braces. For argvFree(). NULL, without a message, if
 * they are more than 64.
 */
ARGV_t braces_expand(const char *word);

/*
 * The length of the group that begins with "{", "(" or "[" at TEXT, LEN bytes;
 * 0 if none begins there, or nothing closes it.
 */
size_t braces_group(const char *text, size_t len);

/* Whether each brace in TEXT that opens is closed there, and no other is. */
bool braces_closed(const char *text);

#endif
