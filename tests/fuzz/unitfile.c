/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fuzz target: the unit parser. What it read, printed, reads the same. */
#include <string.h>

#include <rpm/rpmstrpool.h>

#include "fuzz.h"
#include "units/unitfile.h"
#include "packages/source.h"

static size_t count_lines(const struct unitfile *uf)
{
	size_t n = 0;

	for (size_t i = 0; i < uf->n_sections; i++)
		n += uf->sections[i].n_lines;
	return n;
}

static char *print(const struct unitfile *uf, size_t *size)
{
	char *text = NULL;
	FILE *out = open_memstream(&text, size);

	for (size_t i = 0; i < uf->n_sections; i++) {
		const struct unit_section *s = &uf->sections[i];

		fprintf(out, "[%s]\n", s->name);
		for (size_t k = 0; k < s->n_lines; k++)
			fprintf(out, "%s\n", s->lines[k].text);
	}
	fclose(out);
	return text;
}

static void check_lines(const struct unitfile *uf)
{
	for (size_t i = 0; i < uf->n_sections; i++) {
		const struct unit_section *s = &uf->sections[i];

		REQUIRE(s->lineno > 0);
		REQUIRE((unitfile_section(uf, s->name) == s) ==
			(s->n_lines > 0));
		for (size_t k = 0; k < s->n_lines; k++) {
			REQUIRE(*s->lines[k].text != '\0');
			REQUIRE(s->lines[k].lineno >
				(k ? s->lines[k - 1].lineno : s->lineno));
		}
		REQUIRE(s->n_lines == 0 ||
			!unit_line_continues(&s->lines[s->n_lines - 1]));
	}
}

static void check_print(const struct unitfile *uf)
{
	size_t size, size_again;
	char *text = print(uf, &size), *text_again;
	struct unitfile *again = unitfile_parse("again", text, size, NULL);

	REQUIRE(again != NULL);
	REQUIRE(count_lines(again) == count_lines(uf));
	text_again = print(again, &size_again);
	REQUIRE(size == size_again && memcmp(text, text_again, size) == 0);
	free(text_again);
	unitfile_free(again);
	free(text);
}

static void check_merge(const struct unitfile *uf)
{
	struct unitfile *copy = unitfile_copy(uf);

	REQUIRE(unitfile_merge(copy, uf));
	REQUIRE(count_lines(copy) == 2 * count_lines(uf));
	unitfile_free(copy);
}

static void check_values(const struct unitfile *uf)
{
	rpmstrPool pool = rpmstrPoolCreate();
	struct source source = {0};

	source_read(&source, uf, pool);
	for (size_t i = 0; i < source.n; i++)
		REQUIRE(source.assignments[i].key < N_UNIT_KEYS);
	free(source.assignments);
	rpmstrPoolFree(pool);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct unitfile *uf, *unit;

	fuzz_begin();
	uf = unitfile_parse("unit", (const char *)data, size, NULL);
	unit = unitfile_parse("unit", (const char *)data, size, unit_sections);
	REQUIRE(unit == NULL || uf != NULL);
	if (uf != NULL) {
		check_lines(uf);
		check_print(uf);
		check_merge(uf);
		check_values(uf);
	}
	unitfile_free(unit);
	unitfile_free(uf);
	return 0;
}
