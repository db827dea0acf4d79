/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Fuzz target: a whole RPM. Digests are computed, but none is believed: no
 * mutation makes them right, an attacker does.
 */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <rpm/rpmfiles.h>
#include <rpm/rpmts.h>
#include <rpm/rpmutil.h>

#include "fuzz.h"
#include "packages/read.h"
#include "packages/rpm_digest.h"

/* sanitizer/lsan_interface.h; NULL without the sanitizer */
void __lsan_disable(void) __attribute__((weak));
void __lsan_enable(void) __attribute__((weak));

enum { NAME_SIZE_AT = 94 }; /* rpm's docs/manual/format_payload.md */

static const char magic[] = {'\xed', '\xab', '\xee', '\xdb'};

rpmVSFlags __real_rpmtsSetVSFlags(rpmts ts, rpmVSFlags flags);
rpmVSFlags __wrap_rpmtsSetVSFlags(rpmts ts, rpmVSFlags flags);
rpmfiles __real_rpmfilesNew(rpmstrPool pool, Header h, rpmTagVal tag,
			    rpmfiFlags flags);
rpmfiles __wrap_rpmfilesNew(rpmstrPool pool, Header h, rpmTagVal tag,
			    rpmfiFlags flags);
bool __real_rpm_digest_fits(const char *data, size_t size, int algo,
			    const unsigned char *digest, size_t len);
bool __wrap_rpm_digest_fits(const char *data, size_t size, int algo,
			    const unsigned char *digest, size_t len);

rpmVSFlags __wrap_rpmtsSetVSFlags(rpmts ts, rpmVSFlags flags)
{
	return __real_rpmtsSetVSFlags(ts, flags | RPMVSF_MASK_NODIGESTS);
}

/* librpm 4.18 forgets a value of the wrong type (rpmfilesPopulate) */
rpmfiles __wrap_rpmfilesNew(rpmstrPool pool, Header h, rpmTagVal tag,
			    rpmfiFlags flags)
{
	rpmfiles files;

	if (__lsan_disable != NULL)
		__lsan_disable();
	files = __real_rpmfilesNew(pool, h, tag, flags);
	if (__lsan_enable != NULL)
		__lsan_enable();
	return files;
}

bool __wrap_rpm_digest_fits(const char *data, size_t size, int algo,
			    const unsigned char *digest, size_t len)
{
	__real_rpm_digest_fits(data, size, algo, digest, len);
	return true;
}

/*
 * Cut the length of file names in the payload, up to 4 GiB, to 64 KiB: librpm
 * allocates what it says (4.18 lib/cpio.c, rpmcpioHeaderRead).
 */
static void cut_names(uint8_t *data, size_t size)
{
	static const char cpio[] = "07070";

	uint8_t *end = data + size, *p = data;

	/* one call, for libFuzzer and the sanitizer watch each */
	while ((p = memmem(p, end - p, cpio, strlen(cpio))) != NULL &&
	       p + NAME_SIZE_AT + 4 <= end)
		memset(p++ + NAME_SIZE_AT, '0', 4);
}

/* The path of a file in memory with SIZE bytes of DATA. */
static const char *make_file(const uint8_t *data, size_t size)
{
	static char path[64];
	static int fd = -1;

	if (fd < 0) {
		fd = memfd_create("rpm", MFD_CLOEXEC);
		REQUIRE(fd >= 0);
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	}
	REQUIRE(ftruncate(fd, 0) == 0);
	REQUIRE(pwrite(fd, data, size, 0) == (ssize_t)size);
	return path;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct package *package;
	uint8_t *copy;

	fuzz_begin();
	if (size < sizeof(magic) || memcmp(data, magic, sizeof(magic)) != 0)
		return 0;
	copy = rmalloc(size);
	memcpy(copy, data, size);
	cut_names(copy, size);
	package = package_read(make_file(copy, size));
	if (package != NULL)
		fuzz_check(package);
	package_free(package);
	free(copy);
	return 0;
}
