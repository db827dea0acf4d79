/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Arrays that grow. */
#ifndef VIRTD_SOCKET_BASE_GROW_H
#define VIRTD_SOCKET_BASE_GROW_H

#include <rpm/rpmutil.h>

/*
 * Make room for one more in ARRAY, which has N: its capacity is always the next
 * power of two. ARRAY is NULL at first and for free(). Ends the program where
 * there is no memory, as rrealloc() does.
 */
#define GROW(array, n)                                                         \
	do {                                                                   \
		if (((n) & ((n)-1)) == 0)                                      \
			(array) = rrealloc((array), ((n) ? (n)*2 : 1) *        \
							    sizeof(*(array))); \
	} while (0)

#endif
