/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virtd-socket units: print the names of the units. */
#include <stdio.h>
#include <stdlib.h>

#include "request/options.h"
#include "request/selection.h"
#include "verbs/verb.h"

static const struct poptOption options[] = {
	INCLUDE_OPTIONS(request_options, NULL),
	INCLUDE_OPTIONS(selection_service_options, NULL),
	INCLUDE_OPTIONS(selection_only_options, NULL), POPT_TABLEEND};

static int run(const char **names)
{
	struct request request = {0};
	struct selection selection;
	struct selected unit = {0};
	bool ok;

	if (!verb_has_names(names))
		return EXIT_USAGE;
	ok = request_open(&request, names) &&
	     selection_open(&selection, &request);
	while (ok && selection_next(&selection, &unit))
		puts(unit.name);
	request_free(&request);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_units = {"units", "NAME...",
				"Print the names of the units, one per line",
				options, run};
