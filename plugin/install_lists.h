/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lists that install keeps for the packaging: --filelist, --specpart. */
#ifndef VIRTD_SOCKET_INSTALL_LISTS_H
#define VIRTD_SOCKET_INSTALL_LISTS_H

#include <popt.h>

#include "output.h"
#include "request.h"
#include "units.h"

/* --filelist, --specpart, --enable, -n, -p */
extern const struct poptOption install_lists_options[];

/* Check these options for REQUEST. Returns false after an error. */
bool install_lists_check(const struct request *request);

/*
 * Add the UNITS of REQUEST, which OUT has written, to the lists, all of them
 * or none. Calls for the same build root wait for each other. Returns false
 * after an error.
 */
bool install_lists_write(struct output *out, const struct request *request,
			 const struct units *units);

#endif
