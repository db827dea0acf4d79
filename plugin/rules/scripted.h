/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What scriptlets and links of packages enable and disable. */
#ifndef VIRTD_SOCKET_RULES_SCRIPTED_H
#define VIRTD_SOCKET_RULES_SCRIPTED_H

#include "rules/rules.h"

enum { BY_PRESET = 1, ALWAYS = 2 };

/*
 * Set enabled and disabled of C. What counts for a unit are the scriptlets of
 * its package, and of packages that this one requires. For scripted_free().
 */
void scripted_find(struct checker *c);

/* Free them. */
void scripted_free(struct checker *c);

#endif
