/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virtd-socket install: write the units, and the list that packaging needs. */
#include <stdio.h>
#include <stdlib.h>

#include "request/install_lists.h"
#include "base/interrupt.h"
#include "base/message.h"
#include "request/options.h"
#include "files/output.h"
#include "request/units.h"
#include "request/variables.h"
#include "verbs/verb.h"

static char *buildroot;
static int force;

static const struct poptOption options[] = {
	{"buildroot", '\0', POPT_ARG_STRING, &buildroot, 0,
	 "the directory to write beneath", "DIR"},
	INCLUDE_OPTIONS(variables_unitdir_options, NULL),
	{"force", '\0', POPT_ARG_NONE, &force, 0,
	 "replace files that exist and differ", NULL},
	INCLUDE_OPTIONS(install_lists_options, NULL),
	INCLUDE_OPTIONS(request_options, NULL),
	INCLUDE_OPTIONS(units_service_options, NULL),
	INCLUDE_OPTIONS(units_options, NULL),
	POPT_TABLEEND};

/* Without a build root there is nothing that could differ. */
static bool check(void *ctx, size_t index, const char *name, const char *text,
		  size_t size)
{
	(void)index;
	return ctx == NULL || output_check(ctx, name, text, size);
}

static bool go_on(void)
{
	if (!interrupt_came())
		return true;
	error("install: a signal came; what was written is undone");
	return false;
}

static bool write_unit(void *ctx, size_t index, const char *name,
		       const char *text, size_t size)
{
	return go_on() && output_write(ctx, index, name, text, size);
}

struct ending {
	struct output *out;
	bool ok;
};

static void end_unit(void *ctx, size_t index, const char *name)
{
	struct ending *e = ctx;

	if (e->ok)
		e->ok = output_keep(e->out, index, name);
	else
		output_undo(e->out, index, name);
}

/* All or nothing: check everything, write everything, else undo it. */
static bool install(struct output *out, const struct request *request,
		    const struct units *units)
{
	struct ending ending = {.out = out};

	if (!units_each(units, check, out))
		return false;
	if (install_lists_plan) {
		install_lists_print_plan(request);
		return true;
	}
	interrupt_defer();
	ending.ok = units_each(units, write_unit, out) &&
		    install_lists_write(out, units) && go_on();
	units_each_name(units, end_unit, &ending);
	return install_lists_end(ending.ok);
}

static bool begin(struct output **out)
{
	const char *unitdir;

	if (buildroot == NULL)
		return true;
	unitdir = variables_dir("unitdir");
	*out = unitdir != NULL ? output_begin(buildroot, unitdir, force) : NULL;
	return *out != NULL;
}

static int run(const char **names)
{
	struct request request = {0};
	struct units units = {0};
	struct output *out = NULL;
	bool ok;

	if (!verb_has_names(names))
		return EXIT_USAGE;
	if (buildroot == NULL && !install_lists_plan) {
		error("install needs --buildroot DIR");
		return EXIT_USAGE;
	}
	ok = request_open(&request, names) && units_open(&units, &request) &&
	     install_lists_check(&request) && begin(&out) &&
	     install(out, &request, &units);
	output_end(out, ok);
	units_free(&units);
	request_free(&request);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_install = {
	"install", "--buildroot DIR NAME...",
	"Write the units of the daemons beneath a build root", options, run};
