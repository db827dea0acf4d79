/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which known word a mistyped one is nearest to. */
#ifndef VIRTD_SOCKET_BASE_NEAREST_H
#define VIRTD_SOCKET_BASE_NEAREST_H

#include <stddef.h>

/*
 * Which of N known words TYPED is nearest to: the index of the first of those
 * that the fewest inserted, deleted or replaced characters lead to. At most a
 * third of a word's characters (rounded up), and no more than 3, may differ; N
 * if no word is that near. WORD returns the Ith one, valid until it is called
 * again.
 */
size_t nearest(const char *typed, size_t n,
	       const char *(*word)(void *ctx, size_t i), void *ctx);

#endif
