/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What holds for a unit once its drop-ins are applied. */
#ifndef VIRTD_SOCKET_INDEX_DROPINS_H
#define VIRTD_SOCKET_INDEX_DROPINS_H

#include "index/unit.h"

/*
 * Set the values of all units of INDEX, and its absent ones, as
 * systemd.unit(5) says: drop-ins come from UNIT.d, from the directories of the
 * unit's prefixes up to each dash, and from those of its type. Of drop-ins with
 * one name that in the highest directory is taken, all are applied in the order
 * of their names. For index_open().
 */
void dropins_apply(struct unit_index *index);

#endif
