/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* rpm's configuration and macros, read only when something asks for them. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmlib.h>
#include <rpm/rpmlog.h>
#include <rpm/rpmmacro.h>
#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/message.h"
#include "base/rpmconf.h"

enum {
	OPT_DEFINE = 1,
	OPT_UNDEFINE,
	OPT_EVAL,
	OPT_MACROS,
	OPT_RCFILE,
	OPT_VERBOSE,
	OPT_QUIET,
	OPT_VERSION
};

/* What --define and --undefine said, in this order. */
struct definition {
	char *name;
	char *text;  /* "NAME BODY", or NULL for --undefine */
	char *value; /* expanded, once it has been asked for */
};

static struct definition *definitions;
static size_t n_definitions;
static char *rcfile;
static char *macros;
static bool configured;
bool rpmconf_evaluated;

/* Returns false after an error of rpm's. */
static bool apply(const struct definition *d)
{
	if (d->text != NULL)
		return rpmDefineMacro(NULL, d->text, RMIL_CMDLINE) == 0;
	rpmPopMacro(NULL, d->name);
	return true;
}

static bool configure(void)
{
	if (configured)
		return true;
	if (macros != NULL)
		macrofiles = macros;
	if (rpmReadConfigFiles(rcfile, NULL) != 0) {
		error("cannot read the configuration of rpm");
		return false;
	}
	configured = true;
	for (size_t i = 0; i < n_definitions; i++)
		if (!apply(&definitions[i]))
			return false;
	return true;
}

char *rpmconf_expand(const char *text)
{
	char *value = NULL;

	if (!configure())
		return NULL;
	if (rpmExpandMacros(NULL, text, &value, 0) < 0) {
		error("cannot expand \"%s\"", text);
		free(value);
		return NULL;
	}
	return value;
}

/* Whether NAME is the first LEN bytes of TEXT, in which "-" means "_". */
static bool is_name(const char *name, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (name[i] != (text[i] == '-' ? '_' : text[i]))
			return false;
	return name[len] == '\0';
}

bool rpmconf_defined(const char *name, size_t len, const char **value)
{
	struct definition *d = NULL;
	char *call = NULL;

	*value = NULL;
	for (size_t i = 0; i < n_definitions; i++)
		if (is_name(definitions[i].name, name, len))
			d = &definitions[i];
	if (d == NULL || d->text == NULL)
		return true;
	if (d->value == NULL) {
		rasprintf(&call, "%%{%s}", d->name);
		d->value = rpmconf_expand(call);
		free(call);
	}
	*value = d->value;
	return *value != NULL;
}

static void add_definition(const char *arg, bool define)
{
	struct definition *d;
	size_t len;

	GROW(definitions, n_definitions);
	d = &definitions[n_definitions++];
	arg += strspn(arg, "% \t");
	len = strcspn(arg, "( \t");
	*d = (struct definition){.text = rstrdup(arg)};
	/* as rpm does (rpm 4.18 lib/poptALL.c) */
	for (char *p = d->text; p < d->text + len; p++)
		if (*p == '-')
			*p = '_';
	rasprintf(&d->name, "%.*s", (int)len, d->text);
	if (!define) {
		free(d->text);
		d->text = NULL;
	}
	if (configured && !apply(d))
		exit(EXIT_FAILURE);
}

static void print_eval(const char *arg)
{
	char *value = rpmconf_expand(arg);

	if (value == NULL)
		exit(EXIT_FAILURE);
	printf("%s\n", value);
	free(value);
	rpmconf_evaluated = true;
}

static void set_string(char **field, const char *arg)
{
	free(*field);
	*field = rstrdup(arg);
}

static void callback(poptContext con, enum poptCallbackReason reason,
		     const struct poptOption *opt, const char *arg, void *data)
{
	(void)con, (void)reason, (void)data;
	switch (opt->val) {
	case OPT_DEFINE:
	case OPT_UNDEFINE:
		add_definition(arg, opt->val == OPT_DEFINE);
		break;
	case OPT_EVAL:
		print_eval(arg);
		break;
	case OPT_MACROS:
		set_string(&macros, arg);
		break;
	case OPT_RCFILE:
		set_string(&rcfile, arg);
		break;
	case OPT_VERBOSE:
		rpmIncreaseVerbosity();
		break;
	case OPT_QUIET:
		rpmSetVerbosity(RPMLOG_ERR);
		break;
	case OPT_VERSION:
		printf("virtd-socket %s\n", VERSION);
		exit(message_flush() ? EXIT_SUCCESS : EXIT_FAILURE);
	}
}

const struct poptOption rpmconf_options[] = {
	{NULL, '\0', POPT_ARG_CALLBACK, callback, 0, NULL, NULL},
	{"define", 'D', POPT_ARG_STRING, NULL, OPT_DEFINE,
	 "define MACRO with value EXPR, also as template variable",
	 "'MACRO EXPR'"},
	{"undefine", '\0', POPT_ARG_STRING, NULL, OPT_UNDEFINE,
	 "undefine MACRO", "MACRO"},
	{"eval", 'E', POPT_ARG_STRING, NULL, OPT_EVAL,
	 "print macro expansion of EXPR", "'EXPR'"},
	{"macros", '\0', POPT_ARG_STRING, NULL, OPT_MACROS,
	 "read <FILE:...> instead of default file(s)", "<FILE:...>"},
	{"rcfile", '\0', POPT_ARG_STRING, NULL, OPT_RCFILE,
	 "read <FILE:...> instead of default file(s)", "<FILE:...>"},
	{"verbose", 'v', POPT_ARG_NONE, NULL, OPT_VERBOSE,
	 "provide more detailed output", NULL},
	{"quiet", '\0', POPT_ARG_NONE, NULL, OPT_QUIET, "print errors only",
	 NULL},
	{"version", '\0', POPT_ARG_NONE, NULL, OPT_VERSION,
	 "print the version of virtd-socket", NULL},
	POPT_TABLEEND};

void rpmconf_free(void)
{
	for (size_t i = 0; i < n_definitions; i++) {
		free(definitions[i].name);
		free(definitions[i].text);
		free(definitions[i].value);
	}
	free(definitions);
	free(rcfile);
	free(macros);
	if (configured) {
		rpmFreeMacros(NULL);
		rpmFreeRpmrc();
	}
	rpmlogClose();
}
