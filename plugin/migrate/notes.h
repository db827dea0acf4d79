/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Warnings, which are printed in the order of lines when all is done. */
#ifndef VIRTD_SOCKET_MIGRATE_NOTES_H
#define VIRTD_SOCKET_MIGRATE_NOTES_H

#include <stddef.h>

struct notes;

/* No warnings. For notes_print(). */
struct notes *notes_new(void);

/* Warn of what FMT says about line I. */
void notes_add(struct notes *notes, size_t i, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * Say that the daemon NAME, a string that lives on, is left as it is, because
 * of what WHY says about line I. Daemons with the same line and reason share
 * one warning.
 */
void notes_leave(struct notes *notes, size_t i, const char *name,
		 const char *why);

/*
 * Print the warnings about the lines of FILE, and free NOTES. LINE returns the
 * text of one for CTX.
 */
void notes_print(struct notes *notes, const char *file,
		 const char *(*line)(const void *ctx, size_t i),
		 const void *ctx);

#endif
