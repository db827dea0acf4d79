/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What one command of a scriptlet does to which units. */
#ifndef VIRTD_SOCKET_SHELLACTION_H
#define VIRTD_SOCKET_SHELLACTION_H

#include "shellscan.h"
#include "shellvars.h"

/* Who is told; see shellscan(). */
struct shellaction_sink {
	void (*each)(void *ctx, enum action action, const char *unit,
		     unsigned line);
	void *ctx;
};

/*
 * Tell SINK what the simple command of the N WORDS, written on line LINE, may
 * do. VARS says what the words stand for.
 */
void shellaction(const struct shellaction_sink *sink, struct shellvars *vars,
		 char *const *words, size_t n, unsigned line);

#endif
