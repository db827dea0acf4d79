/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether the payload of an RPM is what its header says. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rpm/header.h>
#include <rpm/rpmpgp.h>
#if __has_include(<rpm/rpmcrypto.h>)
#include <rpm/rpmcrypto.h> /* from rpm 4.17 on */
#endif
#include <rpm/rpmstring.h>

#include "base/message.h"
#include "packages/rpm_digest.h"

enum {
	SHA256 = 8,		   /* RFC 4880 9.4, as in librpm */
	LEAD_SIZE = 96,		   /* rpm's docs/manual/format_lead.md */
	TAG_PAYLOAD_SHA256 = 5092, /* rpm 6 renamed RPMTAG_PAYLOADDIGEST */
	DIGEST_MAX = 1024 * 1024   /* to read more costs more than all else */
};

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

/*
 * How long the file FD must be according to its two headers; 0 if they do not
 * say so, as in packages of format 6.
 */
static off_t expected_size(int fd, Header h)
{
	uint64_t size = headerGetNumber(h, RPMTAG_LONGSIGSIZE);
	uint32_t head[4]; /* format_header.md: magic, reserved, counts */
	uint64_t end;

	if (size == 0)
		size = headerGetNumber(h, RPMTAG_SIGSIZE);
	if (size == 0 ||
	    pread(fd, head, sizeof(head), LEAD_SIZE) != (ssize_t)sizeof(head))
		return 0;
	end = LEAD_SIZE + sizeof(head) + (uint64_t)ntohl(head[2]) * 16 +
	      ntohl(head[3]);
	return (off_t)((end + 7) / 8 * 8 + size);
}

/* The SHA-256 of FD from START on, hexadecimal, or NULL with errno. */
static char *payload_digest(int fd, off_t start)
{
	DIGEST_CTX ctx = rpmDigestInit(SHA256, 0);
	char buffer[65536];
	char *found = NULL;
	ssize_t n;
	int err;

	while ((n = pread(fd, buffer, sizeof(buffer), start)) > 0) {
		rpmDigestUpdate(ctx, buffer, n);
		start += n;
	}
	err = n < 0 ? errno : ENOTSUP;
	rpmDigestFinal(ctx, (void **)&found, NULL, 1);
	if (n < 0) {
		free(found);
		found = NULL;
	}
	errno = err;
	return found;
}

bool rpm_payload_check(const char *path, int fd, Header h)
{
	off_t start = lseek(fd, 0, SEEK_CUR), expected = expected_size(fd, h);
	const char *digest = headerGetString(h, TAG_PAYLOAD_SHA256);
	char *found;
	bool ok = true;
	struct stat st;

	if (start < 0 || fstat(fd, &st) < 0) {
		error("cannot read \"%s\": %s", path, strerror(errno));
		return false;
	}
	if (expected != 0 && st.st_size < expected) {
		error("cannot read \"%s\": it is truncated, %lld of %lld bytes",
		      path, (long long)st.st_size, (long long)expected);
		return false;
	}
	if (digest == NULL ||
	    (expected != 0 && st.st_size - start > DIGEST_MAX))
		return true;
	found = payload_digest(fd, start);
	ok = found != NULL && strcmp(found, digest) == 0;
	if (found == NULL)
		error("cannot read \"%s\": %s", path, strerror(errno));
	else if (!ok)
		error("cannot read \"%s\": the digest of its payload does not "
		      "fit",
		      path);
	free(found);
	return ok;
}
