/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which known word a mistyped one is nearest to. */
#ifndef VIRTD_SOCKET_BASE_NEAREST_H
#define VIRTD_SOCKET_BASE_NEAREST_H

#include <stdbool.h>
#include <stddef.h>

/* The best word so far. Start with all zero. */
struct nearest {
	const char *word;
	size_t distance;
};

/*
 * Compare TYPED with the known word CANDIDATE and keep the nearer one: the one
 * that fewer inserted, deleted, replaced or swapped characters lead to. A word
 * is near if at most a third of its characters (rounded up), and no more than
 * 3, differ.
 * CANDIDATE must outlive BEST.
 */
void nearest_try(struct nearest *best, const char *typed,
		 const char *candidate);

#endif
