/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which units of which daemons a word of a spec file means. */
#ifndef VIRTD_SOCKET_MIGRATE_DAEMONS_H
#define VIRTD_SOCKET_MIGRATE_DAEMONS_H

#include <stdint.h>

#include <rpm/rpmstrpool.h>

#include "units/catalog.h"

/* No index. */
#define NONE SIZE_MAX

/* A service and its index. */
struct daemons_sorted {
	const char *name;
	size_t daemon;
};

/* Those of the catalogue, then services without sockets. */
struct daemons {
	const struct catalog *catalog;
	rpmstrPool services; /* number of a name, less 1: index */
	struct daemon *list;
	size_t n;
	struct daemons_sorted *sorted; /* by name, for patterns */
	size_t n_sorted;
	size_t *candidates; /* of a pattern */
};

/* Make SET the daemons of CATALOG. */
void daemons_open(struct daemons *set, const struct catalog *catalog);

/* Free what SET owns. */
void daemons_close(struct daemons *set);

/* NAME (LEN bytes) is a service, maybe one without sockets. */
void daemons_add(struct daemons *set, const char *name, size_t len);

/* The daemon whose service is called NAME (LEN bytes), or NONE. */
size_t daemons_service(const struct daemons *set, const char *name, size_t len);

/*
 * The daemon that has a unit called UNIT, and its kind; or NONE.
 * Services without sockets have units of all kinds here: whoever names them
 * means that daemon.
 */
size_t daemons_unit(const struct daemons *set, const char *unit,
		    enum unit_kind *kind);

/* The kinds of units of DAEMON that PATTERN (glob(7)) matches, as bits. */
unsigned daemons_match(const struct daemons *set, size_t daemon,
		       const char *pattern);

/*
 * Call EACH for every daemon of which PATTERN matches some unit, with their
 * kinds. Returns whether PATTERN is sure to match units of one daemon alone: it
 * is, if it begins with the service, or with what no other service begins with.
 */
bool daemons_pattern(struct daemons *set, const char *pattern,
		     void (*each)(void *ctx, size_t daemon, unsigned kinds),
		     void *ctx);

/* The name of DAEMON in calls of our macros, perhaps in BUF. */
const char *daemons_name(const struct daemons *set, size_t daemon,
			 char buf[SERVICE_NAME_LEN + 1]);

#endif
