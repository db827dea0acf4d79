/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* strndup(3) in the manner of librpm's rstrdup(); rpm 4.16 has none. */
#ifndef VIRTD_SOCKET_BASE_COPYTEXT_H
#define VIRTD_SOCKET_BASE_COPYTEXT_H

#include <stddef.h>

/*
 * A copy, for free(), of TEXT or of its first LEN bytes where it is longer.
 * Ends the program where memory is exhausted, as all of rpmutil.h does.
 */
char *copy_text(const char *text, size_t len);

#endif
