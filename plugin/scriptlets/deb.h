/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the maintainer scripts of a Debian package do for a daemon. */
#ifndef VIRTD_SOCKET_SCRIPTLETS_DEB_H
#define VIRTD_SOCKET_SCRIPTLETS_DEB_H

#include <stdio.h>

#include "units/daemon.h"

enum deb_script { DEB_POSTINST, DEB_PRERM, DEB_POSTRM, N_DEB_SCRIPTS };

/* What dpkg calls SCRIPT. */
const char *deb_script_name(enum deb_script script);

/* Set what NAME stands for. Returns false, without a message, if nothing. */
bool deb_script_parse(const char *name, enum deb_script *script);

/* What a package has of a daemon, and what its installation does with it. */
struct deb_daemon {
	const struct daemon *daemon;
	unsigned enable; /* kinds of sockets that are enabled */
	bool no_service; /* the service is in another package */
	bool no_enable;	 /* neither enabled nor started */
	bool no_start;	 /* enabled, not started */
};

/*
 * Write what SCRIPT does for D: the names of its units in variables, then BODY,
 * the shell that uses them (plugin/data/maintscripts/, less its head). All
 * variables begin with "_vs_". dh_virtd_socket(1) says what happens.
 */
void deb_script_print(const struct deb_daemon *d, enum deb_script script,
		      const char *body, FILE *out);

#endif
