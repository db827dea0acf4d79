/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lines of a spec file that begin a section. */
#ifndef VIRTD_SOCKET_SPEC_SECTION_H
#define VIRTD_SOCKET_SPEC_SECTION_H

#include "spec/spec.h"

/*
 * Whether TEXT begins a section (rpm 4.18 build/parseSpec.c, and those of
 * later versions). Sets part, script, words and program of SECTION; words are
 * for free().
 */
bool spechead_parse(const char *text, struct spec_section *section);

/* Add SECTION, whose strings SPEC owns from now on, behind the others. */
void spechead_add(struct spec *spec, const struct spec_section *section);

/* If line I of the preamble is a tag that makes a macro, keep what it says. */
void spechead_tag(struct spec *spec, size_t i);

/*
 * When all sections are there: set where they end and whose they are. Returns
 * false after an error: SPEC is no spec file.
 */
bool spechead_finish(struct spec *spec);

#endif
