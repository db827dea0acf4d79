/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virtd-socket units: print the names of the units. */
#include <stdio.h>
#include <stdlib.h>

#include "request/options.h"
#include "request/units.h"
#include "verbs/verb.h"

static const struct poptOption options[] = {
	INCLUDE_OPTIONS(request_options, NULL),
	INCLUDE_OPTIONS(units_service_options, NULL),
	INCLUDE_OPTIONS(units_only_options, NULL), POPT_TABLEEND};

static void print_name(void *ctx, size_t index, const char *name)
{
	(void)ctx, (void)index;
	puts(name);
}

static int run(const char **names)
{
	struct request request = {0};
	const struct units units = {.request = &request};
	bool ok;

	if (!verb_has_names(names))
		return EXIT_USAGE;
	ok = units_check() && request_open(&request, names);
	if (ok)
		units_each_name(&units, print_name, NULL);
	request_free(&request);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_units = {"units", "NAME...",
				"Print the names of the units, one per line",
				options, run};
