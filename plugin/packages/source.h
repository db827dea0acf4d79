/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What verify knows of a file that says how a unit is. */
#ifndef VIRTD_SOCKET_PACKAGES_SOURCE_H
#define VIRTD_SOCKET_PACKAGES_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "units/unitfile.h"

struct package;
struct rpmstrPool_s;

/* What a unit says. */
enum unit_key {
	KEY_AFTER,
	KEY_BINDS_TO,
	KEY_CONFLICTS,
	KEY_REQUIRES,
	KEY_CONDITION, /* any; its text is the whole assignment */
	KEY_LISTEN_STREAM,
	KEY_LISTEN_OTHER, /* ListenDatagram=, ListenSequentialPacket= */
	KEY_SERVICE,
	KEY_SOCKET_MODE,
	KEY_ALSO,
	KEY_WANTED_BY,	 /* RequiredBy=, too */
	KEY_PLACEHOLDER, /* not a key: the name in an "@name@" anywhere */
	N_UNIT_KEYS
};

#define KEY_BIT(key) (1u << (key))

/* What one line of a file assigns, in the order of the lines. */
struct assignment {
	const char *text; /* lists stay one text; "" empties them */
	unsigned line;
	enum unit_key key;
};

/* A file that is a unit or a drop-in, or has the name of one. */
struct source {
	const struct package *package;
	const char *dir; /* absolute on the target system */
	const char *name;
	const char *target; /* the unit, prefix or type it is a drop-in for */
	unsigned mode;
	bool stray; /* DIR is none that systemd reads system units from */
	const char *fault; /* why it cannot be read, or NULL */
	struct assignment *assignments;
	size_t n;
};

/* Add what UF says to SOURCE; the strings go into POOL. */
void source_read(struct source *source, const struct unitfile *uf,
		 struct rpmstrPool_s *pool);

/* Whether the last value of KEY holds, and not all together. */
bool unit_key_is_scalar(enum unit_key key);

/*
 * The keys, as bits, of which an empty assignment to KEY forgets all that was
 * assigned before (systemd 252 src/core/load-fragment.c); 0: it does nothing.
 */
unsigned unit_key_resets(enum unit_key key);

#endif
