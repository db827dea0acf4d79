/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The catalogue: which daemons there are. */
#ifndef VIRTD_SOCKET_UNITS_CATALOG_H
#define VIRTD_SOCKET_UNITS_CATALOG_H

#include "units/daemon.h"
#include "units/unitfile.h"

struct catalog {
	struct daemon *daemons; /* sorted by service */
	size_t n;
	struct unitfile **files; /* what their strings point into */
	size_t n_files;
};

/*
 * Add the daemons that UF describes, one section for each service (see
 * virtd-socket-catalog(5)). What is in CATALOG under the same service is
 * replaced. CATALOG takes UF over in any case. Returns false after an error
 * that names file and line.
 */
bool catalog_add(struct catalog *catalog, struct unitfile *uf);

/*
 * Add N DAEMONS, no two of one service, whose strings must live as long as
 * CATALOG; what is there under the same service is replaced.
 */
void catalog_set(struct catalog *catalog, const struct daemon *daemons,
		 size_t n);

/* Free what CATALOG owns. */
void catalog_free(struct catalog *catalog);

/*
 * The daemon that NAME means: the service of this name, else the service
 * "virtNAMEd" (driver name). NULL, without a message, if there is none. It
 * belongs to CATALOG.
 */
const struct daemon *catalog_find(const struct catalog *catalog,
				  const char *name);

/*
 * The daemon that has, or could have, a unit called NAME, whose *KIND is set;
 * NULL, without a message, if there is none. It belongs to CATALOG.
 */
const struct daemon *catalog_find_unit(const struct catalog *catalog,
				       const char *name, enum unit_kind *kind);

#endif
