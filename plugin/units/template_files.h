/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The files of the directories in which templates are. */
#ifndef VIRTD_SOCKET_UNITS_TEMPLATE_FILES_H
#define VIRTD_SOCKET_UNITS_TEMPLATE_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "units/unitfile.h"

struct templates;

struct template_file {
	char *path;
	const char *name;    /* the end of path */
	size_t dir;	     /* which directory, in the order of addition */
	struct unitfile *uf; /* once it has been read */
};

/* A new, empty set of templates, to be given to templates_free(). */
struct templates *templates_new(void);

/* Free SET and every template read through it. NULL is allowed. */
void templates_free(struct templates *set);

/*
 * Search DIR, too, after the directories added before: its *.in files and
 * those one level down (DIR/SUB/FILE). Nothing is read yet but the names.
 * Returns false after an error if DIR cannot be read.
 */
bool templates_add_dir(struct templates *set, const char *dir);

/*
 * Find the file NAME in SET: in the first directory that has it, there before
 * one level down. Sets *FOUND, which SET keeps, to NULL where there is none.
 * Returns false after an error: the same name twice one level down.
 */
bool templates_find(struct templates *set, const char *name,
		    struct template_file **found);

/*
 * Whether a directory of SET has the file OTHER and not FILE. If so, sets *HAS
 * to the path of OTHER, and *ELSEWHERE to that of FILE in another directory,
 * or to NULL. SET keeps both.
 */
bool templates_lack(struct templates *set, const char *file, const char *other,
		    const char **has, const char **elsewhere);

#endif
