/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* strndup(3) in the manner of librpm's rstrdup(); rpm 4.16 has none. */
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/copytext.h"

char *copy_text(const char *text, size_t len)
{
	size_t size = strnlen(text, len);
	char *copy = rmalloc(size + 1);

	memcpy(copy, text, size);
	copy[size] = '\0';
	return copy;
}
