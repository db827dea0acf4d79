/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists outside of the build root that calls add to. */
#ifndef VIRTD_SOCKET_FILES_LISTFILE_H
#define VIRTD_SOCKET_FILES_LISTFILE_H

#include <stdbool.h>
#include <stdio.h>

struct listfile;

/*
 * Read the text file at PATH: *TEXT becomes a new string for free(), "" if
 * there is no such file. Returns false after an error.
 */
bool listfile_read(const char *path, char **text);

/*
 * Prepare TEXT to become the content of the file at PATH. Nothing changes
 * until listfile_publish(). Returns NULL after an error.
 */
struct listfile *listfile_begin(const char *path, const char *text);

/*
 * Put what listfile_begin() prepared in its place. Returns false after an
 * error. NULL is allowed.
 */
bool listfile_publish(struct listfile *list);

/*
 * If DONE, forget the old file; else it comes back, and what was prepared is
 * thrown away. Returns false after an error; then, too, the old file is back.
 * Frees LIST; NULL is allowed.
 */
bool listfile_end(struct listfile *list, bool done);

/*
 * Write to OUT the lines of OLD, then those lines of NEW that OLD lacks: what
 * a list for %files -f becomes.
 */
void listfile_union(const char *old, const char *new, FILE *out);

#endif
