/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fuzz target: the shell text of the scriptlets of foreign packages. */
#include <string.h>

#include "fuzz.h"
#include "shell/scan.h"
#include "units/daemon.h"

static void each(void *ctx, const struct shell_action *a)
{
	const unsigned *lines = ctx;

	REQUIRE(a->action <= ACTION_MACRO && a->flags < 64);
	REQUIRE(*a->unit != '\0');
	REQUIRE(a->action == ACTION_MACRO || strlen(a->unit) <= UNIT_NAME_LEN);
	REQUIRE(a->line >= 1 && a->line <= *lines);
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
	shellscan(text.text, size % 2 == 0, each, &lines);
	free(copy);
	return 0;
}
