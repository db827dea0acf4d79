/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Searching sorted arrays in which a name may stand more than once. */
#include <string.h>

#include "base/lowerbound.h"

size_t lower_bound(const void *array, size_t n, size_t size, const char *name,
		   const char *(*name_of)(const void *element))
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(name_of((const char *)array + mid * size), name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}
