/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading packages and directory trees. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/message.h"
#include "base/progress.h"
#include "packages/read.h"

static const struct {
	enum package_type type;
	const char *magic; /* how the file starts */
	bool (*read)(struct package *package);
} types[] = {
	{PACKAGE_RPM, "\xed\xab\xee\xdb", package_read_rpm},
	{PACKAGE_DEB, "!<arch>\n", package_read_deb},
	{PACKAGE_TREE, NULL, package_read_tree},
};

enum { N_TYPES = sizeof(types) / sizeof(types[0]) };

/*
 * What a package may unpack to: a file of zeros is 1/1000 of its size for gzip,
 * and 1/10000 for xz and zstd. A second is enough to unpack some 500 MiB.
 */
#define UNPACKED_MIN   (256ULL << 20)
#define UNPACKED_RATIO 500ULL

/*
 * The index in types of what FD is open on, and its *ST; N_TYPES after an
 * error.
 */
static int find_type(int fd, const char *path, struct stat *st)
{
	char start[8] = "";
	int i = 0;

	if (fstat(fd, st) < 0 ||
	    (S_ISREG(st->st_mode) && read(fd, start, sizeof(start)) < 0)) {
		error("cannot read \"%s\": %s", path, strerror(errno));
		return N_TYPES;
	}
	for (; i < N_TYPES; i++)
		if (types[i].magic != NULL
			    ? S_ISREG(st->st_mode) &&
				      memcmp(start, types[i].magic,
					     strlen(types[i].magic)) == 0
			    : S_ISDIR(st->st_mode))
			return i;
	error("cannot read \"%s\": neither an RPM, nor a Debian package, nor "
	      "a directory",
	      path);
	return N_TYPES;
}

struct package *package_read(const char *path)
{
	/* O_NONBLOCK: opening a FIFO must not wait for a writer */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), type;
	struct package *package;
	struct stat st;

	if (fd < 0) {
		error("cannot open \"%s\": %s", path, strerror(errno));
		return NULL;
	}
	type = find_type(fd, path, &st);
	close(fd);
	if (type == N_TYPES)
		return NULL;
	package = package_new(path, types[type].type);
	package->unpacked_max =
		UNPACKED_MIN + UNPACKED_RATIO * (unsigned long long)st.st_size;
	if (types[type].read(package) && package_finish(package))
		return package;
	package_free(package);
	return NULL;
}

bool packages_read(const char *const *paths, struct package ***packages,
		   size_t *n)
{
	bool ok = true;

	for (; paths != NULL && *paths != NULL; paths++) {
		struct package *package;

		progress_next(*paths);
		package = package_read(*paths);

		ok = ok && package != NULL;
		if (package == NULL)
			continue;
		GROW(*packages, *n);
		(*packages)[(*n)++] = package;
	}
	return ok;
}

void packages_free(struct package **packages, size_t n)
{
	for (size_t i = 0; i < n; i++)
		package_free(packages[i]);
	free(packages);
}
