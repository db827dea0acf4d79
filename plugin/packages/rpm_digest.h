/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether a file in an RPM is what its header says. */
#ifndef VIRTD_SOCKET_PACKAGES_RPM_DIGEST_H
#define VIRTD_SOCKET_PACKAGES_RPM_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether the digest of SIZE bytes at DATA with the algorithm ALGO of librpm is
 * the LEN bytes at DIGEST. No digest (NULL) fits.
 */
bool rpm_digest_fits(const char *data, size_t size, int algo,
		     const unsigned char *digest, size_t len);

#endif
