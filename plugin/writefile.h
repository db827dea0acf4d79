/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Making one file that is whole or not there. */
#ifndef VIRTD_SOCKET_WRITEFILE_H
#define VIRTD_SOCKET_WRITEFILE_H

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

#endif
