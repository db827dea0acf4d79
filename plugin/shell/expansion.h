/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a word of a script to what it may stand for. */
#ifndef VIRTD_SOCKET_SHELL_EXPANSION_H
#define VIRTD_SOCKET_SHELL_EXPANSION_H

#include "shell/symbols.h"

/*
 * Call EACH with all words that TEXT, a word as written in the script, may
 * stand for: quotes removed, variables replaced, split at white space. A word
 * that is a variable stands for each of its words, with an ID of its own; in
 * others (ID is 0) a part that is not one known text is "*".
 */
void shellvars_expand(struct shellvars *vars, const char *text,
		      void (*each)(void *ctx, const char *word, rpmsid id),
		      void *ctx);

#endif
