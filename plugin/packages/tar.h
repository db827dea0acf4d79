/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading a tar archive from a stream, as dpkg-deb(1) writes it. */
#ifndef VIRTD_SOCKET_PACKAGES_TAR_H
#define VIRTD_SOCKET_PACKAGES_TAR_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

struct tar {
	FILE *in;
	/* the current entry */
	char *path;
	char *target; /* of a link, or "" */
	mode_t mode;  /* with the type */
	bool hard;    /* a hard link to TARGET, an entry before */
	unsigned long long size;
	unsigned long long left; /* bytes up to the next header */
};

/*
 * Go to the next entry of TAR, which starts with all zero but IN. Understands
 * what deb(5) allows: ustar and the long names of GNU. Returns 1, 0 at the
 * end, or -1, without a message, if this is no such archive or if it is
 * truncated.
 */
int tar_next(struct tar *tar);

/* Read all of the current entry into DATA, which holds its size. */
bool tar_read(struct tar *tar, char *data);

/* Free what TAR owns; IN stays open. */
void tar_free(struct tar *tar);

#endif
