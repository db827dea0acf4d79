/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists of files, which calls add to. */
#ifndef VIRTD_SOCKET_FILES_LIST_H
#define VIRTD_SOCKET_FILES_LIST_H

#include <stdbool.h>

#include "base/buffer.h"

/*
 * Read the list at PATH: *TEXT becomes a new string for free(), NULL if there
 * is no such file. Returns false after an error, also where PATH is a symbolic
 * link, which would be replaced.
 */
bool list_read(const char *path, char **text);

/*
 * Put the lines of OLD into OUT, then those lines of MORE that OLD lacks.
 */
void list_add(const char *old, const char *more, struct buffer *out);

#endif
