/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The directory of units, as spec files write it. */
#ifndef VIRTD_SOCKET_MIGRATE_DIRECTORY_H
#define VIRTD_SOCKET_MIGRATE_DIRECTORY_H

#include <stdbool.h>

/* What the path TEXT has in the directory of units, or NULL. */
const char *directory_unit(const char *text);

/*
 * Where the next name in the directory of units begins in *TEXT, or NULL; *TEXT
 * moves behind the word that has it.
 */
const char *directory_inside(const char **text);

/* Whether the directory of PATH may be that of the units, by another name. */
bool directory_is_likely(const char *path);

/* Whether PATH is a directory above that of the units, or may be. */
bool directory_is_above(const char *path);

#endif
