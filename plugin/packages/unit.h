/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What verify knows of a unit. */
#ifndef VIRTD_SOCKET_PACKAGES_UNIT_H
#define VIRTD_SOCKET_PACKAGES_UNIT_H

#include <stdbool.h>
#include <stddef.h>

#include "units/daemon.h"

struct package;

/* What a unit says. */
enum unit_key {
	KEY_AFTER,
	KEY_BINDS_TO,
	KEY_CONFLICTS,
	KEY_REQUIRES,
	KEY_LISTEN_STREAM,
	KEY_SERVICE,
	KEY_SOCKET_MODE,
	KEY_ALSO,
	KEY_PLACEHOLDER, /* not a key: the name in an "@name@" anywhere */
	N_UNIT_KEYS
};

struct unit_value {
	const char *text;
	unsigned line;
	enum unit_key key;
};

/* One file that is a unit, or has the name of one. */
struct unit {
	const struct package *package;
	const char *dir; /* absolute on the target system */
	const char *name;
	unsigned mode;
	bool stray; /* DIR is none that systemd reads system units from */
	const char *fault; /* why it cannot be read as a unit, or NULL */
	struct unit_value *values;
	size_t n_values;
	/* what check.c finds out */
	const char *service;	     /* of the daemon it belongs to, or NULL */
	const struct daemon *daemon; /* in the catalogue, or NULL */
	enum unit_kind kind;
	bool shadowed; /* a unit of this name beneath /etc replaces it */
	unsigned char enabled; /* by scriptlets: 1 through a preset, 2 always */
	unsigned char disabled; /* by scriptlets */
};

#endif
