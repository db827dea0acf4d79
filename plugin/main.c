/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Options that all verbs have, the table of verbs, and the way to one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/argv.h>
#include <rpm/rpmlog.h>
#include <rpm/rpmstring.h>

#include "base/buffer.h"
#include "base/interrupt.h"
#include "base/message.h"
#include "base/nearest.h"
#include "base/rpmconf.h"
#include "request/options.h"
#include "verbs/verb.h"

static const struct verb *const verbs[] = {
	&verb_expand,	  &verb_install, &verb_units,
	&verb_scriptlets, &verb_presets, &verb_list,
	&verb_verify,	  &verb_graph,	 &verb_migrate,
};

#define N_VERBS (sizeof(verbs) / sizeof(verbs[0]))

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

static int arg_help;

static const struct poptOption rpm_options[] = {
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

static const struct poptOption common_options[] = {
	INCLUDE_OPTIONS(rpm_options, "Options of every verb, as for rpmbuild:"),
	{"help", '?', POPT_ARG_NONE, &arg_help, 0, "print this text", NULL},
	{NULL, 'h', POPT_ARG_NONE | POPT_ARGFLAG_DOC_HIDDEN, &arg_help, 0, NULL,
	 NULL},
	POPT_TABLEEND};

/* What the common options of a command line came to. */
struct run {
	bool evaluated; /* --eval, which is enough for a call */
	int status;	/* of the program, if it ends here */
};

static bool print_eval(const char *text)
{
	char *value = rpmconf_expand(text);

	if (value != NULL)
		printf("%s\n", value);
	free(value);
	return value != NULL;
}

/* Do what OPTION says. Returns false where the program ends with R's status. */
static bool take_option(struct run *r, int option, const char *arg)
{
	bool ok = true;

	switch (option) {
	case OPT_DEFINE:
		ok = rpmconf_define(arg);
		break;
	case OPT_UNDEFINE:
		ok = rpmconf_undefine(arg);
		break;
	case OPT_EVAL:
		ok = r->evaluated = print_eval(arg);
		break;
	case OPT_MACROS:
		rpmconf_macros(arg);
		break;
	case OPT_RCFILE:
		rpmconf_rcfile(arg);
		break;
	case OPT_VERBOSE:
		rpmIncreaseVerbosity();
		break;
	case OPT_QUIET:
		rpmSetVerbosity(RPMLOG_ERR);
		break;
	case OPT_VERSION:
		printf("virtd-socket %s\n", VERSION);
		r->status = EXIT_SUCCESS;
		return false;
	}
	r->status = EXIT_FAILURE;
	return ok;
}

/* The same for all options of VERB, or those before a verb. */
static bool take_options(struct run *r, poptContext con,
			 const struct verb *verb)
{
	bool ok = true;
	int rc = -1;

	while (ok && (rc = poptGetNextOpt(con)) > 0) {
		char *arg = poptGetOptArg(con);

		ok = take_option(r, rc, arg);
		free(arg);
	}
	if (rc >= -1)
		return ok;
	error("%s: %s; see virtd-socket %s%s--help",
	      poptBadOption(con, POPT_BADOPTION_NOALIAS), poptStrerror(rc),
	      verb != NULL ? verb->name : "", verb != NULL ? " " : "");
	r->status = EXIT_USAGE;
	return false;
}

/* popt prints "Usage: virtd-socket ", USAGE and the options of CON. */
static void print_help(poptContext con, const char *usage)
{
	poptSetOtherOptionHelp(con, usage);
	poptPrintHelp(con, stdout, 0);
}

static void print_help_of_verb(poptContext con, const struct verb *verb)
{
	char *usage = NULL;

	rasprintf(&usage, "%s [OPTION...]%s%s\n%s.", verb->name,
		  *verb->operands != '\0' ? " " : "", verb->operands,
		  verb->summary);
	print_help(con, usage);
	free(usage);
}

static void print_help_of_all(poptContext con)
{
	struct buffer usage = {0};

	buffer_puts(&usage, "VERB [OPTION...] NAME...\n"
			    "The sockets of libvirt's daemons in packages.\n\n"
			    "Verbs (virtd-socket VERB --help says more):\n");
	for (size_t i = 0; i < N_VERBS; i++) {
		char *line = NULL;

		rasprintf(&line, "  %-12s%s\n", verbs[i]->name,
			  verbs[i]->summary);
		buffer_puts(&usage, line);
		free(line);
	}
	print_help(con, usage.text);
	free(usage.text);
}

/* Run VERB with the operands and options ARGS. */
static int run_verb(struct run *r, const struct verb *verb, const char **args)
{
	const struct poptOption table[] = {
		INCLUDE_OPTIONS(verb->options, "Options:"),
		INCLUDE_OPTIONS(common_options, NULL), POPT_TABLEEND};
	ARGV_t argv = argvNew();
	int status = EXIT_SUCCESS;
	poptContext con;

	argvAdd(&argv, "virtd-socket"); /* for the help */
	argvAppend(&argv, (char **)args);
	con = poptGetContext(NULL, argvCount(argv), (const char **)argv, table,
			     0);
	if (!take_options(r, con, verb))
		status = r->status;
	else if (arg_help)
		print_help_of_verb(con, verb);
	else
		status = verb->run(poptGetArgs(con));
	poptFreeContext(con);
	argvFree(argv);
	return status;
}

static const char *verb_name(void *ctx, size_t i)
{
	(void)ctx;
	return verbs[i]->name;
}

static const struct verb *find_verb(const char *name)
{
	size_t i = 0;

	while (i < N_VERBS && strcmp(verbs[i]->name, name) != 0)
		i++;
	if (i < N_VERBS)
		return verbs[i];
	i = nearest(name, N_VERBS, verb_name, NULL);
	if (i < N_VERBS)
		error("unknown verb \"%s\"; did you mean '%s'?", name,
		      verbs[i]->name);
	else
		error("unknown verb \"%s\"; see virtd-socket --help", name);
	return NULL;
}

/* What stands behind the common options: a verb, "help", or nothing. */
static int run_args(struct run *r, poptContext con, const char **args)
{
	const struct verb *verb;

	if (args != NULL && strcmp(args[0], "help") == 0) {
		arg_help = true;
		args = args[1] != NULL ? args + 1 : NULL;
	}
	if (args != NULL) {
		verb = find_verb(args[0]);
		return verb != NULL ? run_verb(r, verb, args + 1) : EXIT_USAGE;
	}
	if (arg_help) {
		print_help_of_all(con);
	} else if (!r->evaluated) {
		error("no verb; see virtd-socket --help");
		return EXIT_USAGE;
	}
	return EXIT_SUCCESS;
}

static int run(int argc, const char **argv)
{
	poptContext con = poptGetContext(NULL, argc, argv, common_options,
					 POPT_CONTEXT_POSIXMEHARDER);
	struct run r = {0};
	int status;

	status = take_options(&r, con, NULL)
			 ? run_args(&r, con, poptGetArgs(con))
			 : r.status;
	poptFreeContext(con);
	return status;
}

int main(int argc, char **argv)
{
	int status;

	message_open();
	status = run(argc, (const char **)argv);
	if (status == EXIT_FAILURE && message_usage())
		status = EXIT_USAGE;
	if (!message_flush())
		status = EXIT_FAILURE;
	rpmconf_free();
	interrupt_deliver();
	return status;
}
