/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A graph of units as a picture. */
#ifndef VIRTD_SOCKET_GRAPH_DOT_H
#define VIRTD_SOCKET_GRAPH_DOT_H

#include <stdio.h>

#include "graph/graph.h"

/*
 * Write GRAPH to OUT in the DOT language of graphviz(7), the same bytes
 * whatever the order in its set. A unit that the set lacks is dashed.
 * Characters that no unit name has become "?". Does not fail.
 */
void graph_dot(const struct graph *graph, FILE *out);

#endif
