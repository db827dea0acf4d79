/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Units in %files. */
#ifndef VIRTD_SOCKET_MIGRATE_LISTING_H
#define VIRTD_SOCKET_MIGRATE_LISTING_H

#include "migrate/entry.h"

/* Take what line I of %files of M's spec says. */
void listing_read(struct migration *m, size_t i);

/* attributes.c */

/* Whether TEXT, the words before a path, gives it attributes. */
bool attributes_any(const char *text);

/*
 * Whether TEXT, line I of %files, is for the attributes of those that follow.
 * M keeps what it says.
 */
bool attributes_read(struct migration *m, size_t i, const char *text);

/* paths.c */

/*
 * Whether TEXT, line I of %files, is more than one path with words before it.
 * Then what units it has are taken into M, but cannot go. WHOLE: it is all of
 * the line, and does not matter if it has none.
 */
bool paths_read(struct migration *m, size_t i, const char *text, bool whole);

#endif
