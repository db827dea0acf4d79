/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a spec file does by hand for the sockets, and how our macros do it. */
#ifndef VIRTD_SOCKET_MIGRATE_MIGRATE_H
#define VIRTD_SOCKET_MIGRATE_MIGRATE_H

#include "units/catalog.h"
#include "spec/edits.h"
#include "spec/parse.h"

/*
 * Change SPEC in EDITS, which has as many lines, so that our macros do what it
 * does by hand for the daemons of CATALOG. A warning for each place that is
 * left as it is, or that will do something else than before. Never fails.
 */
void migrate(const struct spec *spec, const struct catalog *catalog,
	     struct edits *edits);

#endif
