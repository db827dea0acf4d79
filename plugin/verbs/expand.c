/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virtd-socket expand: print the units. */
#include <stdio.h>
#include <stdlib.h>

#include "request/expansion.h"
#include "request/options.h"
#include "verbs/verb.h"

static const struct poptOption options[] = {
	INCLUDE_OPTIONS(request_options, NULL),
	INCLUDE_OPTIONS(selection_service_options, NULL),
	INCLUDE_OPTIONS(selection_only_options, NULL),
	INCLUDE_OPTIONS(expansion_options, NULL), POPT_TABLEEND};

/* Find every error before anything is printed, and count the units. */
static bool check(struct expansion *e, size_t *n)
{
	bool ok = true;

	for (struct selected unit = {0};
	     ok && selection_next(&e->selection, &unit); ++*n)
		ok = expansion_text(e, &unit) != NULL;
	return ok;
}

/* Like systemctl cat: a comment tells several units apart. */
static bool print(struct expansion *e, size_t n)
{
	for (struct selected unit = {0};
	     selection_next(&e->selection, &unit);) {
		const char *text = expansion_text(e, &unit);

		if (text == NULL)
			return false;
		if (n > 1)
			printf("%s# %s\n", unit.index > 0 ? "\n" : "",
			       unit.name);
		fputs(text, stdout);
	}
	return true;
}

static int run(const char **names)
{
	struct request request = {0};
	struct expansion expansion = {0};
	size_t n = 0;
	bool ok;

	if (!verb_has_names(names))
		return EXIT_USAGE;
	ok = request_open(&request, names) &&
	     expansion_check_sockets(&request) &&
	     expansion_open(&expansion, &request) && check(&expansion, &n) &&
	     print(&expansion, n);
	expansion_free(&expansion);
	request_free(&request);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_expand = {"expand", "NAME...",
				 "Print the units of the daemons called NAME",
				 options, run};
