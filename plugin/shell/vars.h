/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which words the variables of a shell script stand for. */
#ifndef VIRTD_SOCKET_SHELL_VARS_H
#define VIRTD_SOCKET_SHELL_VARS_H

#include "shell/symbols.h"

/*
 * The variable NAME (LEN bytes) now stands for the words that the N texts at
 * WORDS, each from byte SKIP on, expand to; if ADD, also for what it stood for.
 * More than 128 words are one that nothing is known of, "*".
 */
void shellvars_set(struct shellvars *vars, const char *name, size_t len,
		   bool add, char *const *words, size_t n, size_t skip);

/*
 * NAME is called with the N texts at WORDS: $1, $@ and the like in its body
 * may stand for what these expand to. Returns false if it is no function.
 */
bool shellvars_call(struct shellvars *vars, const char *name,
		    char *const *words, size_t n);

#endif
