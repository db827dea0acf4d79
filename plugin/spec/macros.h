/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The macros that a spec file defines itself. */
#ifndef VIRTD_SOCKET_SPEC_MACROS_H
#define VIRTD_SOCKET_SPEC_MACROS_H

#include <stdbool.h>
#include <stddef.h>

#define SPEC_IDENTIFIER                                                        \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

struct spec_macros;

/* What one line says of one macro. */
struct spec_definition {
	size_t line, branch;
	const char *body; /* NULL: it cannot be known */
	bool global;	  /* the body was expanded there */
	bool parametric;
};

/* No macros. For spec_macros_free(). */
struct spec_macros *spec_macros_new(void);

/* Free MACROS; NULL is allowed. */
void spec_macros_free(struct spec_macros *macros);

/*
 * Take what TEXT, line LINE with those joined to it, says of macros. Lines come
 * in their order.
 */
void spec_macros_read(struct spec_macros *macros, const char *text, size_t line,
		      size_t branch);

/* NAME is, from LINE on, what BODY expands to there. */
void spec_macros_set(struct spec_macros *macros, const char *name, size_t line,
		     const char *body);

/*
 * If TEXT is a %define or %global, the name, LEN bytes, that it defines; else
 * NULL.
 */
const char *spec_macros_defined(const char *text, size_t *len);

/*
 * The definitions of NAME (LEN bytes) before LINE, *N of them in the order of
 * lines; NULL if there is none. They belong to MACROS.
 */
const struct spec_definition *spec_macros_find(const struct spec_macros *macros,
					       const char *name, size_t len,
					       size_t line, size_t *n);

/*
 * TEXT, for free(), with something behind it that changes where a macro that
 * is named in TEXT has been defined since: the same key, the same meaning.
 */
char *spec_macros_key(const struct spec_macros *macros, const char *text,
		      size_t line);

/* Allow the work on N bytes more, see spec_macros_spend(). */
void spec_macros_allow(struct spec_macros *macros, size_t n);

/*
 * Take N bytes of the work that is allowed for all expansions of a spec
 * together. Returns false if there is not as much left.
 */
bool spec_macros_spend(struct spec_macros *macros, size_t n);

#endif
