/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Searching sorted arrays in which a name may stand more than once. */
#ifndef VIRTD_SOCKET_BASE_LOWERBOUND_H
#define VIRTD_SOCKET_BASE_LOWERBOUND_H

#include <stddef.h>

/*
 * The index of the first of the N elements of SIZE bytes at ARRAY, sorted by
 * what NAME_OF says of them, that is not less than NAME; N if all are less.
 */
size_t lower_bound(const void *array, size_t n, size_t size, const char *name,
		   const char *(*name_of)(const void *element));

#endif
