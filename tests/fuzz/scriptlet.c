/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fuzz target: the shell text of the scriptlets of foreign packages. */
#include <string.h>

#include "fuzz.h"
#include "shell/scan.h"

static void each(void *ctx, enum action action, const char *unit, unsigned line)
{
	const unsigned *lines = ctx;

	REQUIRE(action <= ACTION_MACRO);
	REQUIRE(*unit != '\0');
	REQUIRE(action == ACTION_MACRO || strlen(unit) <= UNIT_NAME_LEN);
	REQUIRE(line >= 1 && line <= *lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct piece text;
	unsigned lines = 1;
	char *copy;

	fuzz_begin();
	copy = fuzz_cut(data, size, &text, 1);
	for (const char *p = text.text; *p != '\0'; p++)
		lines += *p == '\n';
	shellscan(text.text, each, &lines);
	free(copy);
	return 0;
}
