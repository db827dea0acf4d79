/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which words the shell variables of a section may stand for. */
#ifndef VIRTD_SOCKET_MIGRATE_VALUES_H
#define VIRTD_SOCKET_MIGRATE_VALUES_H

#include "spec/spec.h"

struct values;

/* No section yet. For values_free(). */
struct values *values_new(const struct spec *spec);

/* Free VALUES. */
void values_free(struct values *values);

/*
 * Call EACH with every word that WORD, on line LINE, may stand for, as
 * shellvars_expand() does. Returns false, and calls nothing, if it has a
 * variable of which nothing is known.
 */
bool values_expand(struct values *values, size_t line, const char *word,
		   void (*each)(void *ctx, const char *word, rpmsid id),
		   void *ctx);

#endif
