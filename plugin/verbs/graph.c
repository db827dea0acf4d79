/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virtd-socket graph: print how units are related, for graphviz. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/message.h"
#include "graph/dot.h"
#include "request/options.h"
#include "packages/read.h"
#include "request/expansion.h"
#include "verbs/verb.h"

static int arg_packages;

static const struct poptOption options[] = {
	{"packages", '\0', POPT_ARG_NONE, &arg_packages, 0,
	 "the units of packages and trees, as for verify", NULL},
	INCLUDE_OPTIONS(request_options, NULL),
	INCLUDE_OPTIONS(selection_service_options, NULL),
	INCLUDE_OPTIONS(expansion_options, NULL),
	POPT_TABLEEND};

static void print(const struct catalog *catalog, struct package **packages,
		  size_t n)
{
	struct unit_index index;
	struct graph graph;

	index_open(&index, catalog, NULL, packages, n);
	graph_make(&graph, &index);
	graph_dot(&graph, stdout);
	graph_free(&graph);
	index_free(&index);
}

static bool add_unit(struct package *package, const char *name,
		     const char *text)
{
	const size_t size = strlen(text);
	const struct package_entry entry = {
		.dir = "/usr/lib/systemd/system",
		.name = name,
		.mode = S_IFREG | 0644,
		.size = size,
		.target = "",
	};

	return package_add(package, &entry, text, size);
}

/* The services, which are there, although nothing is known of them. */
static bool add_services(const struct request *request, struct package *package)
{
	static const char text[] = "[Service]\n";
	char name[UNIT_NAME_LEN + 1];
	bool ok = true;

	for (size_t i = 0; ok && i < request->n; i++)
		ok = add_unit(package,
			      unit_name(request->daemons[i].service,
					KIND_SERVICE, name),
			      text);
	return ok;
}

static bool add_units(struct expansion *e, struct package *package)
{
	for (struct selected unit = {0};
	     selection_next(&e->selection, &unit);) {
		const char *text = expansion_text(e, &unit);

		if (text == NULL || !add_unit(package, unit.name, text))
			return false;
	}
	return e->selection.kinds & KIND_BIT(KIND_SERVICE) ||
	       add_services(e->selection.request, package);
}

/* Expand the units of NAMES in memory. */
static bool print_daemons(const char **names)
{
	struct package *package = package_new("", PACKAGE_TREE);
	struct request request = {0};
	struct expansion expansion = {0};
	bool ok;

	ok = request_open(&request, names) &&
	     expansion_check_sockets(&request) &&
	     expansion_open(&expansion, &request) &&
	     add_units(&expansion, package);
	if (ok)
		catalog_set(&request.catalog, request.daemons, request.n);
	if (ok && package_finish(package))
		print(&request.catalog, &package, 1);
	package_free(package);
	expansion_free(&expansion);
	request_free(&request);
	return ok;
}

static bool print_packages(const char *const *paths)
{
	struct package **packages = NULL;
	struct request request = {0};
	size_t n = 0;
	bool ok = request_open(&request, NULL) &&
		  packages_read(paths, &packages, &n);

	if (ok)
		print(&request.catalog, packages, n);
	packages_free(packages, n);
	request_free(&request);
	return ok;
}

static int run(const char **names)
{
	bool ok;

	if (arg_packages && (names == NULL || names[0] == NULL)) {
		error("graph --packages needs a package or a directory tree");
		return EXIT_USAGE;
	}
	if (!arg_packages && !verb_has_names(names))
		return EXIT_USAGE;
	ok = arg_packages ? print_packages(names) : print_daemons(names);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_graph = {
	"graph", "NAME...|--packages PACKAGE|DIRECTORY...",
	"Print how units are related, in the language of graphviz", options,
	run};
