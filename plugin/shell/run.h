/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the commands of a script do, one after the other, once they are read. */
#ifndef VIRTD_SOCKET_SHELL_RUN_H
#define VIRTD_SOCKET_SHELL_RUN_H

#include <stdbool.h>
#include <stddef.h>

#include "shell/action.h"
#include "shell/frames.h"
#include "shell/vars.h"

struct run {
	struct frames frames;
	unsigned function_depth; /* where the body of a function starts */
	bool in_function;
	unsigned renew_depth; /* of "if" a unit was installed before, or 0 */
	bool errexit;	      /* set -e */
	unsigned asks; /* the arguments that the script looks at anywhere */
	bool report;   /* the second pass; the first learns of functions */
	struct shellvars *vars;
	unsigned commands;
	const struct shellaction_sink *sink;
	bool bound; /* what stood before needs another command */
	/* or who is told how deep each command stands */
	void (*depth_of)(void *ctx, unsigned line, unsigned depth, bool bound);
	void *ctx;
};

/*
 * Start the script, or start it again: RUN keeps what it has learnt of
 * functions and of what the script asks. ERREXIT: it runs with "set -e".
 */
void run_begin(struct run *run, bool errexit);

/*
 * Act on a command of N WORDS as written, which may be none, on LINE, ended by
 * END. sh(1), "Compound Commands": keywords may stand before it.
 */
void run_command(struct run *run, char **words, size_t n, unsigned line,
		 enum shell_end end);

/* Here the body of the function NAME starts. */
void run_enter_function(struct run *run, const char *name);

/* The script ends; the compound commands that are still open are forgotten. */
void run_end(struct run *run);

#endif
