/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virtd-socket expand: print the units. */
#include <stdio.h>
#include <stdlib.h>

#include "request/options.h"
#include "request/units.h"
#include "verbs/verb.h"

static const struct poptOption options[] = {
	INCLUDE_OPTIONS(request_options, NULL),
	INCLUDE_OPTIONS(units_service_options, NULL),
	INCLUDE_OPTIONS(units_only_options, NULL),
	INCLUDE_OPTIONS(units_options, NULL), POPT_TABLEEND};

static bool count_unit(void *ctx, size_t index, const char *name,
		       const char *text, size_t size)
{
	size_t *n = ctx;

	(void)name, (void)text, (void)size;
	*n = index + 1;
	return true;
}

/* Like systemctl cat: a comment tells several units apart. */
static bool print_unit(void *ctx, size_t index, const char *name,
		       const char *text, size_t size)
{
	const size_t *n = ctx;

	if (*n > 1)
		printf("%s# %s\n", index > 0 ? "\n" : "", name);
	fwrite(text, 1, size, stdout);
	return true;
}

static int run(const char **names)
{
	struct request request = {0};
	struct units units = {0};
	size_t n = 0;
	bool ok;

	if (!verb_has_names(names))
		return EXIT_USAGE;
	/* the first round finds every error before anything is printed */
	ok = request_open(&request, names) && units_open(&units, &request) &&
	     units_each(&units, count_unit, &n) &&
	     units_each(&units, print_unit, &n);
	units_free(&units);
	request_free(&request);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_expand = {"expand", "NAME...",
				 "Print the units of the daemons called NAME",
				 options, run};
