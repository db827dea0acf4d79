/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lines of a spec file, and which of them rpm reads as one. */
#ifndef VIRTD_SOCKET_SPEC_LINES_H
#define VIRTD_SOCKET_SPEC_LINES_H

#include "spec/spec.h"

/*
 * Cut the next line from *TEXT, without its newline; NEWLINE says whether it
 * has one. NULL at the end.
 */
char *lines_next(char **text, bool *newline);

/*
 * Cut the text of SPEC into lines, and set how they are joined: as rpm 4.18
 * build/parseSpec.c joins them, which takes a conditional and the beginning of
 * a section by themselves wherever a backslash stands before them.
 * Returns false after an error: a macro that nothing closes, which rpm does not
 * take either.
 */
bool spec_lines_read(struct spec *spec);

#endif
