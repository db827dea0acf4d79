/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What one command of a scriptlet does to which units. */
#ifndef VIRTD_SOCKET_SHELL_ACTION_H
#define VIRTD_SOCKET_SHELL_ACTION_H

#include <stdbool.h>

#include "shell/vars.h"

/* What can be done to a unit. */
enum action {
	ACTION_PRESET,
	ACTION_ENABLE,
	ACTION_DISABLE,
	ACTION_RESTART,
	ACTION_MARK, /* openSUSE's %service_add_pre */
	ACTION_MACRO /* not an action: an rpm macro that was not expanded */
};

/* Who is told; see shellscan(). */
struct shellaction_sink {
	void (*each)(void *ctx, enum action action, const char *unit,
		     unsigned line);
	void *ctx;
};

/*
 * Tell SINK what the simple command of the N WORDS, written on line LINE, may
 * do. VARS says what the words stand for. RENEWS: the command only runs where
 * the unit was installed before, so that it enables nothing.
 */
void shellaction(const struct shellaction_sink *sink, struct shellvars *vars,
		 char *const *words, size_t n, unsigned line, bool renews);

/*
 * Whether the command of the N WORDS asks if a unit had been installed before:
 * "deb-systemd-helper debian-installed", see deb-systemd-helper(1p).
 */
bool shellaction_asks_installed(char *const *words, size_t n);

#endif
