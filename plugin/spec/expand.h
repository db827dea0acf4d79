/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What text of a spec file is with the macros that the spec itself defines. */
#ifndef VIRTD_SOCKET_SPEC_EXPAND_H
#define VIRTD_SOCKET_SPEC_EXPAND_H

#include "spec/spec.h"

/*
 * TEXT, which stands on line LINE of SPEC, expanded, for free(): names, lists
 * and parametric macros without options, with their arguments, as in rpm 4.18
 * rpmio/macro.c. Nothing runs: %(...), %{lua:...}, what is defined elsewhere,
 * or under other conditions, stays as it is written, but for its arguments or
 * the text behind its condition; so does a macro that STOP (NULL: none) knows,
 * and all where the text would become very long.
 */
char *spec_expand(const struct spec *spec, size_t line, const char *text,
		  bool (*stop)(const char *name, size_t len));

#endif
