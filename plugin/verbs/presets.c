/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virtd-socket presets: print the lines of a preset file. */
#include <stdio.h>
#include <stdlib.h>

#include "request/options.h"
#include "request/request.h"
#include "request/scriptlet_args.h"
#include "verbs/verb.h"

static int arg_service;

static const struct poptOption options[] = {
	INCLUDE_OPTIONS(request_options, NULL),
	INCLUDE_OPTIONS(scriptlet_args_enable_options, NULL),
	{"service", 's', POPT_ARG_NONE, &arg_service, 0,
	 "enable the service, too: it starts at boot", NULL},
	POPT_TABLEEND};

/* The sockets, then the service, as systemd.preset(5) wants them. */
static void print_presets(const struct daemon *daemon, unsigned enable)
{
	char unit[UNIT_NAME_LEN + 1];
	bool service = arg_service || daemon->kinds == 0;

	for (int k = 0; k < N_UNIT_KINDS; k++) {
		if (k == KIND_SERVICE ? !service
				      : !(daemon->kinds & KIND_BIT(k)))
			continue;
		printf("%s %s\n",
		       k == KIND_SERVICE || enable & KIND_BIT(k) ? "enable"
								 : "disable",
		       unit_name(daemon->service, k, unit));
	}
}

static int run(const char **names)
{
	struct request request = {0};
	unsigned enable;
	bool ok;

	if (!verb_has_names(names))
		return EXIT_USAGE;
	ok = request_open(&request, names) &&
	     scriptlet_enable_open(&request, &enable);
	for (size_t i = 0; ok && i < request.n; i++)
		print_presets(&request.daemons[i], enable);
	request_free(&request);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_presets = {
	"presets", "NAME...",
	"Print the lines of a preset file that enables the daemons", options,
	run};
