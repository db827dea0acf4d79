/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* strndup(3) in the manner of librpm's rstrdup(). */
#include <string.h>

#include <rpm/rpmutil.h>

#include "rstrndup.h"

char *rstrndup(const char *text, size_t len)
{
	size_t size = strnlen(text, len);
	char *copy = rmalloc(size + 1);

	memcpy(copy, text, size);
	copy[size] = '\0';
	return copy;
}
