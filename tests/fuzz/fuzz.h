/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the fuzz targets share. */
#ifndef VIRTD_SOCKET_TESTS_FUZZ_H
#define VIRTD_SOCKET_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "packages/package.h"
#include "units/catalog.h"

/* End the program, which is a finding, unless CONDITION holds. */
#define REQUIRE(condition)                                                     \
	do {                                                                   \
		if (!(condition)) {                                            \
			fprintf(stderr, "%s:%d: not true: %s\n", __FILE__,     \
				__LINE__, #condition);                         \
			abort();                                               \
		}                                                              \
	} while (0)

/*
 * What a target defines: use the code under test on SIZE bytes at DATA, free
 * everything, return 0. libFuzzer calls it, or replay.c.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * Print no errors from now on, and forget those that librpm has kept. Each
 * target calls it first.
 */
void fuzz_begin(void);

/* A piece of an input that has several, separated by NUL bytes. */
struct piece {
	const char *text; /* a NUL byte follows */
	size_t size;
};

/*
 * Cut SIZE bytes at DATA into N PIECES, empty ones where they do not suffice.
 * Returns the copy that they point into, for free().
 */
char *fuzz_cut(const uint8_t *data, size_t size, struct piece *pieces,
	       size_t n);

/* The catalogue of three daemons that targets use. */
const struct catalog *fuzz_catalog(void);

/*
 * Apply all rules to PACKAGE, against itself, print what they find in all
 * formats, and draw its graph.
 */
void fuzz_check(struct package *package);

/* Add the unit, drop-in or link NAME in DIR with this content to PACKAGE. */
bool fuzz_add(struct package *package, const char *dir, const char *name,
	      const char *data, size_t size);

/*
 * Where output goes that nobody reads: writing all of it, whatever it is, is
 * what matters.
 */
FILE *fuzz_null(void);

#endif
