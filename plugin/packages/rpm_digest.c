/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether a file in an RPM is what its header says. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmpgp.h>
#if __has_include(<rpm/rpmcrypto.h>)
#include <rpm/rpmcrypto.h> /* from rpm 4.17 on */
#endif

#include "packages/rpm_digest.h"

bool rpm_digest_fits(const char *data, size_t size, int algo,
		     const unsigned char *digest, size_t len)
{
	DIGEST_CTX ctx;
	void *found = NULL;
	size_t n = 0;
	bool ok;

	if (digest == NULL)
		return true;
	ctx = rpmDigestInit(algo, 0);
	if (ctx == NULL)
		return true;
	rpmDigestUpdate(ctx, data, size);
	rpmDigestFinal(ctx, &found, &n, 0);
	ok = found != NULL && n == len && memcmp(found, digest, n) == 0;
	free(found);
	return ok;
}
