/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading an RPM through librpm. */
#include <stdlib.h>
#include <string.h>

#include <rpm/header.h>
#include <rpm/rpmio.h>
#include <rpm/rpmkeyring.h>
#include <rpm/rpmlib.h>
#include <rpm/rpmstring.h>
#include <rpm/rpmts.h>

#include "base/message.h"
#include "base/message_capture.h"
#include "packages/read.h"
#include "packages/relations.h"
#include "packages/rpm_payload.h"

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

/* The words of LIST, a new string; the program of a script and its options. */
static char *join(rpmtd list)
{
	char *text = rstrdup("");
	const char *word;

	while ((word = rpmtdNextString(list)) != NULL)
		text = rstrscat(&text, *text != '\0' ? " " : "", word, NULL);
	return text;
}

/* Read the scriptlets in row I of scripts. */
static void read_scripts(struct package *package, Header h, size_t i)
{
	rpmtd text = rpmtdNew(), interpreter = rpmtdNew(), flags = rpmtdNew();
	char *program = NULL;

	if (headerGet(h, scripts[i].text, text, HEADERGET_DEFAULT)) {
		headerGet(h, scripts[i].interpreter, interpreter,
			  HEADERGET_DEFAULT);
		headerGet(h, scripts[i].flags, flags, HEADERGET_DEFAULT);
	}
	/* triggers: one program for each; all others: one with its options */
	if (rpmtdCount(text) == 1 && rpmtdCount(interpreter) > 1)
		program = join(interpreter);
	while (rpmtdNext(text) >= 0) {
		const char *shell = program != NULL
					    ? program
					    : rpmtdNextString(interpreter);
		uint64_t flag =
			rpmtdNext(flags) >= 0 ? rpmtdGetNumber(flags) : 0;

		package_add_script(package, scripts[i].name, scripts[i].phases,
				   shell, rpmtdGetString(text),
				   !(flag & FLAG_EXPAND));
	}
	free(program);
	rpmtdFreeData(text);
	rpmtdFreeData(interpreter);
	rpmtdFreeData(flags);
	rpmtdFree(text);
	rpmtdFree(interpreter);
	rpmtdFree(flags);
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

/* Take the texts of the tag as relations. */
static void read_relations(struct package *package, Header h, rpmTagVal tag,
			   enum relationship kind)
{
	rpmtd names = rpmtdNew();

	headerGet(h, tag, names, HEADERGET_MINMEM);
	while (rpmtdNext(names) >= 0)
		relations_read_rpm(package, kind, rpmtdGetString(names));
	rpmtdFreeData(names);
	rpmtdFree(names);
}

static bool read_all(struct package *package, FD_t fd, Header h)
{
	const char *name = headerGetString(h, RPMTAG_NAME);

	package->name = package_keep(package, name != NULL ? name : "");
	package_relate(package, PACKAGE_PROVIDES, package->name,
		       strlen(package->name));
	read_relations(package, h, RPMTAG_PROVIDENAME, PACKAGE_PROVIDES);
	read_relations(package, h, RPMTAG_REQUIRENAME, PACKAGE_REQUIRES);
	read_relations(package, h, RPMTAG_CONFLICTNAME, PACKAGE_CONFLICTS);
	read_relations(package, h, RPMTAG_OBSOLETENAME, PACKAGE_REPLACES);
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
		read_scripts(package, h, i);
	return rpm_payload_read(package, fd, h);
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
