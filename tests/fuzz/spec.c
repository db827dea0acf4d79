/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Fuzz target: a spec file, parsed and migrated. What comes out is a spec file
 * in which there is nothing to migrate.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>

#include "fuzz.h"
#include "migrate/migrate.h"

/* The text of SPEC with EDITS. */
static char *apply(const struct spec *spec, const struct edits *edits)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	for (size_t i = 0; i <= spec->n_lines; i++) {
		const char *inserted = edits_inserted(edits, i);

		fputs(inserted != NULL ? inserted : "", out);
		if (i < spec->n_lines && !edits_deleted(edits, i))
			fprintf(out, "%s\n", spec->lines[i].text);
	}
	fclose(out);
	return text;
}

/* Migrate TEXT, which is freed. Returns what it is then, or NULL. */
static char *migrated(char *text, bool print)
{
	struct spec *spec = spec_parse("foo.spec", text);
	struct edits *edits;
	char *result = NULL;

	if (spec == NULL)
		return NULL;
	edits = edits_new(spec->n_lines);
	migrate(spec, fuzz_catalog(), edits);
	if (print)
		edits_print(edits, "foo.spec", "foo.spec", spec_text, spec,
			    spec->newline, fuzz_null());
	if (edits_any(edits))
		result = apply(spec, edits);
	edits_free(edits);
	spec_free(spec);
	return result;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct piece piece;
	char *copy, *text;

	fuzz_begin();
	copy = fuzz_cut(data, size, &piece, 1);
	text = migrated(rstrdup(piece.text), true);
	if (text != NULL) {
		struct spec *spec = spec_parse("foo.spec", rstrdup(text));

		REQUIRE(spec != NULL);
		spec_free(spec);
		REQUIRE(migrated(text, false) == NULL);
	}
	free(copy);
	return 0;
}
