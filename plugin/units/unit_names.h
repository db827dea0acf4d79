/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The names of other units in a unit. */
#ifndef VIRTD_SOCKET_UNITS_UNIT_NAMES_H
#define VIRTD_SOCKET_UNITS_UNIT_NAMES_H

#include "units/unitfile.h"

/*
 * Whether LINE, a line of a unit or several that continue each other, names
 * nothing but units where its key takes names of units: Conflicts=, After=,
 * Service=, Also= and their like. Otherwise an error: such names go on to the
 * scripts of packages. systemd.unit(5) says what a unit can be called; a
 * specifier (%i) may be part of it.
 */
bool unit_names_check(const struct unit_line *line);

#endif
