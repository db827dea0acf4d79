/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which packages require which. */
#ifndef VIRTD_SOCKET_INDEX_REQUIRES_H
#define VIRTD_SOCKET_INDEX_REQUIRES_H

#include <stdbool.h>
#include <stddef.h>

#include "packages/package.h"

/* The packages of a set, numbered, and what each requires. */
struct requires
{
	struct package **packages;
	size_t n;
	struct demand *demands; /* by name; NULL until it is asked for */
	size_t n_demands;
	const struct package *last; /* that was asked for */
	bool *reached;		    /* what requires it, by number */
};

/* For the N PACKAGES, which must live longer. For requires_free(). */
void requires_open(struct requires *requires, struct package **packages,
		   size_t n);

/* Free what REQUIRES owns. */
void requires_free(struct requires *requires);

/*
 * Whether A requires B, itself or through others of the set; a package requires
 * itself. Versions do not count. Asking about one B again is fast.
 */
bool requires_has(struct requires *requires, const struct package *a,
		  const struct package *b);

#endif
