/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The steps of migrate(), in their order. */
#ifndef VIRTD_SOCKET_MIGRATE_STEPS_H
#define VIRTD_SOCKET_MIGRATE_STEPS_H

#include "migrate/migration.h"

/* Read all lines of scriptlets, of %files and of %install that name units. */
void migrate_read(struct migration *m);

/* Find out which daemons' units they are, and what may be units, too. */
void migrate_resolve(struct migration *m);

/* Make claims: what each package has of each daemon. */
void migrate_claim(struct migration *m);

/* Find the place for our lines in %install. */
void migrate_site(struct migration *m);

/* Leave the claims that our macros cannot take over as they stand. */
void migrate_judge(struct migration *m);

/* Leave, too, what cannot be migrated without those. */
void migrate_spread(struct migration *m);

/* Remove the lines that our macros replace, or the units from them. */
void migrate_remove(const struct migration *m, struct edits *edits);

/* Put our macros into %install. */
void migrate_insert(const struct migration *m, struct edits *edits);

/* Remove definitions that nothing uses any more. */
void migrate_definitions(const struct migration *m, struct edits *edits);

/* Remove sections and conditionals that have nothing any more. */
void migrate_tidy(const struct migration *m, struct edits *edits);

/* Add the build dependency and, where libvirt's macros go, the style. */
void migrate_preamble(const struct migration *m, struct edits *edits);

/* Say what will be different. */
void migrate_tell(const struct migration *m);

#endif
