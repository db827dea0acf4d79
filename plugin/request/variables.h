/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the placeholders of a template stand for. */
#ifndef VIRTD_SOCKET_REQUEST_VARIABLES_H
#define VIRTD_SOCKET_REQUEST_VARIABLES_H

#include <stdbool.h>

#include <popt.h>

#include "units/daemon.h"

/* --runstatedir, --sbindir, ... : the directories of the target system */
extern const struct poptOption variables_options[];
/* --unitdir, --localstatedir */
extern const struct poptOption variables_unitdir_options[];
extern const struct poptOption variables_statedir_options[];

enum dir {
	UNITDIR,
	RUNSTATEDIR,
	SBINDIR,
	SYSCONFDIR,
	INITCONFDIR,
	LIBEXECDIR,
	LOCALSTATEDIR,
	N_DIRS
};

struct variables {
	/* what options or, once asked for, rpm's macros say */
	char *dirs[N_DIRS];
	char upper[SERVICE_NAME_LEN + 1];
};

/*
 * Check VALUE of --OPTION, a directory, or NULL if it was not given. Returns
 * false after a usage error if it is no absolute path without ".." components.
 */
bool variables_check_dir(const char *option, const char *value);

/*
 * Take the directories that options gave. Returns false after a usage error if
 * one is no absolute path without ".." components. Call variables_free() in any
 * case.
 */
bool variables_open(struct variables *variables);

/* Free what VARIABLES owns. */
void variables_free(struct variables *variables);

/*
 * Set *VALUE to the value of the placeholder NAME (LEN bytes) in a template of
 * DAEMON: name, service, SERVICE, sockprefix, sockmode as in libvirt 11.3
 * src/meson.build (unit_conf), a directory from its option or else from rpm's
 * macros, or what --define gave to NAME. NULL if there is none. It is valid
 * until the next call for another daemon. Returns false after an error: rpm's
 * configuration cannot be read, or its macros make no absolute path.
 */
bool variables_value(struct variables *variables, const struct daemon *daemon,
		     const char *name, size_t len, const char **value);

/*
 * The directory DIR: the option's or, else, that of rpm's macro. Returns NULL
 * after an error. It belongs to VARIABLES.
 */
const char *variables_dir(struct variables *variables, enum dir dir);

#endif
