/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Running dpkg-deb(1), which writes the archives of a Debian package. */
#ifndef VIRTD_SOCKET_PACKAGES_DPKG_DEB_H
#define VIRTD_SOCKET_PACKAGES_DPKG_DEB_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

/* A running dpkg-deb. */
struct dpkg_deb {
	pid_t pid;
	FILE *out; /* what it writes, for the caller to read */
	int errfd; /* what it writes to standard error */
};

/*
 * Run dpkg-deb with OPTION on the package at PATH. Returns false after an
 * error; else dpkg_deb_end() ends it.
 */
bool dpkg_deb_start(struct dpkg_deb *child, const char *option,
		    const char *path);

/* How far the reading of an archive came. */
enum outcome { FINE, DAMAGED, REPORTED };

/*
 * End CHILD, which wrote an archive that was read with this OUTCOME. Returns
 * whether all was fine; else an error has been reported, once.
 */
bool dpkg_deb_end(struct dpkg_deb *child, const char *path,
		  enum outcome outcome);

#endif
