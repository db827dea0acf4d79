/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Options that all verbs have, the table of verbs, and the way to one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/argv.h>
#include <rpm/rpmlog.h>
#include <rpm/rpmstring.h>

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

static bool evaluated; /* --eval, which is enough for a call */

static bool print_eval(const char *text)
{
	char *value = rpmconf_expand(text);

	if (value != NULL)
		printf("%s\n", value);
	free(value);
	return evaluated = value != NULL;
}

/* Do what OPTION says. Returns an exit status, or -1 to go on. */
static int take_option(int option, const char *arg)
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
		ok = print_eval(arg);
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
		return EXIT_SUCCESS;
	}
	return ok ? -1 : EXIT_FAILURE;
}

/* The same for all options of VERB, or those before a verb. */
static int take_options(poptContext con, const struct verb *verb)
{
	int status = -1, rc;

	while (status < 0 && (rc = poptGetNextOpt(con)) != -1) {
		char *arg = poptGetOptArg(con);

		if (rc > 0) {
			status = take_option(rc, arg);
		} else {
			error("%s: %s; see virtd-socket %s%s--help",
			      poptBadOption(con, POPT_BADOPTION_NOALIAS),
			      poptStrerror(rc), verb != NULL ? verb->name : "",
			      verb != NULL ? " " : "");
			status = EXIT_USAGE;
		}
		free(arg);
	}
	return status;
}

/* popt prints "Usage: virtd-socket ", USAGE and the options of CON. */
static int print_help(poptContext con, const char *usage)
{
	poptSetOtherOptionHelp(con, usage);
	poptPrintHelp(con, stdout, 0);
	return EXIT_SUCCESS;
}

static int print_help_of(poptContext con, const struct verb *verb)
{
	char *usage = NULL;

	rasprintf(&usage, "%s [OPTION...]%s%s\n%s.", verb->name,
		  *verb->operands != '\0' ? " " : "", verb->operands,
		  verb->summary);
	print_help(con, usage);
	free(usage);
	return EXIT_SUCCESS;
}

static int print_help_of_all(poptContext con)
{
	print_help(con, "VERB [OPTION...] NAME...\n"
			"The sockets of libvirt's daemons in packages.\n");
	printf("\nVerbs (virtd-socket VERB --help says more):\n");
	for (size_t i = 0; i < N_VERBS; i++)
		printf("  %-12s%s\n", verbs[i]->name, verbs[i]->summary);
	return EXIT_SUCCESS;
}

/* Run VERB with the operands and options ARGS. */
static int run_verb(const struct verb *verb, const char **args)
{
	const struct poptOption table[] = {
		INCLUDE_OPTIONS(verb->options, "Options:"),
		INCLUDE_OPTIONS(common_options, NULL), POPT_TABLEEND};
	ARGV_t argv = argvNew();
	poptContext con;
	int status;

	argvAdd(&argv, "virtd-socket"); /* for the help */
	argvAppend(&argv, (char **)args);
	con = poptGetContext(NULL, argvCount(argv), (const char **)argv, table,
			     0);
	status = take_options(con, verb);
	if (status < 0)
		status = arg_help ? print_help_of(con, verb)
				  : verb->run(poptGetArgs(con));
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

/* Do what stands behind the common options: a verb, "help", or nothing. */
static int run_args(poptContext con, const char **args)
{
	if (args != NULL && strcmp(args[0], "help") == 0) {
		arg_help = true;
		args = args[1] != NULL ? args + 1 : NULL;
	}
	if (args != NULL) {
		const struct verb *verb = find_verb(args[0]);

		return verb != NULL ? run_verb(verb, args + 1) : EXIT_USAGE;
	}
	if (arg_help)
		return print_help_of_all(con);
	if (evaluated)
		return EXIT_SUCCESS;
	error("no verb; see virtd-socket --help");
	return EXIT_USAGE;
}

static int run(int argc, const char **argv)
{
	poptContext con = poptGetContext(NULL, argc, argv, common_options,
					 POPT_CONTEXT_POSIXMEHARDER);
	int status = take_options(con, NULL);

	if (status < 0)
		status = run_args(con, poptGetArgs(con));
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
