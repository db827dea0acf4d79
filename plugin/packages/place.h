/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where units, drop-ins and links are. */
#ifndef VIRTD_SOCKET_PACKAGES_PLACE_H
#define VIRTD_SOCKET_PACKAGES_PLACE_H

#include <stdbool.h>

/* What a file can be. */
enum place {
	PLACE_NONE,
	PLACE_UNIT,
	PLACE_STRAY, /* a socket or service where systemd does not look */
	PLACE_LINK,  /* in a directory such as sockets.target.wants */
	PLACE_DROPIN,
	PLACE_DROPIN_DIR, /* a directory of drop-ins */
};

/* What a file NAME in the directory DIR (absolute, no "/" at the end) is. */
enum place place_of(const char *dir, const char *name);

/*
 * The I-th of the directories that units are in, that with the highest
 * precedence first (systemd 252 src/basic/path-lookup.c), and behind them those
 * where they are put by mistake; NULL behind the last one.
 */
const char *place_dir(int i);

/* How many of them a unit in DIR, or a drop-in in a directory there, gives way
 * to. */
int place_rank(const char *dir);

/* Whether DIR belongs to the administrator: it is beneath /etc or /run. */
bool place_is_admin(const char *dir);

#endif
