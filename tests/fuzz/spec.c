/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fuzz target: a spec file, parsed and migrated; the diff is printed. */
#include <string.h>

#include <rpm/rpmstring.h>

#include "fuzz.h"
#include "migrate/migrate.h"

static const char *line(const void *ctx, size_t i)
{
	const struct spec *spec = ctx;

	REQUIRE(i < spec->n_lines);
	return spec->lines[i].text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct piece text;
	struct spec *spec;
	char *copy;

	fuzz_begin();
	copy = fuzz_cut(data, size, &text, 1);
	spec = spec_parse("foo.spec", rstrdup(text.text));
	if (spec != NULL) {
		struct edits *edits = edits_new(spec->n_lines);

		migrate(spec, fuzz_catalog(), edits);
		edits_print(edits, "foo.spec", line, spec, spec->newline,
			    fuzz_null());
		edits_free(edits);
	}
	spec_free(spec);
	free(copy);
	return 0;
}
