/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Commands that copy files into the directory of units. */
#ifndef VIRTD_SOCKET_MIGRATE_COPY_H
#define VIRTD_SOCKET_MIGRATE_COPY_H

#include <rpm/argv.h>

#include "migrate/migration.h"

struct copy {
	ARGV_t words;
	int first, last;  /* of what is copied */
	const char *unit; /* which name it gets; "": its own */
};

/*
 * Whether TEXT is a command that copies files beneath the build root into the
 * directory of units, and does nothing else. Call copy_free() in any case.
 */
bool copy_parse(const char *text, struct copy *copy);

/* Whether TEXT names the directory of units. */
bool copy_has_units(const char *text);

/* Free what COPY owns. */
void copy_free(struct copy *copy);

/* Take the command on line I of %install. */
void copy_read(struct migration *m, size_t i);

/* Whether a loop begins on line I. */
bool loop_begins(const struct spec *spec, size_t i);

/* Take the loop that begins on line I. Returns how many lines that took. */
size_t loop_read(struct migration *m, size_t i);

#endif
