/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What macros of a spec file may stand for where that is not certain. */
#ifndef VIRTD_SOCKET_SPEC_MEANINGS_H
#define VIRTD_SOCKET_SPEC_MEANINGS_H

#include "spec/spec.h"

/*
 * Call EACH with the text of every definition that a macro in TEXT, which
 * stands on line LINE of SPEC, may have there, and so on with the macros in
 * those; each macro has one turn. The texts are expanded as spec_expand() does
 * with STOP. Returns false if that was too much to read.
 */
bool spec_meanings(const struct spec *spec, size_t line, const char *text,
		   bool (*stop)(const char *name, size_t len),
		   void (*each)(void *ctx, const char *text), void *ctx);

#endif
