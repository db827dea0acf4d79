/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A daemon: its names, its service and its units. */
#ifndef VIRTD_SOCKET_UNITS_DAEMON_H
#define VIRTD_SOCKET_UNITS_DAEMON_H

#include <stdbool.h>
#include <stddef.h>

/* In the order in which units are listed. */
enum unit_kind {
	KIND_MAIN,
	KIND_RO,
	KIND_ADMIN,
	KIND_TCP,
	KIND_TLS,
	N_SOCKET_KINDS,
	KIND_SERVICE = N_SOCKET_KINDS,
	N_UNIT_KINDS
};

/* Sets of kinds are bit masks. */
#define KIND_BIT(kind) (1u << (kind))
#define KINDS_UNIX                                                             \
	(KIND_BIT(KIND_MAIN) | KIND_BIT(KIND_RO) | KIND_BIT(KIND_ADMIN))
#define KINDS_INET    (KIND_BIT(KIND_TCP) | KIND_BIT(KIND_TLS))
#define KINDS_SOCKETS (KINDS_UNIX | KINDS_INET)

/* The longest unit name that systemd accepts (UNIT_NAME_MAX - 1). */
#define UNIT_NAME_LEN 255
/* The longest service name: "-admin.socket" must still fit behind it. */
#define SERVICE_NAME_LEN (UNIT_NAME_LEN - 13)

/* What an upgrade of its package does to a running service. */
enum upgrade { UPGRADE_RESTART, UPGRADE_RELOAD, UPGRADE_NONE, N_UPGRADES };

/* The word for UPGRADE. */
const char *upgrade_name(enum upgrade upgrade);

/* Set what WORD stands for. Returns false, without a message, if nothing. */
bool upgrade_parse(const char *word, enum upgrade *upgrade);

/* All strings belong to somebody else: catalogue, command line. */
struct daemon {
	const char *service;	/* virtqemud */
	const char *name;	/* what Description= calls it: QEMU */
	const char *sockprefix; /* of the socket files: virtqemud */
	const char *sockmode;	/* of the main socket: 0666 */
	const char *extras;	/* service extras, separated by spaces */
	unsigned kinds;		/* its sockets; 0: a service without any */
	enum upgrade upgrade;
};

/* Write the name that users type, "qemu" for "virtqemud", into BUF; returns it.
 */
char *daemon_driver(const struct daemon *daemon,
		    char buf[SERVICE_NAME_LEN + 1]);

/*
 * Whether NAME can be a service: [a-z0-9][a-z0-9_-]*, and every unit name made
 * from it fits into UNIT_NAME_LEN. Otherwise an error.
 */
bool daemon_check_name(const char *name);

/* The same without a message. */
bool daemon_is_name(const char *name);

/* How many bytes at the start of TEXT may stand in a name. */
size_t daemon_name_length(const char *text);

/* The same for a name that stands in FILE. */
bool daemon_check_name_at(const char *file, unsigned lineno, const char *name);

/* Whether MODE is a file mode for a socket, such as 0660. No message. */
bool daemon_check_mode(const char *mode);

/* Room for the names of all kinds, with separators. */
#define KINDS_SIZE 40

/*
 * Read a list of unit kinds, all of which must be in ALLOWED, into *KINDS; the
 * separators are commas or spaces. Returns false, without a message, and writes
 * the first other word, cut off where it is long, into BAD, or "" for an empty
 * list.
 */
bool kinds_parse(const char *list, unsigned allowed, unsigned *kinds,
		 char bad[KINDS_SIZE]);

/* Write KINDS as words separated by SEP into BUF; returns it. */
char *kinds_format(unsigned kinds, char sep, char buf[KINDS_SIZE]);

/*
 * Write the name of SERVICE's unit of this KIND into BUF: SERVICE.socket for
 * main, SERVICE-KIND.socket for other sockets, SERVICE.service. Returns BUF.
 */
char *unit_name(const char *service, enum unit_kind kind,
		char buf[UNIT_NAME_LEN + 1]);

/*
 * The other way: whether NAME can be a service's unit of this KIND; the service
 * goes into SERVICE. "a-ro.socket" can be two: the main socket of "a-ro", and
 * the ro socket of "a".
 */
bool unit_split(const char *name, enum unit_kind kind,
		char service[UNIT_NAME_LEN + 1]);

#endif
