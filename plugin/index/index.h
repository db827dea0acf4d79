/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The units of packages that are read together, as systemd would see them. */
#ifndef VIRTD_SOCKET_INDEX_INDEX_H
#define VIRTD_SOCKET_INDEX_INDEX_H

#include "index/unit.h"

/*
 * Index the units of the N PACKAGES, which must be finished, and number these.
 * Drop-ins are applied: those of a tree to the units of this tree, those of
 * packages to the units of all packages. A unit belongs to a daemon if its name
 * is that of a catalogue daemon's unit; a socket also if it listens directly
 * beneath the libvirt directory of a run directory, and then its siblings and
 * service do, too. Does no I/O and does not fail. For index_free(); CATALOG,
 * RUNSTATEDIR and PACKAGES must live longer.
 */
void index_open(struct unit_index *index, const struct catalog *catalog,
		const char *runstatedir, struct package **packages, size_t n);

/* Free what INDEX owns. */
void index_free(struct unit_index *index);

#endif
