/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading a whole file. */
#ifndef VIRTD_SOCKET_BASE_READFILE_H
#define VIRTD_SOCKET_BASE_READFILE_H

#include <fcntl.h>
#include <stddef.h>

/* How to open a file that is to be read: a FIFO must not wait for a writer. */
#define READFILE_FLAGS (O_RDONLY | O_CLOEXEC | O_NONBLOCK)

/*
 * Read the regular file that FD is open on, no more than MAX bytes of it, and
 * close FD; -1 stands for an open(2) that failed with errno. Returns a new
 * string for free(), with a NUL byte behind its *SIZE bytes. Else returns NULL,
 * without a message, and *WHY says why, valid until the next call; errno is 0
 * if it is "not a regular file".
 */
char *readfile(int fd, size_t max, size_t *size, const char **why);

/*
 * The whole text of the regular file that FD is open on, which messages call
 * PATH, likewise. Returns NULL after an error, also where it has a NUL byte.
 */
char *readfile_text(int fd, const char *path);

#endif
