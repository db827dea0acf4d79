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

/* The word for KEY in a catalogue, and what it takes. */
const char *key_name(enum key key);
const char *key_expected(enum key key);

/*
 * Set what KEY says of DAEMON to VALUE, which must live as long. Returns NULL,
 * or what is wrong with VALUE: a new string for free().
 */
char *key_set(struct daemon *daemon, enum key key, const char *value);

#endif
