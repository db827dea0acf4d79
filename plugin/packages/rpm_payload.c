/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The files of an RPM. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <rpm/header.h>
#include <rpm/rpmarchive.h>
#include <rpm/rpmfi.h>
#include <rpm/rpmfiles.h>
#include <rpm/rpmio.h>
#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/text.h"
#include "base/message.h"
#include "base/progress.h"
#include "packages/rpm_digest.h"
#include "packages/rpm_payload.h"

/*
 * Make *ENTRY of the file IX of FILES; *DIR, which it points at, is for free().
 * Returns false if the file is of no interest.
 */
static bool make_entry(rpmfiles files, int ix, struct package_entry *entry,
		       char **dir)
{
	const char *target = rpmfilesFLink(files, ix);
	const char *dn = rpmfilesDN(files, rpmfilesDI(files, ix));
	size_t len = strlen(dn);

	*dir = copy_text(dn, len > 1 && dn[len - 1] == '/' ? len - 1 : len);
	*entry = (struct package_entry){
		.dir = *dir,
		.name = rpmfilesBN(files, ix),
		.mode = rpmfilesFMode(files, ix),
		.size = rpmfilesFSize(files, ix),
		.target = target != NULL ? target : "",
	};
	return !(rpmfilesFFlags(files, ix) & RPMFILE_GHOST) &&
	       place_of(entry->dir, entry->name) != PLACE_NONE;
}

static bool bad_list(const struct package *package)
{
	error("cannot read \"%s\": its list of files is damaged",
	      package->where);
	return false;
}

/* Whether the file IX has a path that can be used. */
static bool check_path(const struct package *package, rpmfiles files, int ix)
{
	const char *dn = rpmfilesDN(files, rpmfilesDI(files, ix));
	const char *bn = rpmfilesBN(files, ix);

	if (dn == NULL || bn == NULL)
		return bad_list(package);
	if (!path_has_dotdot(dn) && !path_has_dotdot(bn))
		return true;
	error("cannot read \"%s\": its file \"%s%.200s\" has a \"..\"",
	      package->where, dn, bn);
	return false;
}

/* Add the files that need no content; *NEEDED becomes the number of others. */
static bool read_list(struct package *package, rpmfiles files, size_t *needed)
{
	bool ok = true;

	*needed = 0;
	for (int ix = 0; ok && ix < (int)rpmfilesFC(files); ix++) {
		struct package_entry entry;
		char *dir;

		if (!check_path(package, files, ix))
			return false;
		if (make_entry(files, ix, &entry, &dir)) {
			if (package_needs_data(&entry))
				++*needed;
			else
				ok = package_add(package, &entry, NULL, 0);
		}
		free(dir);
		if (S_ISREG(rpmfilesFMode(files, ix)))
			ok = ok &&
			     package_unpacks(package, rpmfilesFSize(files, ix));
	}
	return ok;
}

/* The content of the current file of FI, for free(); NULL after an error. */
static char *read_data(const struct package *package, rpmfi fi,
		       const struct package_entry *entry)
{
	char *data = rmalloc(entry->size);
	const unsigned char *digest;
	size_t len = 0;
	int algo = 0;

	digest = rpmfiFDigest(fi, &algo, &len);
	if (!rpmfiArchiveHasContent(fi) ||
	    rpmfiArchiveRead(fi, data, entry->size) != (ssize_t)entry->size)
		error("cannot read \"%s\": its payload lacks \"%s/%s\"",
		      package->where, entry->dir, entry->name);
	else if (!rpm_digest_fits(data, entry->size, algo, digest, len))
		error("cannot read \"%s\": the digest of \"%s/%s\" does not "
		      "fit",
		      package->where, entry->dir, entry->name);
	else
		return data;
	free(data);
	return NULL;
}

/*
 * Add the current file of FI, and the hard links to it, where they are needed;
 * *NEEDED is what is left. The first link that librpm visits has the content.
 */
static bool read_file(struct package *package, rpmfi fi, rpmfiles files,
		      size_t *needed)
{
	const int *links = NULL, self = rpmfiFX(fi);
	int n = (int)rpmfiFLinks(fi, &links);
	char *data = NULL;
	bool ok = true;

	if (n > 1 && !rpmfiArchiveHasContent(fi))
		return true;
	for (int i = 0; ok && i<n && * needed> 0; i++) {
		int ix = links != NULL ? links[i] : self;
		struct package_entry entry;
		char *dir;

		if (make_entry(files, ix, &entry, &dir) &&
		    package_needs_data(&entry)) {
			if (data == NULL)
				data = read_data(package, fi, &entry);
			--*needed;
			ok = data != NULL &&
			     package_add(package, &entry, data, entry.size);
		}
		free(dir);
	}
	free(data);
	return ok;
}

/* Read NEEDED units through FI, which visits the files in the payload. */
static bool read_units(struct package *package, rpmfi fi, rpmfiles files,
		       size_t needed)
{
	bool ok = true;
	int rc = 0;

	while (ok && needed > 0 && (rc = rpmfiNext(fi)) >= 0) {
		progress_tick();
		ok = read_file(package, fi, files, &needed);
	}
	if (rc < 0) {
		char *why = rpmfileStrerror(rc);

		error("cannot read \"%s\": its payload is damaged: %s",
		      package->where,
		      rc == RPMERR_ITER_END ? "files are missing" : why);
		free(why);
		ok = false;
	}
	return ok;
}

/* Read NEEDED units from the payload at which FD stands. */
static bool read_payload(struct package *package, FD_t fd, Header h,
			 rpmfiles files, size_t needed)
{
	const char *compressor = headerGetString(h, RPMTAG_PAYLOADCOMPRESSOR);
	const char *format = headerGetString(h, RPMTAG_PAYLOADFORMAT);
	FD_t payload = NULL, copy = fdDup(Fileno(fd));
	bool ok = false;
	rpmfi fi = NULL;
	char *mode;

	if (copy == NULL) {
		error("cannot read \"%s\": %s", package->where,
		      strerror(errno));
		return false;
	}
	mode = rstrscat(NULL, "r.", compressor != NULL ? compressor : "gzip",
			NULL);
	errno = 0;
	if (format == NULL || strcmp(format, "cpio") == 0)
		payload = Fdopen(copy, mode);
	if (payload != NULL)
		fi = rpmfiNewArchiveReader(
			payload, files, RPMFI_ITER_READ_ARCHIVE_CONTENT_FIRST);
	if (fi != NULL)
		ok = read_units(package, fi, files, needed);
	else
		error("cannot read \"%s\": %s", package->where,
		      errno != 0 ? strerror(errno)
				 : "its payload has an unknown format");
	if (fi != NULL)
		rpmfiArchiveClose(fi);
	rpmfiFree(fi);
	Fclose(payload != NULL ? payload : copy);
	free(mode);
	return ok;
}

bool rpm_payload_read(struct package *package, FD_t fd, Header h)
{
	rpmfiles files = rpmfilesNew(NULL, h, 0, RPMFI_FLAGS_QUERY);
	size_t needed = 0;
	bool ok;

	ok = (files != NULL || bad_list(package)) &&
	     read_list(package, files, &needed) &&
	     (needed == 0 || read_payload(package, fd, h, files, needed));
	rpmfilesFree(files);
	return ok;
}
