/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The relations between units, as a picture. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstrpool.h>
#include <rpm/rpmutil.h>

#include "check_family.h"
#include "graph.h"
#include "grow.h"

/* In the order of the lines of an edge. Also= has an edge of its own. */
static const struct relation {
	enum unit_key key;
	const char *name;
	const char *colour;
	const char *style;
	const char *legend; /* a line of this style */
} relations[] = {
	{KEY_SERVICE, "Service", "#202020", "solid", "&#8212;&#8212;"},
	{KEY_BINDS_TO, "BindsTo", "#1f5fa8", "solid", "&#8212;&#8212;"},
	{KEY_REQUIRES, "Requires", "#8e44ad", "solid", "&#8212;&#8212;"},
	{KEY_CONFLICTS, "Conflicts", "#c0392b", "dashed", "- - -"},
	{KEY_AFTER, "After", "#9a9a9a", "solid", "&#8212;&#8212;"},
	{KEY_ALSO, "Also", "#2e8b57", "dotted", "&#183; &#183; &#183;"},
};

enum {
	N_RELATIONS = sizeof(relations) / sizeof(relations[0]),
	R_BINDS_TO = 1,
	R_CONFLICTS = 3,
	R_AFTER = 4,
	R_ALSO = 5
};

#define BIT(relation) (1u << (relation))

struct node {
	const char *service; /* "" for units of no daemon */
	enum unit_kind kind;
	const char *name;
	bool present;
};

struct edge {
	struct node from, to;
	unsigned relations;
};

struct graph {
	struct checker checker;
	struct node *nodes;
	size_t n_nodes;
	struct edge *edges;
	size_t n_edges;
};

static int compare_node(const void *a, const void *b)
{
	const struct node *na = a, *nb = b;
	int rc = strcmp(na->service, nb->service);

	if (rc == 0)
		rc = (int)na->kind - (int)nb->kind;
	return rc != 0 ? rc : strcmp(na->name, nb->name);
}

static int compare_edge(const void *a, const void *b)
{
	const struct edge *ea = a, *eb = b;
	int rc = compare_node(&ea->from, &eb->from);

	return rc != 0 ? rc : compare_node(&ea->to, &eb->to);
}

/* The node of the unit called NAME, whether the set has it or not. */
static struct node make_node(const struct graph *g, const char *name)
{
	size_t i = find_units(&g->checker, name);
	struct node node = {"", N_UNIT_KINDS, name, false};
	const struct daemon *daemon;
	enum unit_kind kind;

	node.present = i < g->checker.n_units;
	if (node.present && g->checker.by_name[i]->service != NULL) {
		node.service = g->checker.by_name[i]->service;
		node.kind = g->checker.by_name[i]->kind;
	} else if ((daemon = known_unit(&g->checker, name, &kind)) != NULL) {
		node.service = daemon->service;
		node.kind = kind;
	}
	return node;
}

static void add_node(struct graph *g, struct node node)
{
	GROW(g->nodes, g->n_nodes);
	g->nodes[g->n_nodes++] = node;
}

/* Add an edge from UNIT to each of the words of VALUE. */
static void add_edges(struct graph *g, const struct unit *unit, int relation,
		      const char *value)
{
	char *copy = rstrdup(value), *save = NULL;

	for (char *word = strtok_r(copy, " \t", &save); word != NULL;
	     word = strtok_r(NULL, " \t", &save)) {
		rpmsid id = rpmstrPoolId(g->checker.pool, word, 1);
		const char *name = rpmstrPoolStr(g->checker.pool, id);

		GROW(g->edges, g->n_edges);
		g->edges[g->n_edges++] =
			(struct edge){make_node(g, unit->name),
				      make_node(g, name), BIT(relation)};
	}
	free(copy);
}

static void add_unit(struct graph *g, const struct unit *unit)
{
	add_node(g, make_node(g, unit->name));
	for (size_t i = 0; i < unit->n_values; i++)
		for (int r = 0; r < N_RELATIONS; r++)
			if (unit->values[i].key == relations[r].key)
				add_edges(g, unit, r, unit->values[i].text);
}

/* Ordering alone does not bring in units such as network.target. */
static bool is_foreign_order(const struct edge *edge)
{
	return edge->relations == BIT(R_AFTER) && !edge->to.present &&
	       *edge->to.service == '\0';
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

/* Write NAME, which may be hostile, behind PREFIX as a quoted DOT string. */
static void put_id(const char *prefix, const char *name, FILE *out)
{
	fprintf(out, "\"%s", prefix);
	for (; *name != '\0'; name++)
		if (*name == '\\')
			fputs("\\\\", out);
		else if (isalnum((unsigned char)*name) ||
			 strchr(":-_.@%", *name) != NULL)
			putc(*name, out);
		else
			putc('?', out);
	putc('"', out);
}

static void put_node(const struct node *node, const char *indent, FILE *out)
{
	fputs(indent, out);
	put_id("", node->name, out);
	fputs(" [label=", out);
	put_id("", node->name, out);
	if (node->kind == KIND_SERVICE)
		fputs(", shape=ellipse", out);
	if (!node->present)
		fputs(", style=\"filled,rounded,dashed\"", out);
	fputs("];\n", out);
}

static const char cluster[] =
	";\n\t\tlabelloc=t;\n\t\tstyle=\"filled,rounded\";\n"
	"\t\tcolor=\"#d0d4d8\";\n\t\tfillcolor=\"#f4f5f7\";\n";

/* The nodes, those of each daemon together. */
static void put_nodes(const struct graph *g, FILE *out)
{
	const char *service = "";

	for (size_t i = 0; i < g->n_nodes; i++) {
		const struct node *node = &g->nodes[i];

		if (strcmp(node->service, service) != 0) {
			if (*service != '\0')
				fputs("\t}\n", out);
			service = node->service;
			fputs("\tsubgraph ", out);
			put_id("cluster_", service, out);
			fputs(" {\n\t\tlabel=", out);
			put_id("", service, out);
			fputs(cluster, out);
		}
		put_node(node, *service != '\0' ? "\t\t" : "\t", out);
	}
	if (*service != '\0')
		fputs("\t}\n", out);
}

static void put_ends(const struct edge *edge, FILE *out)
{
	putc('\t', out);
	put_id("", edge->from.name, out);
	fputs(" -> ", out);
	put_id("", edge->to.name, out);
}

/* One line in the colour of each relation, side by side. */
static void put_lines(const struct edge *edge, FILE *out)
{
	unsigned set = edge->relations & ~BIT(R_ALSO);
	const char *separator = "";

	if (set == 0)
		return;
	put_ends(edge, out);
	fputs(" [color=\"", out);
	for (int r = 0; r < N_RELATIONS; r++)
		if (set & BIT(r)) {
			fprintf(out, "%s%s", separator, relations[r].colour);
			separator = ":";
		}
	fputs("\"", out);
	if (set & BIT(R_CONFLICTS))
		fputs(", style=dashed, minlen=2", out);
	else if (set & BIT(R_BINDS_TO) &&
		 strcmp(edge->from.service, edge->to.service) == 0)
		fputs(", constraint=false, tailport=w, headport=w", out);
	fputs("];\n", out);
}

/* Also= in both directions is one edge. */
static void put_also(const struct graph *g, const struct edge *edge, FILE *out)
{
	struct edge key = {.from = edge->to, .to = edge->from};
	const struct edge *back;
	bool both;

	if (!(edge->relations & BIT(R_ALSO)))
		return;
	back = bsearch(&key, g->edges, g->n_edges, sizeof(key), compare_edge);
	both = back != NULL && back != edge && back->relations & BIT(R_ALSO);
	if (both && back < edge)
		return;
	put_ends(edge, out);
	fprintf(out,
		" [color=\"%s\", style=dotted, constraint=false, "
		"tailport=e, headport=e%s];\n",
		relations[R_ALSO].colour, both ? ", dir=both" : "");
}

/* The relations that occur. */
static void put_legend(const struct graph *g, FILE *out)
{
	unsigned set = 0;

	for (size_t i = 0; i < g->n_edges; i++)
		set |= g->edges[i].relations;
	if (set == 0)
		return;
	fputs("\tlabel=<<table border=\"0\" cellspacing=\"8\"><tr>\n", out);
	for (int r = 0; r < N_RELATIONS; r++)
		if (set & BIT(r))
			fprintf(out,
				"\t\t<td><font color=\"%s\"><b>%s&gt;</b> "
				"%s=</font></td>\n",
				relations[r].colour, relations[r].legend,
				relations[r].name);
	fputs("\t</tr></table>>;\n", out);
}

static const char header[] =
	"digraph units {\n"
	"\trankdir=LR;\n"
	"\tnodesep=0.25;\n"
	"\tranksep=0.9;\n"
	"\tlabelloc=b;\n"
	"\tlabeljust=l;\n"
	"\tfontname=\"sans-serif\";\n"
	"\tfontsize=12;\n"
	"\tbgcolor=\"#ffffff\";\n"
	"\tnode [shape=box, style=\"filled,rounded\", fillcolor=\"#ffffff\", "
	"color=\"#606060\", fontname=\"sans-serif\", fontsize=11, "
	"height=0.32, margin=\"0.12,0.04\"];\n"
	"\tedge [arrowsize=0.7, penwidth=1.3];\n";

void graph_print(const struct check_set *set, FILE *out)
{
	struct graph g = {.checker = {.set = set}};

	family_find(&g.checker);
	for (size_t i = 0; i < g.checker.n_family; i++)
		if (!g.checker.family[i]->shadowed)
			add_unit(&g, g.checker.family[i]);
	merge_edges(&g);
	merge_nodes(&g);
	fputs(header, out);
	put_legend(&g, out);
	put_nodes(&g, out);
	for (size_t i = 0; i < g.n_edges; i++) {
		put_lines(&g.edges[i], out);
		put_also(&g, &g.edges[i], out);
	}
	fputs("}\n", out);
	free(g.nodes);
	free(g.edges);
	family_free(&g.checker);
}
