/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One package of a spec file: its claims and its scriptlets. */
#ifndef VIRTD_SOCKET_MIGRATE_PACKAGE_H
#define VIRTD_SOCKET_MIGRATE_PACKAGE_H

#include "migrate/migration.h"

struct spec_package {
	struct migration *m;
	struct claim *claims;
	size_t n;
	unsigned needed; /* sections that our macros fill, as bits */
	const struct spec_section **scripts; /* its scriptlets, in order */
	size_t n_scripts;
};

/* The claim of P that is migrated for DAEMON, or NULL. */
struct claim *spec_package_claim(const struct spec_package *p, size_t daemon);

/*
 * The first call in S for CLAIM, or for any that is migrated if that is NULL.
 * NULL if there is none.
 */
const struct mention *spec_package_call(const struct spec_package *p,
					const struct spec_section *s,
					const struct claim *claim);

/* Whether all sections with such calls stand under the same conditions. */
bool spec_package_same_conditions(const struct spec_package *p);

/* Which claims a line of ours is for. */
struct choice {
	const struct spec_package *p;
	bool (*has)(const struct choice *c, const struct claim *claim);
	const struct spec_section *section;
	size_t line;
};

/*
 * Put "START OPTIONS NAME..." before line I, one line for all claims of C with
 * the same options.
 */
void spec_package_put(const struct choice *c, size_t i, const char *start);

/* sections.c */

/*
 * Put our macros into the sections where calls are, and add sections that they
 * need besides. Returns false after a warning if that cannot be done; nothing
 * is edited then.
 */
bool migrate_sections(const struct spec_package *p);

#endif
