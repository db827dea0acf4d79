/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The texts of a shell script, and what each is as a variable or a function. */
#ifndef VIRTD_SOCKET_SHELL_SYMBOLS_H
#define VIRTD_SOCKET_SHELL_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <rpm/rpmtypes.h>

/* What a text looks at; bits. */
enum { VARS_ARGUMENT_1 = 1, VARS_ARGUMENT_2 = 2 };

/* The words that a variable stands for, each once. */
struct shellwords {
	rpmsid *ids;
	size_t n;
};

/* What is known of a text, as a word and as the name of a variable. */
struct symbol {
	struct shellwords words; /* what the variable stands for */
	unsigned asks;		 /* what its value looked at */
	bool function;
	unsigned stamp; /* of the set that the word was last added to */
	uint32_t *told; /* a bit for each number and flags, or NULL */
};

struct shellvars {
	struct rpmstrPool_s *pool;
	struct symbol *symbols; /* by id */
	size_t n;
	unsigned stamp;
	const char *function; /* whose body is read, or NULL */
};

/* A set of variables and functions without any; for shellvars_free(). */
struct shellvars *shellvars_new(void);

/* Free VARS. */
void shellvars_free(struct shellvars *vars);

/* The length of the variable name that TEXT starts with; 0 if none. */
size_t shellvars_name(const char *text);

/* The id of the LEN bytes at TEXT, a new one if it is needed. */
rpmsid shellvars_intern(struct shellvars *vars, const char *text, size_t len);

/* What is known of the LEN bytes at TEXT, or NULL. */
const struct symbol *shellvars_find(const struct shellvars *vars,
				    const char *text, size_t len);

/* The text with this ID. */
const char *shellvars_text(const struct shellvars *vars, rpmsid id);

/*
 * The variable that $1, $2, ..., $@ and $* are in the body of FUNCTION, a new
 * string that is no name of a variable.
 */
char *shellvars_arguments(const char *function);

/* The words of the variable NAME, LEN bytes; none if it has no value. */
struct shellwords shellvars_words(const struct shellvars *vars,
				  const char *name, size_t len);

/* The body of the function NAME starts; NULL: it ends. */
void shellvars_enter(struct shellvars *vars, const char *name);

/* Which arguments of the script TEXT looks at, also through variables. */
unsigned shellvars_asks(const struct shellvars *vars, const char *text);

/*
 * Whether this is called the first time with this ID and NUMBER, up to 31, and
 * FLAGS, up to 31.
 */
bool shellvars_first(struct shellvars *vars, rpmsid id, unsigned number,
		     unsigned flags);

#endif
