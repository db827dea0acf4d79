/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Units and the relations between them. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstrpool.h>

#include "base/grow.h"
#include "base/text.h"
#include "graph/graph.h"

static const enum unit_key keys[N_RELATIONS] = {
	[RELATION_SERVICE] = KEY_SERVICE,
	[RELATION_BINDS_TO] = KEY_BINDS_TO,
	[RELATION_REQUIRES] = KEY_REQUIRES,
	[RELATION_CONFLICTS] = KEY_CONFLICTS,
	[RELATION_AFTER] = KEY_AFTER,
	[RELATION_ALSO] = KEY_ALSO,
};

static int compare_node(const void *a, const void *b)
{
	const struct graph_node *na = a, *nb = b;
	int rc = strcmp(na->service, nb->service);

	if (rc == 0)
		rc = (int)na->kind - (int)nb->kind;
	return rc != 0 ? rc : strcmp(na->name, nb->name);
}

static int compare_edge(const void *a, const void *b)
{
	const struct graph_edge *ea = a, *eb = b;
	int rc = compare_node(&ea->from, &eb->from);

	return rc != 0 ? rc : compare_node(&ea->to, &eb->to);
}

/* The node of the unit called NAME, whether it is there or not. */
static struct graph_node make_node(const struct graph *g, const char *name)
{
	const struct unit *unit = index_find(g->index, name, NULL);
	struct graph_node node = {"", N_UNIT_KINDS, name, unit != NULL};
	const struct daemon *daemon;
	enum unit_kind kind;

	if (unit != NULL && unit->service != NULL) {
		node.service = unit->service;
		node.kind = unit->kind;
	} else if ((daemon = catalog_find_unit(g->index->catalog, name,
					       &kind)) != NULL) {
		node.service = daemon->service;
		node.kind = kind;
	}
	return node;
}

static void add_node(struct graph *g, struct graph_node node)
{
	GROW(g->nodes, g->n_nodes);
	g->nodes[g->n_nodes++] = node;
}

/* Add an edge from UNIT to each of the words of VALUE. */
static void add_edges(struct graph *g, const struct unit *unit, int relation,
		      const char *value)
{
	const char *word;
	size_t len;

	while ((word = text_word(&value, " \t", &len)) != NULL) {
		rpmsid id = rpmstrPoolIdn(g->pool, word, len, 1);

		GROW(g->edges, g->n_edges);
		g->edges[g->n_edges++] = (struct graph_edge){
			make_node(g, unit->name),
			make_node(g, rpmstrPoolStr(g->pool, id)),
			RELATION_BIT(relation)};
	}
}

static void add_unit(struct graph *g, const struct unit *unit)
{
	add_node(g, make_node(g, unit->name));
	for (size_t i = 0; i < unit->n_values; i++)
		for (int r = 0; r < N_RELATIONS; r++)
			if (unit->values[i].key == keys[r])
				add_edges(g, unit, r, unit->values[i].text);
}

/* Ordering alone does not bring in units such as network.target. */
static bool is_foreign_order(const struct graph_edge *edge)
{
	return edge->relations == RELATION_BIT(RELATION_AFTER) &&
	       !edge->to.present && *edge->to.service == '\0';
}

/* One edge for all relations of two units, in order. */
static void merge_edges(struct graph *g)
{
	size_t n = 0, kept = 0;

	if (g->n_edges > 1)
		qsort(g->edges, g->n_edges, sizeof(*g->edges), compare_edge);
	for (size_t i = 0; i < g->n_edges; i++)
		if (n > 0 && compare_edge(&g->edges[n - 1], &g->edges[i]) == 0)
			g->edges[n - 1].relations |= g->edges[i].relations;
		else
			g->edges[n++] = g->edges[i];
	for (size_t i = 0; i < n; i++)
		if (!is_foreign_order(&g->edges[i])) {
			add_node(g, g->edges[i].to);
			g->edges[kept++] = g->edges[i];
		}
	g->n_edges = kept;
}

static void merge_nodes(struct graph *g)
{
	size_t n = 0;

	if (g->n_nodes > 1)
		qsort(g->nodes, g->n_nodes, sizeof(*g->nodes), compare_node);
	for (size_t i = 0; i < g->n_nodes; i++)
		if (n == 0 || compare_node(&g->nodes[n - 1], &g->nodes[i]) != 0)
			g->nodes[n++] = g->nodes[i];
	g->n_nodes = n;
}

void graph_make(struct graph *graph, const struct unit_index *index)
{
	*graph = (struct graph){.index = index, .pool = rpmstrPoolCreate()};
	for (size_t i = 0; i < index->n_members; i++)
		if (!index->members[i]->shadowed)
			add_unit(graph, index->members[i]);
	merge_edges(graph);
	merge_nodes(graph);
}

void graph_free(struct graph *graph)
{
	free(graph->nodes);
	free(graph->edges);
	rpmstrPoolFree(graph->pool);
}

const struct graph_edge *graph_edge(const struct graph *graph,
				    const struct graph_node *from,
				    const struct graph_node *to)
{
	const struct graph_edge key = {.from = *from, .to = *to};

	return bsearch(&key, graph->edges, graph->n_edges, sizeof(key),
		       compare_edge);
}
