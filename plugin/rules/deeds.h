/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* To which units scriptlets of a package do something. */
#ifndef VIRTD_SOCKET_RULES_DEEDS_H
#define VIRTD_SOCKET_RULES_DEEDS_H

#include "packages/package.h"

/* Names and patterns; zeros are none. */
struct deeds {
	const char **names; /* sorted */
	size_t n;
	const char **patterns; /* each once */
	size_t n_patterns;
};

/* Add the units that scriptlets of PACKAGE in PHASE do ACTION to. */
void deeds_add(struct deeds *deeds, const struct package *package,
	       enum phase phase, enum action action);

/* When all are there: bring them in order, for deeds_have(). */
void deeds_sort(struct deeds *deeds);

/* Whether UNIT is one of them. */
bool deeds_have(const struct deeds *deeds, const char *unit);

/* Free what DEEDS owns. */
void deeds_free(struct deeds *deeds);

#endif
