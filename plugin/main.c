/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Options that all verbs have, the table of verbs, and the way to one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/message.h"
#include "base/nearest.h"
#include "request/options.h"
#include "base/rpmconf.h"
#include "request/variables.h"
#include "verbs/verb.h"

static const struct verb *const verbs[] = {
	&verb_expand,	  &verb_install, &verb_units,
	&verb_scriptlets, &verb_presets, &verb_list,
	&verb_verify,	  &verb_graph,	 &verb_migrate,
};

#define N_VERBS (sizeof(verbs) / sizeof(verbs[0]))

static int help;

static const struct poptOption common_options[] = {
	INCLUDE_OPTIONS(rpmconf_options,
			"Options of every verb, as for rpmbuild:"),
	{"help", '?', POPT_ARG_NONE, &help, 0, "print this text", NULL},
	POPT_TABLEEND};

/* Take all options of VERB, or those before a verb; false after an error. */
static bool take_options(poptContext con, const struct verb *verb)
{
	int rc;

	while ((rc = poptGetNextOpt(con)) > 0)
		;
	if (rc == -1)
		return true;
	error("%s: %s; see virtd-socket %s%s--help",
	      poptBadOption(con, POPT_BADOPTION_NOALIAS), poptStrerror(rc),
	      verb != NULL ? verb->name : "", verb != NULL ? " " : "");
	return false;
}

static void print_help(const struct verb *verb)
{
	printf("Usage: virtd-socket %s [OPTION...]%s%s\n%s.\n\n", verb->name,
	       *verb->operands != '\0' ? " " : "", verb->operands,
	       verb->summary);
}

static void print_verbs(void)
{
	printf("Usage: virtd-socket VERB [OPTION...] NAME...\n"
	       "The sockets of libvirt's daemons in packages.\n\n"
	       "Verbs (virtd-socket VERB --help says more):\n");
	for (size_t i = 0; i < N_VERBS; i++)
		printf("  %-12s%s\n", verbs[i]->name, verbs[i]->summary);
	putchar('\n');
}

/* popt's option list without its own "Usage:" line. */
static void print_options(poptContext con)
{
	char *text = NULL, *options;
	size_t size;
	FILE *mem = open_memstream(&text, &size);

	if (mem == NULL)
		return;
	poptPrintHelp(con, mem, 0);
	fclose(mem);
	options = strchr(text, '\n');
	fputs(options != NULL ? options + 1 : text, stdout);
	free(text);
}

static int run_verb(const struct verb *verb, int argc, const char **argv)
{
	const struct poptOption table[] = {
		INCLUDE_OPTIONS(verb->options, "Options:"),
		INCLUDE_OPTIONS(common_options, NULL), POPT_TABLEEND};
	poptContext con = poptGetContext("virtd-socket", argc, argv, table, 0);
	int status = EXIT_USAGE;

	if (take_options(con, verb)) {
		if (help) {
			print_help(verb);
			print_options(con);
			status = EXIT_SUCCESS;
		} else {
			status = verb->run(poptGetArgs(con));
		}
	}
	poptFreeContext(con);
	return status;
}

static const struct verb *find_verb(const char *name)
{
	struct nearest best = {0};

	for (size_t i = 0; i < N_VERBS; i++) {
		if (strcmp(verbs[i]->name, name) == 0)
			return verbs[i];
		nearest_try(&best, name, verbs[i]->name);
	}
	if (best.word != NULL)
		error("unknown verb \"%s\"; did you mean '%s'?", name,
		      best.word);
	else
		error("unknown verb \"%s\"; see virtd-socket --help", name);
	return NULL;
}

static int run(int argc, const char **argv)
{
	poptContext con =
		poptGetContext("virtd-socket", argc, argv, common_options,
			       POPT_CONTEXT_POSIXMEHARDER);
	const struct verb *verb = NULL;
	const char **rest;
	int status = EXIT_USAGE, n = 0;

	if (!take_options(con, NULL))
		goto out;
	rest = poptGetArgs(con);
	if (help || rest == NULL) {
		status = help || rpmconf_evaluated ? EXIT_SUCCESS : EXIT_USAGE;
		if (help) {
			print_verbs();
			print_options(con);
		} else if (!rpmconf_evaluated) {
			error("no verb; see virtd-socket --help");
		}
		goto out;
	}
	verb = find_verb(rest[0]);
	while (rest[n] != NULL)
		n++;
	if (verb != NULL)
		status = run_verb(verb, n, rest);
out:
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
	variables_free();
	rpmconf_free();
	interrupt_deliver();
	return status;
}
