/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A unit of packages that are read together, and how to find it. */
#ifndef VIRTD_SOCKET_INDEX_UNIT_H
#define VIRTD_SOCKET_INDEX_UNIT_H

#include "packages/package.h"
#include "units/catalog.h"

/* A value that holds, and where it was assigned. */
struct unit_value {
	const char *text;
	unsigned line;
	enum unit_key key;
	const struct source *source;
};

/* A unit with its drop-ins. */
struct unit {
	const char *name;
	const struct package *package;
	const struct source *source; /* NULL: there are only drop-ins for it */
	struct unit_value *values;
	size_t n_values;
	size_t unapplied;    /* drop-ins that were too many to be applied */
	const char *service; /* of the daemon it belongs to, or NULL */
	const struct daemon *daemon; /* in the catalogue, or NULL */
	enum unit_kind kind;
	bool shadowed; /* in a tree: another of its name takes precedence */
};

struct unit_index {
	const struct catalog *catalog;
	const char *runstatedir; /* where sockets may be, too, or NULL */
	struct package **packages;
	size_t n_packages;
	struct unit *units; /* by name, package and precedence */
	size_t n_units;
	struct unit **members; /* those of daemons: service, kind, package */
	size_t n_members;
	struct unit *absent; /* units of daemons that have only drop-ins here */
	size_t n_absent;
	struct rpmstrPool_s
		*pool; /* names of daemons in no catalogue, or NULL */
};

/* The first unit called NAME, if possible in PACKAGE (may be NULL), or NULL. */
const struct unit *index_find(const struct unit_index *index, const char *name,
			      const struct package *package);

/*
 * The number in INDEX->units of the first unit called NAME; n_units if there is
 * none. Those of the same name follow.
 */
size_t index_first(const struct unit_index *index, const char *name);

/* Whether SERVICE's unit of this KIND is there. */
bool index_has(const struct unit_index *index, const char *service,
	       enum unit_kind kind);

/* The kinds of SERVICE's units that are there. */
unsigned index_kinds(const struct unit_index *index, const char *service);

/*
 * The path of a socket file behind the run directory, such as
 * "libvirt/virtqemud-sock"; NULL if LISTEN is no path in a run directory.
 */
const char *index_run_path(const struct unit_index *index, const char *listen);

/* The first value of KEY in UNIT, or NULL. */
const struct unit_value *unit_first(const struct unit *unit, enum unit_key key);

/*
 * The value of KEY in UNIT that names WORD among words separated by spaces,
 * or NULL.
 */
const struct unit_value *unit_names(const struct unit *unit, enum unit_key key,
				    const char *word);

#endif
