/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which units belong to which daemon. */
#ifndef VIRTD_SOCKET_RULES_FAMILY_H
#define VIRTD_SOCKET_RULES_FAMILY_H

#include "rules/rules.h"

/*
 * Index the units of the set of C and classify them. A unit belongs to a daemon
 * if its name is that of a catalogue daemon's unit; a socket also if it listens
 * directly beneath the libvirt directory of a run directory, and then its
 * siblings and service do, too. Call family_free() in any case.
 */
void family_find(struct checker *c);

/* Free the index. */
void family_free(struct checker *c);

#endif
