/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Fuzz target: the archives in a Debian package, as dpkg-deb(1) writes them.
 * The checksums of the headers are made right, which no mutation does.
 */
#include <string.h>

/* for what it does with each entry, and without a process for each input */
/* NOLINTNEXTLINE(bugprone-suspicious-include) */
#include "packages/deb.c"

#include "fuzz.h"

enum { BLOCK_SIZE = 512, CHECKSUM_AT = 148, CHECKSUM_LEN = 8, MAGIC_AT = 257 };

static void fix_checksum(uint8_t *block)
{
	unsigned sum = 0;

	memset(block + CHECKSUM_AT, ' ', CHECKSUM_LEN);
	for (size_t i = 0; i < BLOCK_SIZE; i++)
		sum += block[i];
	snprintf((char *)block + CHECKSUM_AT, CHECKSUM_LEN, "%06o", sum);
}

static void fix_checksums(uint8_t *data, size_t size)
{
	for (size_t i = 0; i + BLOCK_SIZE <= size; i += BLOCK_SIZE)
		if (memcmp(data + i + MAGIC_AT, "ustar", 5) == 0)
			fix_checksum(data + i);
}

/* What each_entry() does with an archive in a file. */
static void read_archive(struct deb *deb, FILE *in,
			 enum outcome (*take)(struct deb *deb, struct tar *tar))
{
	struct tar tar = {.in = in};
	enum outcome outcome = FINE;

	rewind(in);
	while (outcome == FINE && tar_next(&tar) == 1)
		outcome = take(deb, &tar);
	tar_free(&tar);
}

static void read_all(struct deb *deb, FILE *in)
{
	read_archive(deb, in, take_control);
	read_archive(deb, in, take_file);
	if (deb->n_links > 0) {
		qsort(deb->links, deb->n_links, sizeof(*deb->links),
		      compare_targets);
		read_archive(deb, in, take_target);
	}
	free_links(deb);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct package *package;
	uint8_t *copy;
	FILE *in;

	fuzz_begin();
	if (size == 0)
		return 0;
	copy = rmalloc(size);
	memcpy(copy, data, size);
	fix_checksums(copy, size);
	in = fmemopen(copy, size, "r");
	REQUIRE(in != NULL);
	package = package_new("p.deb", PACKAGE_DEB);
	package->unpacked_max = 1 << 24;
	read_all(&(struct deb){.package = package}, in);
	fuzz_check(package);
	package_free(package);
	fclose(in);
	free(copy);
	return 0;
}
