/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which words the variables of a shell script may stand for. */
#ifndef VIRTD_SOCKET_SHELL_VARS_H
#define VIRTD_SOCKET_SHELL_VARS_H

#include <stdbool.h>
#include <stddef.h>

#include <rpm/rpmtypes.h>

/* What a text looks at; bits. */
enum { VARS_ARGUMENT_1 = 1, VARS_ARGUMENT_2 = 2 };

struct shellvars;

/* A set of variables and functions without any; for shellvars_free(). */
struct shellvars *shellvars_new(void);

/* Free VARS. */
void shellvars_free(struct shellvars *vars);

/* The length of the variable name that TEXT starts with; 0 if none. */
size_t shellvars_name(const char *text);

/*
 * The variable NAME (LEN bytes) now stands for the words that the N texts at
 * WORDS, each from byte SKIP on, expand to; if ADD, also for what it stood for.
 * More than 128 words are one that nothing is known of, "*".
 */
void shellvars_set(struct shellvars *vars, const char *name, size_t len,
		   bool add, char *const *words, size_t n, size_t skip);

/* The body of the function NAME starts; NULL: it ends. */
void shellvars_enter(struct shellvars *vars, const char *name);

/*
 * NAME is called with the N texts at WORDS: $1, $@ and the like in its body
 * may stand for what these expand to. Returns false if it is no function.
 */
bool shellvars_call(struct shellvars *vars, const char *name,
		    char *const *words, size_t n);

/* Which arguments of the script TEXT looks at, also through variables. */
unsigned shellvars_asks(const struct shellvars *vars, const char *text);

/*
 * Call EACH with all words that TEXT, a word as written in the script, may
 * stand for: quotes removed, variables replaced, split at white space. A word
 * that is a variable stands for each of its words, with an ID of its own; in
 * others (ID is 0) a part that is not one known text is "*".
 */
void shellvars_expand(struct shellvars *vars, const char *text,
		      void (*each)(void *ctx, const char *word, rpmsid id),
		      void *ctx);

/*
 * Whether this is called the first time with this ID, of shellvars_expand(),
 * and NUMBER, up to 31, and FLAGS, up to 31.
 */
bool shellvars_first(struct shellvars *vars, rpmsid id, unsigned number,
		     unsigned flags);

#endif
