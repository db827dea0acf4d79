/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The expanded units of all daemons of a request, one after the other. */
#include <stdlib.h>
#include <string.h>

#include "base/datadir.h"
#include "units/expand.h"
#include "base/message.h"
#include "request/options.h"
#include "request/units.h"
#include "request/variables.h"

static char **template_dirs;
static int keep_foreign_also;
static char *only;
static unsigned only_kinds;
int units_service;

const struct poptOption units_service_options[] = {
	{"service", 's', POPT_ARG_NONE, &units_service, 0, "the service, too",
	 NULL},
	POPT_TABLEEND};

const struct poptOption units_only_options[] = {
	{"only", '\0', POPT_ARG_STRING, &only, 0,
	 "only these units: main, ro, admin, tcp, tls, service", "KINDS"},
	POPT_TABLEEND};

const struct poptOption units_options[] = {
	{"templates", '\0', POPT_ARG_ARGV, &template_dirs, 0,
	 "search DIR before the installed templates; libvirt's src works",
	 "DIR"},
	{"keep-foreign-also", '\0', POPT_ARG_NONE, &keep_foreign_also, 0,
	 "keep Also= lines that name units of other packages", NULL},
	INCLUDE_OPTIONS(variables_options, "Directories of the target system:"),
	POPT_TABLEEND};

bool units_check(void)
{
	const char *bad;

	only_kinds =
		KINDS_SOCKETS | (units_service ? KIND_BIT(KIND_SERVICE) : 0);
	if (only == NULL ||
	    kinds_parse(only, KINDS_SOCKETS | KIND_BIT(KIND_SERVICE),
			&only_kinds, &bad))
		return true;
	usage_error(
		"--only: \"%s\" is no kind of unit; use main, ro, admin, tcp, "
		"tls, service",
		bad);
	return false;
}

/* A service without sockets has nothing to expand. */
static bool check_sockets(const struct request *request)
{
	for (size_t i = 0; i < request->n; i++)
		if (request->daemons[i].kinds == 0) {
			error("%s has no sockets; only its scriptlets can be "
			      "made",
			      request->daemons[i].service);
			return false;
		}
	return true;
}

bool units_open(struct units *units, const struct request *request)
{
	char *dir = datadir_path("templates");
	bool ok = check_sockets(request) && units_check() && variables_check();

	*units = (struct units){request, templates_new()};
	for (char **d = template_dirs; ok && d != NULL && *d != NULL; d++)
		ok = templates_add_dir(units->templates, *d);
	ok = ok && templates_add_dir(units->templates, dir);
	free(dir);
	return ok;
}

void units_free(struct units *units)
{
	templates_free(units->templates);
}

/* What the callbacks of an expansion need to know. */
struct expansion {
	const struct request *request;
	const struct daemon *daemon;
};

static bool variable(void *ctx, const char *name, size_t len,
		     const char **value)
{
	const struct expansion *e = ctx;

	return variable_value(e->daemon, name, len, value);
}

static bool keep_also(void *ctx, const char *name)
{
	const struct expansion *e = ctx;

	return keep_foreign_also || request_owns(e->request, name);
}

/* Expand one unit into a new string *TEXT, for free() in any case. */
static bool expand(const struct units *units, const struct daemon *daemon,
		   enum unit_kind kind, const char *name, char **text,
		   size_t *size)
{
	struct expansion e = {units->request, daemon};
	const struct expand_ops ops = {variable, keep_also, &e};
	struct unitfile *template;
	FILE *out;
	bool ok;

	*text = NULL;
	template = templates_get(units->templates, daemon, kind);
	if (template == NULL)
		return false;
	out = open_memstream(text, size);
	if (out == NULL)
		abort();
	ok = expand_unit(template, name, &ops, out);
	fclose(out);
	unitfile_free(template);
	return ok;
}

static bool wanted(const struct daemon *daemon, enum unit_kind kind)
{
	return (daemon->kinds | KIND_BIT(KIND_SERVICE)) & only_kinds &
	       KIND_BIT(kind);
}

bool units_each(const struct units *units,
		bool (*each)(void *ctx, size_t index, const char *name,
			     const char *text, size_t size),
		void *ctx)
{
	char name[UNIT_NAME_LEN + 1];
	size_t index = 0;
	bool ok = true;

	for (size_t i = 0; ok && i < units->request->n; i++) {
		const struct daemon *daemon = &units->request->daemons[i];

		for (int kind = 0; ok && kind < N_UNIT_KINDS; kind++) {
			char *text = NULL;
			size_t size;

			if (!wanted(daemon, kind))
				continue;
			unit_name(daemon->service, kind, name);
			ok = expand(units, daemon, kind, name, &text, &size) &&
			     each(ctx, index++, name, text, size);
			free(text);
		}
	}
	return ok;
}

void units_each_name(const struct units *units,
		     void (*each)(void *ctx, size_t index, const char *name),
		     void *ctx)
{
	char name[UNIT_NAME_LEN + 1];
	size_t index = 0;

	for (size_t i = 0; i < units->request->n; i++) {
		const struct daemon *daemon = &units->request->daemons[i];

		for (int kind = 0; kind < N_UNIT_KINDS; kind++)
			if (wanted(daemon, kind))
				each(ctx, index++,
				     unit_name(daemon->service, kind, name));
	}
}
