/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What goes on, for people who wait in front of a terminal. */
#ifndef VIRTD_SOCKET_BASE_PROGRESS_H
#define VIRTD_SOCKET_BASE_PROGRESS_H

#include <stddef.h>

/* N things will be done. Nothing is shown where standard error is no terminal.
 */
void progress_begin(size_t n);

/* The next one, called NAME, begins; NAME must live until the next call. */
void progress_next(const char *name);

/* It goes on. After a second a line shows where; call it often. */
void progress_tick(void);

/* All is done: the line goes. */
void progress_end(void);

#endif
