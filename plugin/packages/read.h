/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading packages and directory trees. */
#ifndef VIRTD_SOCKET_PACKAGES_READ_H
#define VIRTD_SOCKET_PACKAGES_READ_H

#include "packages/package.h"

/*
 * Read what is at PATH: an RPM, a Debian package or a directory tree. Nothing
 * is ever written. Returns a new object for package_free(), or NULL after an
 * error: it cannot be read, is damaged or truncated, has a path with "..", two
 * files of one path, or more than 64 MiB of units.
 */
struct package *package_read(const char *path);

/*
 * Read what PATHS (NULL at the end, or NULL) name, as far as possible, into
 * the N packages of *PACKAGES, for packages_free(), each with progress_next().
 * Returns false if something could not be read.
 */
bool packages_read(const char *const *paths, struct package ***packages,
		   size_t *n);

/* Free N packages and the array. */
void packages_free(struct package **packages, size_t n);

/*
 * The same as package_read() for one type of package each. An RPM's payload is
 * read through librpm and no further than its last unit; signatures are not
 * checked, digests of the header and of what is read are. A Debian package is
 * read through dpkg-deb(1). A tree is read as if it were the root directory.
 */
bool package_read_rpm(struct package *package);
bool package_read_deb(struct package *package);
bool package_read_tree(struct package *package);

#endif
