/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a word of a script to what it may stand for; for vars.c. */
#ifndef VIRTD_SOCKET_SHELL_EXPANSION_H
#define VIRTD_SOCKET_SHELL_EXPANSION_H

#include "shell/vars.h"

/* The words that a variable stands for. */
struct shellwords {
	rpmsid *ids;
	size_t n;
};

/* The words of the variable NAME, LEN bytes; none if it has no value. */
struct shellwords shellvars_words(struct shellvars *vars, const char *name,
				  size_t len);

/* The text with this ID. */
const char *shellvars_text(const struct shellvars *vars, rpmsid id);

#endif
