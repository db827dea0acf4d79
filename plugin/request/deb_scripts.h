/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the command line says about the maintainer scripts of Debian. */
#ifndef VIRTD_SOCKET_REQUEST_DEB_SCRIPTS_H
#define VIRTD_SOCKET_REQUEST_DEB_SCRIPTS_H

#include <stdbool.h>

#include <popt.h>

#include "request/request.h"

/* --no-enable, --no-start */
extern const struct poptOption deb_scripts_options[];

/* What they say. */
struct deb_scripts {
	bool no_enable;
	bool no_start;
};

/*
 * Take the options into *SCRIPTS. Returns false after an error: they are for
 * --style deb only, which DEB says.
 */
bool deb_scripts_open(struct deb_scripts *scripts, bool deb);

/*
 * Print what the maintainer script SECTION does for the daemons of REQUEST, of
 * which the sockets of the kinds ENABLE are enabled; all scripts, each behind
 * its name, if SECTION is NULL. SOCKETS_ONLY: another package has the services.
 * Returns false after an error.
 */
bool deb_scripts_print(const struct deb_scripts *scripts,
		       const struct request *request, unsigned enable,
		       const char *section, bool sockets_only);

#endif
