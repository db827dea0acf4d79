/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A graph of units as a picture. */
#include <ctype.h>
#include <string.h>

#include "graph/dot.h"

/* In the order of the lines of an edge. Also= has an edge of its own. */
static const struct line {
	const char *name;
	const char *colour;
	const char *legend; /* a line of this style */
} lines[N_RELATIONS] = {
	[RELATION_SERVICE] = {"Service", "#202020", "&#8212;&#8212;"},
	[RELATION_BINDS_TO] = {"BindsTo", "#1f5fa8", "&#8212;&#8212;"},
	[RELATION_REQUIRES] = {"Requires", "#8e44ad", "&#8212;&#8212;"},
	[RELATION_CONFLICTS] = {"Conflicts", "#c0392b", "- - -"},
	[RELATION_AFTER] = {"After", "#9a9a9a", "&#8212;&#8212;"},
	[RELATION_ALSO] = {"Also", "#2e8b57", "&#183; &#183; &#183;"},
};

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

static void put_node(const struct graph_node *node, const char *indent,
		     FILE *out)
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
		const struct graph_node *node = &g->nodes[i];

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

static void put_ends(const struct graph_edge *edge, FILE *out)
{
	putc('\t', out);
	put_id("", edge->from.name, out);
	fputs(" -> ", out);
	put_id("", edge->to.name, out);
}

/* One line in the colour of each relation, side by side. */
static void put_lines(const struct graph_edge *edge, FILE *out)
{
	unsigned set = edge->relations & ~RELATION_BIT(RELATION_ALSO);
	const char *separator = "";

	if (set == 0)
		return;
	put_ends(edge, out);
	fputs(" [color=\"", out);
	for (int r = 0; r < N_RELATIONS; r++)
		if (set & RELATION_BIT(r)) {
			fprintf(out, "%s%s", separator, lines[r].colour);
			separator = ":";
		}
	fputs("\"", out);
	if (set & RELATION_BIT(RELATION_CONFLICTS))
		fputs(", style=dashed, minlen=2", out);
	else if (set & RELATION_BIT(RELATION_BINDS_TO) &&
		 strcmp(edge->from.service, edge->to.service) == 0)
		fputs(", constraint=false, tailport=w, headport=w", out);
	fputs("];\n", out);
}

/* Also= in both directions is one edge. */
static void put_also(const struct graph *g, const struct graph_edge *edge,
		     FILE *out)
{
	const struct graph_edge *back;
	bool both;

	if (!(edge->relations & RELATION_BIT(RELATION_ALSO)))
		return;
	back = graph_edge(g, &edge->to, &edge->from);
	both = back != NULL && back != edge &&
	       back->relations & RELATION_BIT(RELATION_ALSO);
	if (both && back < edge)
		return;
	put_ends(edge, out);
	fprintf(out,
		" [color=\"%s\", style=dotted, constraint=false, "
		"tailport=e, headport=e%s];\n",
		lines[RELATION_ALSO].colour, both ? ", dir=both" : "");
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
		if (set & RELATION_BIT(r))
			fprintf(out,
				"\t\t<td><font color=\"%s\"><b>%s&gt;</b> "
				"%s=</font></td>\n",
				lines[r].colour, lines[r].legend,
				lines[r].name);
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

void graph_dot(const struct graph *graph, FILE *out)
{
	fputs(header, out);
	put_legend(graph, out);
	put_nodes(graph, out);
	for (size_t i = 0; i < graph->n_edges; i++) {
		put_lines(&graph->edges[i], out);
		put_also(graph, &graph->edges[i], out);
	}
	fputs("}\n", out);
}
