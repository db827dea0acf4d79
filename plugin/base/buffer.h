/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Texts that grow. */
#ifndef VIRTD_SOCKET_BASE_BUFFER_H
#define VIRTD_SOCKET_BASE_BUFFER_H

#include <stddef.h>

/*
 * A text that grows; all zero at first. TEXT, once something has been put, has
 * a NUL byte behind its LEN bytes, moves as it grows and is for free(). LEN may
 * be set back. Ends the program where there is no memory, as rrealloc() does.
 */
struct buffer {
	char *text;
	size_t len;
	size_t size;
};

/* Put LEN bytes at DATA at the end of BUFFER. */
void buffer_put(struct buffer *buffer, const char *data, size_t len);

/* The same with a string. */
void buffer_puts(struct buffer *buffer, const char *text);

#endif
