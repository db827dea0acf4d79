/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where our lines of %install go, and under which conditions. */
#ifndef VIRTD_SOCKET_MIGRATE_CONDITIONS_H
#define VIRTD_SOCKET_MIGRATE_CONDITIONS_H

#include "migrate/migration.h"

/*
 * Why what is read in BRANCH of the spec, and is for the package of SECTION,
 * cannot have its line in %install, or NULL.
 */
const char *conditions_fault(const struct migration *m, size_t branch,
			     const struct spec_section *section);

/* What is open where the next line goes. */
struct conditions {
	const struct migration *m;
	struct edits *edits;
	size_t branch;
};

/* Close and open conditionals, so that the next line is read as in BRANCH. */
void conditions_go(struct conditions *c, size_t branch);

#endif
