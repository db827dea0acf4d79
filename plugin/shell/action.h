/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What one command of a scriptlet does to which units. */
#ifndef VIRTD_SOCKET_SHELL_ACTION_H
#define VIRTD_SOCKET_SHELL_ACTION_H

#include <stdbool.h>

#include "shell/symbols.h"

/* What can be done to a unit. */
enum action {
	ACTION_PRESET,
	ACTION_ENABLE,
	ACTION_DISABLE,
	ACTION_START,
	ACTION_STOP,
	ACTION_RESTART,
	ACTION_MASK,
	ACTION_UNMASK,
	ACTION_MARK,  /* openSUSE's %service_add_pre */
	ACTION_MACRO, /* not an action: an rpm macro that was not expanded */
	N_ACTIONS
};

/* When a command runs, and what its failure does. */
enum {
	ACTION_ASKS_1 = VARS_ARGUMENT_1, /* only if $1 is what it should be */
	ACTION_ASKS_2 = VARS_ARGUMENT_2,
	/* under another condition than that systemd is there */
	ACTION_CONDITIONAL = 4,
	ACTION_FATAL = 8,     /* the script ends where it fails */
	ACTION_STATEFUL = 16, /* of a helper that knows what had been done */
	ACTION_LISTED = 32,   /* a variable names it, which may leave it out */
};

struct shell_action {
	enum action action;
	const char *unit; /* possibly a pattern as of glob(7) */
	unsigned line;
	unsigned command; /* the same for all units of one command */
	unsigned flags;
};

/* Who is told; see shellscan(). */
struct shellaction_sink {
	void (*each)(void *ctx, const struct shell_action *action);
	void *ctx;
};

/* A simple command. */
struct shell_command {
	char *const *words; /* as written */
	size_t n;
	unsigned line;
	unsigned number;
	unsigned flags;
	bool renews; /* runs only where the unit was installed before */
};

/*
 * Tell SINK what COMMAND may do. VARS says what its words stand for. One that
 * renews enables nothing.
 */
void shellaction(const struct shellaction_sink *sink, struct shellvars *vars,
		 const struct shell_command *command);

/*
 * Whether the command of the N WORDS asks if a unit had been installed before:
 * "deb-systemd-helper debian-installed", see deb-systemd-helper(1p).
 */
bool shellaction_asks_installed(char *const *words, size_t n);

/*
 * What a condition of the N WORDS is about: flags, 0 where it only asks whether
 * systemd is there.
 */
unsigned shellaction_condition(const struct shellvars *vars, char *const *words,
			       size_t n);

#endif
