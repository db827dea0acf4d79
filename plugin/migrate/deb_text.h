/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What text of debian/, of make or of a shell, may say of units. */
#ifndef VIRTD_SOCKET_MIGRATE_DEB_TEXT_H
#define VIRTD_SOCKET_MIGRATE_DEB_TEXT_H

#include "migrate/deb_source.h"

/*
 * Line I of F with those that backslashes join to it; *SPAN is their number.
 * WHOLE: a comment goes on, too, as make reads it and the shell does not. For
 * free().
 */
char *deb_join(const struct deb_file *f, size_t i, bool whole, size_t *span);

/* Cut the comment off from TEXT; returns it, without its "#", or NULL. */
char *deb_cut_comment(char *text);

/*
 * Add words to the last entry: the units that TEXT names, and those that the
 * variables and patterns may stand for which its commands for units are given.
 * RULES: patterns of sockets in other text count, too.
 */
void deb_text(struct debian *debian, const char *text, bool rules);

/* Add to the last entry that it may name the units that PATTERN matches. */
void deb_doubt_add(struct debian *debian, const char *pattern);

#endif
