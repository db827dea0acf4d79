/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Give a fuzz target each FILE of the command line, in place of libFuzzer. */
#include <string.h>

#include <rpm/rpmutil.h>

#include "fuzz.h"

static void replay(const char *path)
{
	FILE *in = fopen(path, "r");
	uint8_t *data = NULL;
	size_t size = 0, n;
	uint8_t buffer[65536];

	REQUIRE(in != NULL);
	while ((n = fread(buffer, 1, sizeof(buffer), in)) > 0) {
		data = rrealloc(data, size + n);
		memcpy(data + size, buffer, n);
		size += n;
	}
	REQUIRE(!ferror(in));
	fclose(in);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		/* in front, so that it is known where a target died */
		printf("%s\n", argv[i]);
		fflush(stdout);
		replay(argv[i]);
	}
	return 0;
}
