/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Making one file that is whole or not there. */
#ifndef VIRTD_SOCKET_FILES_WRITEFILE_H
#define VIRTD_SOCKET_FILES_WRITEFILE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * Write the name under which the file NAME is prepared into BUF. The same
 * NAME gives the same result within one run and another one in other runs.
 */
void writefile_temp_name(const char *name, char buf[NAME_MAX + 1]);

/*
 * Make the new file NAME in the open directory DIRFD: mode 0644, and with the
 * times EPOCH unless that is -1. On failure it is gone, and false is returned
 * with errno; there is no message.
 */
bool writefile(int dirfd, const char *name, const char *data, size_t size,
	       time_t epoch);

/* What writefile_publish() did; FINAL cannot be undone. */
enum published { UNTOUCHED, CREATED, REPLACED, FINAL };

/*
 * Move the file TEMP to NAME in the open directory DIRFD. It replaces an old
 * file only if that EXISTS, and keeps it under the name TEMP until
 * writefile_keep() or writefile_undo(). Where the file system cannot do that,
 * the old file is lost. Returns what was done; UNTOUCHED is a failure, with
 * errno: TEMP is still there. There is no message.
 */
enum published writefile_publish(int dirfd, const char *temp, const char *name,
				 bool exists);

/*
 * Remove the old file that DONE left under the name TEMP. Where that fails the
 * old file becomes NAME again, and false is returned with errno.
 */
bool writefile_keep(int dirfd, const char *temp, const char *name,
		    enum published done);

/*
 * What was before DONE comes back. Returns false with errno if that fails, or
 * if nothing can bring it back.
 */
bool writefile_undo(int dirfd, const char *temp, const char *name,
		    enum published done);

#endif
