/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the main program knows of a verb. */
#ifndef VIRTD_SOCKET_VERBS_VERB_H
#define VIRTD_SOCKET_VERBS_VERB_H

#include <stdbool.h>

#include <popt.h>

/* Exit status of a wrong command line; 0 and 1 are those of stdlib.h. */
#define EXIT_USAGE 2

struct verb {
	const char *name;
	const char *operands; /* for --help */
	const char *summary;
	const struct poptOption *options; /* its own and those it shares */
	/*
	 * Do it for the operands NAMES (NULL: there are none) once popt has set
	 * the options. Returns an exit status; errors have been reported.
	 */
	int (*run)(const char **names);
};

/* One in each file of verbs/. */
extern const struct verb verb_expand, verb_graph, verb_install, verb_list,
	verb_migrate, verb_presets, verb_scriptlets, verb_units, verb_verify;

/* For verbs that need NAMES: whether there is one. Else an error. */
bool verb_has_names(const char **names);

#endif
