/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which daemons, and which of their units, a command line asks for. */
#ifndef VIRTD_SOCKET_REQUEST_REQUEST_H
#define VIRTD_SOCKET_REQUEST_REQUEST_H

#include <popt.h>

#include "units/catalog.h"

/* --catalog */
extern const struct poptOption request_catalog_options[];
/* --catalog, --description, --sockets, --sockprefix, --sockmode, --upgrade */
extern const struct poptOption request_options[];

/* The daemons of one call, which are taken to be those of one package. */
struct request {
	struct catalog catalog;
	struct daemon *daemons; /* in the order of the command line */
	size_t n;
	const struct daemon **by_service; /* the same, sorted */
};

/*
 * Read the catalogues (the installed one, then those of --catalog) and find
 * the daemons called NAMES (NULL at the end; no names: REQUEST gets none).
 * A name that no catalogue has is a daemon if --description or --sockets
 * describes it. Returns false after an error: unknown or invalid names, two
 * names for the same daemon, options that describe no possible daemon. Call
 * request_free() in any case.
 */
bool request_open(struct request *request, const char **names);

/* Free what REQUEST owns. */
void request_free(struct request *request);

/*
 * Whether the LEN bytes at UNIT name a unit of one of REQUEST's daemons, most
 * probably of LIKELY.
 */
bool request_owns(const struct request *request, const struct daemon *likely,
		  const char *unit, size_t len);

#endif
