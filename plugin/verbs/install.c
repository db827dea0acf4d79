/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virtd-socket install: write the units, and the list that packaging needs. */
#include <stdio.h>
#include <stdlib.h>

#include "base/interrupt.h"
#include "base/message.h"
#include "files/output.h"
#include "request/expansion.h"
#include "request/options.h"
#include "request/scriptlet_args.h"
#include "verbs/verb.h"

static char *arg_buildroot;
static int arg_force;
static char *arg_filelist;
static int arg_plan;

static const struct poptOption options[] = {
	{"buildroot", '\0', POPT_ARG_STRING, &arg_buildroot, 0,
	 "the directory to write beneath", "DIR"},
	INCLUDE_OPTIONS(variables_unitdir_options, NULL),
	{"force", '\0', POPT_ARG_NONE, &arg_force, 0,
	 "replace files that exist and differ", NULL},
	{"filelist", '\0', POPT_ARG_STRING, &arg_filelist, 0,
	 "add the paths to FILE, for %files -f FILE", "FILE"},
	{"plan", '\0', POPT_ARG_NONE, &arg_plan, 0,
	 "write nothing, print what a package has to do with each unit", NULL},
	INCLUDE_OPTIONS(scriptlet_args_enable_options, NULL),
	INCLUDE_OPTIONS(request_options, NULL),
	INCLUDE_OPTIONS(selection_service_options, NULL),
	INCLUDE_OPTIONS(expansion_options, NULL),
	POPT_TABLEEND};

/* Call EACH with every unit of E and its text, as long as it returns true. */
static bool each_unit(struct expansion *e, struct output *out,
		      bool (*each)(struct output *out, const char *name,
				   const char *text))
{
	for (struct selected unit = {0};
	     selection_next(&e->selection, &unit);) {
		const char *text = expansion_text(e, &unit);

		if (text == NULL || !each(out, unit.name, text))
			return false;
	}
	return true;
}

/* Without a build root there is nothing that could differ. */
static bool check(struct output *out, const char *name, const char *text)
{
	return out == NULL || output_check(out, name, text);
}

/* Add the paths of all units to --filelist. */
static bool write_list(struct expansion *e, struct output *out)
{
	const char *dir = variables_dir(&e->variables, UNITDIR);
	struct buffer lines = {0};
	bool ok;

	for (struct selected unit = {0};
	     selection_next(&e->selection, &unit);) {
		buffer_puts(&lines, dir);
		buffer_puts(&lines, "/");
		buffer_puts(&lines, unit.name);
		buffer_puts(&lines, "\n");
	}
	ok = output_list(out, arg_filelist, lines.text);
	free(lines.text);
	return ok;
}

/*
 * Print what a package has to do with the units, a line for each: UNIT ACTION.
 * Each daemon's sockets, then its service, whose unit may come from elsewhere.
 * Actions on a socket: enable it at installation, or keep it as the
 * administrator wants it. On a service that runs during an upgrade: restart or
 * reload it.
 */
static void print_plan(const struct request *request, unsigned enable)
{
	char name[UNIT_NAME_LEN + 1];

	for (size_t i = 0; i < request->n; i++) {
		const struct daemon *d = &request->daemons[i];

		for (int k = 0; k < N_SOCKET_KINDS; k++)
			if (d->kinds & KIND_BIT(k))
				printf("%s %s\n",
				       unit_name(d->service, k, name),
				       enable & KIND_BIT(k) ? "enable"
							    : "keep");
		printf("%s %s\n", unit_name(d->service, KIND_SERVICE, name),
		       upgrade_name(d->upgrade));
	}
}

static bool begin(struct expansion *e, struct output **out)
{
	const char *unitdir;

	if (arg_buildroot == NULL)
		return true;
	unitdir = variables_dir(&e->variables, UNITDIR);
	*out = unitdir != NULL ? output_begin(arg_buildroot, unitdir, arg_force)
			       : NULL;
	return *out != NULL;
}

/* Write all units and the list; not before all have been checked. */
static bool write_all(struct expansion *e, struct output *out)
{
	interrupt_defer();
	return each_unit(e, out, output_write) &&
	       (arg_filelist == NULL || write_list(e, out));
}

static int run(const char **names)
{
	struct request request = {0};
	struct expansion expansion = {0};
	struct output *out = NULL;
	unsigned enable;
	bool ok;

	if (!verb_has_names(names))
		return EXIT_USAGE;
	if (arg_buildroot == NULL && !arg_plan) {
		error("install needs --buildroot DIR");
		return EXIT_USAGE;
	}
	ok = request_open(&request, names) &&
	     (arg_plan || expansion_check_sockets(&request)) &&
	     expansion_open(&expansion, &request) &&
	     scriptlet_enable_open(&request, &enable) &&
	     begin(&expansion, &out) && each_unit(&expansion, out, check);
	if (ok && arg_plan)
		print_plan(&request, enable);
	else if (ok)
		ok = write_all(&expansion, out);
	ok = output_end(out, ok);
	expansion_free(&expansion);
	request_free(&request);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_install = {
	"install", "--buildroot DIR NAME...",
	"Write the units of the daemons beneath a build root", options, run};
