/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Writing the units of one call beneath a build root: all or none. */
#ifndef VIRTD_SOCKET_FILES_OUTPUT_H
#define VIRTD_SOCKET_FILES_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct output;

/*
 * Begin writing into DIR beneath ROOT. With FORCE, files that exist and
 * differ are replaced. Nothing is made or written yet. Returns NULL after an
 * error: ROOT is no directory, or DIR leads out of it.
 */
struct output *output_begin(const char *root, const char *dir, bool force);

/*
 * Check that the file NAME can get this content: it is missing, is the same
 * or, with --force, is a regular file. Else returns false after an error that
 * shows the first line that differs.
 */
bool output_check(struct output *out, const char *name, const char *data,
		  size_t size);

/*
 * Write the file NAME, the INDEXth of this call, mode 0644, with the times of
 * SOURCE_DATE_EPOCH where that is set. It appears whole or not at all, and is
 * left alone if it has this content already. Returns false after an error.
 */
bool output_write(struct output *out, size_t index, const char *name,
		  const char *data, size_t size);

/*
 * Undo output_write() of the INDEXth file NAME: a new file is removed, a
 * replaced one comes back. An error is reported.
 */
void output_undo(struct output *out, size_t index, const char *name);

/*
 * The INDEXth file NAME is done: forget the replaced version, and say with
 * --verbose that the file was written. Returns false after an error; then the
 * replaced version is back.
 */
bool output_keep(struct output *out, size_t index, const char *name);

/*
 * Wait until no parallel call holds the lock of this build root, and take it
 * until output_end(): for the lists that all calls for a root add to. Returns
 * false after an error, also where interrupt_came() while it waits.
 */
bool output_lock(struct output *out);

/*
 * Free OUT. If not DONE, directories that this call made are removed, too.
 * NULL is allowed.
 */
void output_end(struct output *out, bool done);

#endif
