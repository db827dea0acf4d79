/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Units and the relations between them. */
#ifndef VIRTD_SOCKET_GRAPH_GRAPH_H
#define VIRTD_SOCKET_GRAPH_GRAPH_H

#include "index/index.h"

enum relation {
	RELATION_SERVICE,
	RELATION_BINDS_TO,
	RELATION_REQUIRES,
	RELATION_CONFLICTS,
	RELATION_AFTER,
	RELATION_ALSO,
	N_RELATIONS
};

#define RELATION_BIT(relation) (1u << (relation))

struct graph_node {
	const char *service; /* "" for units of no daemon */
	enum unit_kind kind;
	const char *name;
	bool present;
};

struct graph_edge {
	struct graph_node from, to;
	unsigned relations;
};

/* Nodes and edges are in the order of daemons, kinds and names. */
struct graph {
	const struct unit_index *index;
	struct rpmstrPool_s *pool; /* names that no unit has */
	struct graph_node *nodes;
	size_t n_nodes;
	struct graph_edge *edges; /* one for each ordered pair of units */
	size_t n_edges;
};

/*
 * Make GRAPH of the units of daemons in INDEX, those that other relations than
 * After= of them name, and these relations. Does no I/O and does not fail.
 * Call graph_free() before INDEX goes.
 */
void graph_make(struct graph *graph, const struct unit_index *index);

/* Free what GRAPH owns. */
void graph_free(struct graph *graph);

/* The edge between two nodes, or NULL. */
const struct graph_edge *graph_edge(const struct graph *graph,
				    const struct graph_node *from,
				    const struct graph_node *to);

#endif
