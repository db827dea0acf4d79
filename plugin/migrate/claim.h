/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a package has of a daemon. */
#ifndef VIRTD_SOCKET_MIGRATE_CLAIM_H
#define VIRTD_SOCKET_MIGRATE_CLAIM_H

#include "migrate/migration.h"

/* The entry that has mention I of CLAIM. */
const struct entry *claim_entry(const struct migration *m,
				const struct claim *claim, size_t i);

/* The word of mention I of CLAIM. */
const struct word *claim_word(const struct migration *m,
			      const struct claim *claim, size_t i);

/* The branch of the line of mention I of CLAIM. */
size_t claim_branch(const struct migration *m, const struct claim *claim,
		    size_t i);

/* The first claim for DAEMON, or NONE; others are next to it. */
size_t claim_first(const struct migration *m, size_t daemon);

/* Whether CLAIM is migrated. */
bool claim_goes(const struct claim *claim);

/*
 * Whether our macros take the place of the units that the word W of ENTRY
 * means.
 */
bool claim_takes(const struct migration *m, const struct entry *entry,
		 const struct word *w);

/* Free what M has of claims and packages. */
void claims_free(struct migration *m);

#endif
