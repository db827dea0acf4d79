/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A spec file as text. */
#ifndef VIRTD_SOCKET_SPEC_PARSE_H
#define VIRTD_SOCKET_SPEC_PARSE_H

#include "spec/spec.h"

/*
 * Take TEXT, which SPEC owns from now on, as the spec file called FILE. Lines
 * are joined, and sections begin, as in rpm 4.18 build/parseSpec.c, but no
 * macro is expanded. Returns NULL after an error that names file and line: a
 * macro that nothing closes, a conditional that is not balanced, or a text that
 * is no spec file.
 */
struct spec *spec_parse(const char *file, char *text);

/* Free SPEC; NULL is allowed. Returns NULL. */
struct spec *spec_free(struct spec *spec);

#endif
