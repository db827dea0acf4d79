/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which units of the daemons of a request a command line asks for. */
#ifndef VIRTD_SOCKET_REQUEST_SELECTION_H
#define VIRTD_SOCKET_REQUEST_SELECTION_H

#include <popt.h>

#include "request/request.h"

/* --service */
extern const struct poptOption selection_service_options[];
/* --only */
extern const struct poptOption selection_only_options[];

struct selection {
	const struct request *request;
	unsigned kinds;
};

/* A unit of a selection; all zero before the first one. */
struct selected {
	const struct daemon *daemon;
	enum unit_kind kind;
	size_t index; /* 0 for the first one */
	char name[UNIT_NAME_LEN + 1];
};

/*
 * Select units of REQUEST, which must live longer: its sockets, the services
 * with --service, or what --only says. Returns false after an error, also where
 * --only leaves nothing.
 */
bool selection_open(struct selection *selection, const struct request *request);

/*
 * Go on to the next unit, daemon by daemon in the order of the request. Returns
 * false behind the last one.
 */
bool selection_next(const struct selection *selection, struct selected *unit);

#endif
