/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Those values of a unit that verify looks at. */
#ifndef VIRTD_SOCKET_UNITVALUES_H
#define VIRTD_SOCKET_UNITVALUES_H

#include "package.h"
#include "unitfile.h"

/*
 * Set the values of UNIT to what UF says; the strings go into POOL. Lists of
 * an assignment stay one text. An empty ListenStream= forgets those before.
 */
void unitvalues_read(struct unit *unit, const struct unitfile *uf,
		     struct rpmstrPool_s *pool);

#endif
