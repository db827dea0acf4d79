/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Those values of a unit that verify looks at. */
#ifndef VIRTD_SOCKET_PACKAGES_UNIT_VALUES_H
#define VIRTD_SOCKET_PACKAGES_UNIT_VALUES_H

#include "packages/unit.h"
#include "units/unitfile.h"

struct rpmstrPool_s;

/*
 * Set the values of UNIT to what UF says; the strings go into POOL. Lists of
 * an assignment stay one text. An empty ListenStream= forgets those before.
 */
void unitvalues_read(struct unit *unit, const struct unitfile *uf,
		     struct rpmstrPool_s *pool);

/* The first value of KEY in UNIT, or NULL. */
const struct unit_value *unit_first(const struct unit *unit, enum unit_key key);

/*
 * The value of KEY in UNIT that names WORD among words separated by spaces,
 * or NULL.
 */
const struct unit_value *unit_names(const struct unit *unit, enum unit_key key,
				    const char *word);

#endif
