/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text of the spec that stands in other files, or that its macros make. */
#ifndef VIRTD_SOCKET_MIGRATE_HIDDEN_H
#define VIRTD_SOCKET_MIGRATE_HIDDEN_H

#include "migrate/migration.h"

/* Doubt all units where scriptlets, or whole sections, cannot be seen. */
void hidden_find(struct migration *m);

/* Where no daemon is left for that, say that sections cannot be seen. */
void hidden_tell(const struct migration *m);

#endif
