/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The texts of the units that a command line asks for. */
#include <stdlib.h>

#include "base/datadir.h"
#include "base/grow.h"
#include "base/message.h"
#include "request/expansion.h"
#include "request/options.h"
#include "units/expand.h"

/* How many bytes of texts are kept: 10,000 daemons have less. */
#define MAX_KEPT (16 << 20)

static char **arg_templates;
static int arg_keep_foreign_also;

const struct poptOption expansion_options[] = {
	{"templates", '\0', POPT_ARG_ARGV, &arg_templates, 0,
	 "search DIR before the installed templates; libvirt's src works",
	 "DIR"},
	{"keep-foreign-also", '\0', POPT_ARG_NONE, &arg_keep_foreign_also, 0,
	 "keep Also= lines that name units of other packages", NULL},
	INCLUDE_OPTIONS(variables_options, "Directories of the target system:"),
	POPT_TABLEEND};

bool expansion_check_sockets(const struct request *request)
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

bool expansion_open(struct expansion *e, const struct request *request)
{
	char *dir = datadir_path("templates");
	bool ok;

	*e = (struct expansion){.templates = templates_new(),
				.keep_foreign_also = arg_keep_foreign_also};
	ok = selection_open(&e->selection, request) &&
	     variables_open(&e->variables);
	for (char **d = arg_templates; ok && d != NULL && *d != NULL; d++)
		ok = templates_add_dir(e->templates, *d);
	ok = ok && templates_add_dir(e->templates, dir);
	free(dir);
	return ok;
}

void expansion_free(struct expansion *e)
{
	templates_free(e->templates);
	variables_free(&e->variables);
	free(e->texts.text);
	free(e->starts);
}

/* What the callbacks of expand_unit() need to know. */
struct context {
	struct expansion *expansion;
	const struct daemon *daemon;
};

static bool variable(void *ctx, const char *name, size_t len,
		     const char **value)
{
	const struct context *c = ctx;

	return variables_value(&c->expansion->variables, c->daemon, name, len,
			       value);
}

static bool keep_also(void *ctx, const char *name, size_t len)
{
	const struct context *c = ctx;

	return c->expansion->keep_foreign_also ||
	       request_owns(c->expansion->selection.request, c->daemon, name,
			    len);
}

/* Put the text of UNIT at the end of the texts. */
static bool expand(struct expansion *e, const struct selected *unit)
{
	struct context c = {e, unit->daemon};
	const struct expand_ops ops = {variable, keep_also, &c};
	struct unitfile *template =
		templates_get(e->templates, unit->daemon, unit->kind);
	bool ok = template != NULL &&
		  expand_unit(template, unit->name, &ops, &e->texts);

	unitfile_free(template);
	buffer_put(&e->texts, "", 1);
	return ok;
}

const char *expansion_text(struct expansion *e, const struct selected *unit)
{
	size_t start = e->kept;

	if (unit->index < e->n)
		return e->texts.text + e->starts[unit->index];
	e->texts.len = start;
	if (!expand(e, unit))
		return NULL;
	if (unit->index == e->n && e->texts.len <= MAX_KEPT) {
		GROW(e->starts, e->n);
		e->starts[e->n++] = start;
		e->kept = e->texts.len;
	}
	return e->texts.text + start;
}
