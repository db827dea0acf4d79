/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What debian/ of a source package does by hand, and how our file does it. */
#ifndef VIRTD_SOCKET_MIGRATE_DEBIAN_H
#define VIRTD_SOCKET_MIGRATE_DEBIAN_H

#include <stdbool.h>
#include <stdio.h>

#include "units/catalog.h"

struct debian;

/* The directory DIR, without files yet. For debian_free(). */
struct debian *debian_new(const char *dir);

/* Its directory, without "/" at the end. */
const char *debian_dir(const struct debian *debian);

/* Free DEBIAN; NULL is allowed. */
void debian_free(struct debian *debian);

/* Whether the file called NAME can say something about units. */
bool debian_wants(const char *name);

/* Add the file NAME. DEBIAN owns TEXT from now on. */
void debian_add(struct debian *debian, const char *name, char *text);

/*
 * Change the files so that debian/PACKAGE.virtd-sockets does what they do by
 * hand for the daemons of CATALOG. A warning for each place that is left as it
 * is, or that will do something else than before. Call it once. Returns false
 * after an error: there is no control or no rules.
 */
bool debian_migrate(struct debian *debian, const struct catalog *catalog);

/* Whether there is any change. */
bool debian_any(const struct debian *debian);

/*
 * Print the changes to OUT, as diffs for "patch -p0" that call the directory
 * DIR.
 */
void debian_print(const struct debian *debian, const char *dir, FILE *out);

#endif
