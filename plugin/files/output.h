/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Writing units beneath a build root, and the list of them: all or nothing. */
#ifndef VIRTD_SOCKET_FILES_OUTPUT_H
#define VIRTD_SOCKET_FILES_OUTPUT_H

#include <stdbool.h>

struct output;

/*
 * Begin writing into DIR beneath ROOT. With FORCE, files that exist and
 * differ are replaced. Nothing is made or written yet. Returns NULL after an
 * error: ROOT is no directory, or DIR leads out of it.
 */
struct output *output_begin(const char *root, const char *dir, bool force);

/*
 * Check that the file NAME can get this TEXT: it is missing, is the same or,
 * with --force, is a regular file. Else returns false after an error that
 * shows the first line that differs.
 */
bool output_check(struct output *out, const char *name, const char *text);

/*
 * Write the file NAME, mode 0644, with the times of SOURCE_DATE_EPOCH where
 * that is set. It appears whole or not at all, and is left alone if it has this
 * TEXT already. Returns false after an error.
 */
bool output_write(struct output *out, const char *name, const char *text);

/*
 * Add those of LINES that it lacks to the text file at PATH, at most one for
 * each OUT. Calls for the same build root wait for each other: it is locked
 * until output_end(). Returns false after an error, also where interrupt_came()
 * meanwhile.
 */
bool output_list(struct output *out, const char *path, const char *lines);

/*
 * If DONE and interrupt_came() not, keep what was written; else undo it: new
 * files and directories go, old files come back. Frees OUT; NULL is allowed.
 * Returns DONE, or false after an error.
 */
bool output_end(struct output *out, bool done);

#endif
