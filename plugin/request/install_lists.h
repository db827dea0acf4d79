/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What install tells the packaging: --filelist, --plan. */
#ifndef VIRTD_SOCKET_REQUEST_INSTALL_LISTS_H
#define VIRTD_SOCKET_REQUEST_INSTALL_LISTS_H

#include <popt.h>

#include "files/output.h"
#include "request/request.h"
#include "request/units.h"

/* --filelist, --plan, --enable */
extern const struct poptOption install_lists_options[];
/* --plan */
extern int install_lists_plan;

/* Check these options for REQUEST. Returns false after an error. */
bool install_lists_check(const struct request *request);

/*
 * Print what a package has to do with the units of REQUEST, a line for each:
 * UNIT ACTION. Each daemon's sockets, then its service, whose unit may come
 * from elsewhere. Actions on a socket: enable it at installation, or keep it
 * as the administrator wants it. On a service that runs during an upgrade:
 * restart or reload it.
 */
void install_lists_print_plan(const struct request *request);

/*
 * Add the UNITS, which OUT has written, to the list. Calls for the same build
 * root wait for each other. Returns false after an error. In any case
 * install_lists_end() comes next.
 */
bool install_lists_write(struct output *out, const struct units *units);

/*
 * If DONE, forget the old version of the list; else it comes back. Returns
 * DONE, or false after an error.
 */
bool install_lists_end(bool done);

#endif
