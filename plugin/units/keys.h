/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What can be said of a daemon: the keys of a catalogue, and options. */
#ifndef VIRTD_SOCKET_UNITS_KEYS_H
#define VIRTD_SOCKET_UNITS_KEYS_H

#include "units/daemon.h"

enum key {
	KEY_NAME,
	KEY_SOCKPREFIX,
	KEY_SOCKETS,
	KEY_SOCKETMODE,
	KEY_UPGRADE,
	KEY_SERVICEEXTRAS,
	N_KEYS
};

extern const struct daemon_key {
	const char *name;     /* in a catalogue */
	const char *expected; /* what it takes */
	/*
	 * Set this of DAEMON to VALUE, which must live as long. Returns NULL,
	 * or what is wrong with VALUE: a new string for free().
	 */
	char *(*set)(struct daemon *daemon, const char *value);
} daemon_keys[N_KEYS];

#endif
