/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The macros and commands by which scriptlets treat units. */
#ifndef VIRTD_SOCKET_MIGRATE_MACROS_H
#define VIRTD_SOCKET_MIGRATE_MACROS_H

#include <stdbool.h>
#include <stddef.h>

#include "scriptlets/scriptlet.h"

/* Families of macros, as bits. */
enum scheme {
	SCHEME_SYSTEMD = 1,
	SCHEME_SUSE = 2,
	SCHEME_LIBVIRT = 4, /* what libvirt's own spec file defines */
	SCHEME_ALL = 7
};

/* What a call does, as bits. */
enum does {
	DOES_PRESET = 1,
	DOES_REMOVE = 2,
	DOES_RESTART = 4 /* an upgrade, and nothing else */
};

/* What a call says about upgrades, beside the values of enum upgrade. */
#define UPGRADE_UNSAID N_UPGRADES

struct scriptmacro {
	const char *name;
	unsigned sections; /* where it is called, as bits */
	unsigned scheme;   /* 0: of any */
	unsigned does;
	unsigned upgrade;
	bool bare; /* a word of it without a suffix is a service */
};

/* The macro called NAME (LEN bytes), or NULL. */
const struct scriptmacro *scriptmacro_find(const char *name, size_t len);

/* Whether there is one. */
bool scriptmacro_is(const char *name, size_t len);

/* What "systemctl VERB" does for an upgrade, or NULL. */
const struct scriptmacro *scriptmacro_systemctl(const char *verb);

#endif
