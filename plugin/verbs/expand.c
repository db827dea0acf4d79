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

/* Find every error before anything is printed. */
static bool check(struct expansion *e)
{
	bool ok = true;

	for (struct selected unit = {0};
	     ok && selection_next(&e->selection, &unit);)
		ok = expansion_text(e, &unit) != NULL;
	return ok;
}

/* Like systemctl cat: a comment tells several units apart. */
static bool print(struct expansion *e)
{
	struct selected unit = {0};
	bool several = selection_next(&e->selection, &unit) &&
		       selection_next(&e->selection, &unit);

	unit = (struct selected){0};
	while (selection_next(&e->selection, &unit)) {
		const char *text = expansion_text(e, &unit);

		if (text == NULL)
			return false;
		if (several)
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
	bool ok;

	if (!verb_has_names(names))
		return EXIT_USAGE;
	ok = request_open(&request, names) &&
	     expansion_open(&expansion, &request) && check(&expansion) &&
	     print(&expansion);
	expansion_free(&expansion);
	request_free(&request);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_expand = {"expand", "NAME...",
				 "Print the units of the daemons called NAME",
				 options, run};
