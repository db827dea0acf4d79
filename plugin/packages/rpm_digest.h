/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether the payload of an RPM is what its header says. */
#ifndef VIRTD_SOCKET_PACKAGES_RPM_DIGEST_H
#define VIRTD_SOCKET_PACKAGES_RPM_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#include <rpm/rpmtypes.h>

/*
 * Whether the digest of SIZE bytes at DATA with the algorithm ALGO of librpm is
 * the LEN bytes at DIGEST. No digest (NULL) fits.
 */
bool rpm_digest_fits(const char *data, size_t size, int algo,
		     const unsigned char *digest, size_t len);

/*
 * Compare the payload at which FD stands, that of the package PATH with the
 * header H, with the size that H has and, unless it is larger than 1 MiB, with
 * the digest. FD stands there afterwards. Returns false after an error.
 */
bool rpm_payload_check(const char *path, int fd, Header h);

#endif
