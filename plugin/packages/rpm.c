/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading an RPM through librpm. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <rpm/header.h>
#include <rpm/rpmarchive.h>
#include <rpm/rpmfi.h>
#include <rpm/rpmfiles.h>
#include <rpm/rpmio.h>
#include <rpm/rpmkeyring.h>
#include <rpm/rpmlib.h>
#include <rpm/rpmstring.h>
#include <rpm/rpmts.h>
#include <rpm/rpmutil.h>

#include "base/message_capture.h"
#include "base/copytext.h"
#include "base/message.h"
#include "packages/read.h"
#include "base/pathname.h"
#include "packages/rpm_digest.h"
#include "units/unitfile.h"

/* The flag of a scriptlet of which rpm expands macros when it runs it. */
#define FLAG_EXPAND 1

static const struct {
	const char *name;
	rpmTagVal text;
	rpmTagVal interpreter;
	rpmTagVal flags;
	unsigned phases;
} scripts[] = {
	{"%pretrans", RPMTAG_PRETRANS, RPMTAG_PRETRANSPROG,
	 RPMTAG_PRETRANSFLAGS, PHASE_INSTALL},
	{"%pre", RPMTAG_PREIN, RPMTAG_PREINPROG, RPMTAG_PREINFLAGS,
	 PHASE_INSTALL},
	{"%post", RPMTAG_POSTIN, RPMTAG_POSTINPROG, RPMTAG_POSTINFLAGS,
	 PHASE_INSTALL},
	{"%preun", RPMTAG_PREUN, RPMTAG_PREUNPROG, RPMTAG_PREUNFLAGS,
	 PHASE_REMOVE},
	{"%postun", RPMTAG_POSTUN, RPMTAG_POSTUNPROG, RPMTAG_POSTUNFLAGS,
	 PHASE_REMOVE},
	{"%posttrans", RPMTAG_POSTTRANS, RPMTAG_POSTTRANSPROG,
	 RPMTAG_POSTTRANSFLAGS, PHASE_INSTALL},
	{"%trigger", RPMTAG_TRIGGERSCRIPTS, RPMTAG_TRIGGERSCRIPTPROG,
	 RPMTAG_TRIGGERSCRIPTFLAGS, PHASE_INSTALL | PHASE_REMOVE},
	{"%filetrigger", RPMTAG_FILETRIGGERSCRIPTS,
	 RPMTAG_FILETRIGGERSCRIPTPROG, RPMTAG_FILETRIGGERSCRIPTFLAGS,
	 PHASE_INSTALL | PHASE_REMOVE},
	{"%transfiletrigger", RPMTAG_TRANSFILETRIGGERSCRIPTS,
	 RPMTAG_TRANSFILETRIGGERSCRIPTPROG, RPMTAG_TRANSFILETRIGGERSCRIPTFLAGS,
	 PHASE_INSTALL | PHASE_REMOVE},
};

/* Read the scriptlets in row I of scripts. */
static void read_scripts(struct package *package, Header h, size_t i)
{
	rpmtd text = rpmtdNew(), interpreter = rpmtdNew(), flags = rpmtdNew();

	if (headerGet(h, scripts[i].text, text, HEADERGET_DEFAULT)) {
		headerGet(h, scripts[i].interpreter, interpreter,
			  HEADERGET_DEFAULT);
		headerGet(h, scripts[i].flags, flags, HEADERGET_DEFAULT);
	}
	while (rpmtdNext(text) >= 0) {
		const char *shell = rpmtdNextString(interpreter);
		uint64_t flag =
			rpmtdNext(flags) >= 0 ? rpmtdGetNumber(flags) : 0;

		package_add_script(package, scripts[i].name, scripts[i].phases,
				   shell, rpmtdGetString(text),
				   !(flag & FLAG_EXPAND));
	}
	rpmtdFreeData(text);
	rpmtdFreeData(interpreter);
	rpmtdFreeData(flags);
	rpmtdFree(text);
	rpmtdFree(interpreter);
	rpmtdFree(flags);
}

/*
 * Make *ENTRY of the current file of FI; what it points at is valid until the
 * next file, *DIR is for free(). Returns false if the file is of no interest.
 */
static bool make_entry(rpmfi fi, struct package_entry *entry, char **dir)
{
	const char *target = rpmfiFLink(fi), *dn = rpmfiDN(fi);
	size_t len = strlen(dn);

	*dir = copy_text(dn, len > 1 && dn[len - 1] == '/' ? len - 1 : len);
	*entry = (struct package_entry){
		.dir = *dir,
		.name = rpmfiBN(fi),
		.mode = rpmfiFMode(fi),
		.size = rpmfiFSize(fi),
		.target = target != NULL ? target : "",
	};
	return !(rpmfiFFlags(fi) & RPMFILE_GHOST) &&
	       package_file(entry->dir, entry->name) != PACKAGE_FILE_NONE;
}

static bool bad_list(const struct package *package)
{
	error("cannot read \"%s\": its list of files is damaged",
	      package->where);
	return false;
}

/* Whether the current file of FI has a path that can be used. */
static bool check_path(const struct package *package, rpmfi fi)
{
	const char *dn = rpmfiDN(fi), *bn = rpmfiBN(fi);

	if (dn == NULL || bn == NULL)
		return bad_list(package);
	if (!path_has_dotdot(dn) && !path_has_dotdot(bn))
		return true;
	error("cannot read \"%s\": its file \"%.200s\" has a \"..\"",
	      package->where, rpmfiFN(fi));
	return false;
}

/* Add the files that need no content; *NEEDED becomes the number of others. */
static bool read_list(struct package *package, rpmfiles files, size_t *needed)
{
	rpmfi fi = rpmfilesIter(files, RPMFI_ITER_FWD);
	bool ok = true;

	*needed = 0;
	while (ok && rpmfiNext(fi) >= 0) {
		struct package_entry entry;
		char *dir;

		ok = check_path(package, fi);
		if (!ok)
			break;
		if (make_entry(fi, &entry, &dir)) {
			if (package_needs_data(&entry))
				++*needed;
			else
				ok = package_add(package, &entry, NULL, 0);
		}
		free(dir);
	}
	rpmfiFree(fi);
	return ok;
}

/* Read the content of the current file, a unit, from the payload. */
static bool read_unit(struct package *package, rpmfi fi,
		      const struct package_entry *entry)
{
	char *data = rmalloc(entry->size);
	const unsigned char *digest;
	size_t len = 0;
	bool ok = false;
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
		ok = package_add(package, entry, data, entry->size);
	free(data);
	return ok;
}

/* Read NEEDED units through FI, which visits the files in the payload. */
static bool read_units(struct package *package, rpmfi fi, size_t needed)
{
	bool ok = true;
	int rc = 0;

	while (ok && needed > 0 && (rc = rpmfiNext(fi)) >= 0) {
		struct package_entry entry;
		char *dir;

		if (make_entry(fi, &entry, &dir) &&
		    package_needs_data(&entry)) {
			ok = read_unit(package, fi, &entry);
			needed--;
		}
		free(dir);
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
		ok = read_units(package, fi, needed);
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

static Header read_header(FD_t fd, const char *path)
{
	rpmts ts = rpmtsCreate();
	rpmKeyring none = rpmKeyringNew();
	Header h = NULL;
	char *why;
	rpmRC rc;

	/* without a keyring librpm opens the database for one */
	rpmtsSetKeyring(ts, none);
	rpmtsSetVSFlags(ts, RPMVSF_MASK_NOSIGNATURES);
	message_capture();
	rc = rpmReadPackageFile(ts, fd, path, &h);
	why = message_release();
	if (rc != RPMRC_OK && rc != RPMRC_NOKEY && rc != RPMRC_NOTTRUSTED) {
		error("cannot read \"%s\": %s", path,
		      *why != '\0' ? why : "it is no whole RPM");
		h = headerFree(h);
	}
	free(why);
	rpmKeyringFree(none);
	rpmtsFree(ts);
	return h;
}

static bool read_all(struct package *package, FD_t fd, Header h)
{
	rpmfiles files = rpmfilesNew(NULL, h, 0, RPMFI_FLAGS_QUERY);
	size_t needed = 0;
	bool ok;

	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
		read_scripts(package, h, i);
	ok = (files != NULL || bad_list(package)) &&
	     rpm_payload_check(package->where, Fileno(fd), h) &&
	     read_list(package, files, &needed) &&
	     (needed == 0 || read_payload(package, fd, h, files, needed));
	rpmfilesFree(files);
	return ok;
}

bool package_read_rpm(struct package *package)
{
	FD_t fd = Fopen(package->where, "r.ufdio");
	bool ok = false;
	Header h;

	if (fd == NULL || Ferror(fd)) {
		error("cannot open \"%s\": %s", package->where, Fstrerror(fd));
	} else if ((h = read_header(fd, package->where)) != NULL) {
		ok = read_all(package, fd, h);
		headerFree(h);
	}
	Fclose(fd);
	return ok;
}
