/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Changes to the lines of a text, and their unified diff. */
#ifndef VIRTD_SOCKET_SPEC_EDITS_H
#define VIRTD_SOCKET_SPEC_EDITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct edits;

/* No changes yet to a text of N lines. For edits_free(). */
struct edits *edits_new(size_t n);

/* Free EDITS; NULL is allowed. */
void edits_free(struct edits *edits);

/* Remove N lines from line I on; the first is 0. */
void edits_delete(struct edits *edits, size_t i, size_t n);

/* Whether line I goes. */
bool edits_deleted(const struct edits *edits, size_t i);

/*
 * Put the line that FMT makes before line I (N: at the end), behind those that
 * were put there before.
 */
void edits_insert(struct edits *edits, size_t i, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* The lines that were put before line I, with newlines, or NULL. */
const char *edits_inserted(const struct edits *edits, size_t i);

/* Whether there is any change. */
bool edits_any(const struct edits *edits);

/*
 * Print to OUT the unified diff, with three lines of context, from the file OLD
 * to NEW: patch(1) takes it. LINE returns the text of a line, without newline,
 * for CTX; NEWLINE says whether the last one has one.
 */
void edits_print(const struct edits *edits, const char *old, const char *new,
		 const char *(*line)(const void *ctx, size_t i),
		 const void *ctx, bool newline, FILE *out);

#endif
