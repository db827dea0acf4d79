/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The relations between units, as a picture. */
#ifndef VIRTD_SOCKET_GRAPH_H
#define VIRTD_SOCKET_GRAPH_H

#include <stdio.h>

#include "check.h"

/*
 * Write the units of daemons in SET, those that other relations than After=
 * of them name, and these relations to OUT, in the DOT language of
 * graphviz(7). The order is that of daemons, kinds and names, whatever the
 * order in SET. A unit that SET lacks is dashed. Characters that no unit name
 * has become "?". Does no I/O but that and does not fail.
 */
void graph_print(const struct check_set *set, FILE *out);

#endif
