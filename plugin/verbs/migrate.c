/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virtd-socket migrate: a diff that makes a package use our macros or file. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rpm/rpmstring.h>

#include "base/message.h"
#include "base/readfile.h"
#include "base/text.h"
#include "migrate/debian.h"
#include "migrate/migrate.h"
#include "request/options.h"
#include "request/request.h"
#include "verbs/verb.h"

static int arg_check;

static const struct poptOption options[] = {
	{"check", '\0', POPT_ARG_NONE, &arg_check, 0,
	 "print no diff; exit 1 if there is something to migrate", NULL},
	INCLUDE_OPTIONS(request_catalog_options, NULL),
	POPT_TABLEEND};

/*
 * Say what is to be said if there are changes to NAME (ANY). Returns whether
 * there is something to print; *OK is false if that is the failure of a check.
 */
static bool report(const char *name, bool any, bool check, bool *ok)
{
	if (any && check)
		error("%s: there is something to migrate", name);
	else if (!any && !check)
		warning("%s: nothing to migrate", name);
	*ok = !any || !check;
	return any && !check;
}

/*
 * What a diff calls PATH, for free(): patch(1) takes neither absolute names nor
 * "..". Such a path is made relative to the current directory if it is beneath
 * it, else to the root directory.
 */
static char *diff_name(const char *path)
{
	char *real, *here, *shown;
	const char *name;
	size_t len;

	if (*path != '/' && !path_has_dotdot(path))
		return rstrdup(path);
	real = realpath(path, NULL);
	if (real == NULL)
		return rstrdup(path);
	here = getcwd(NULL, 0);
	len = here != NULL ? strlen(here) : 0;
	name = real + 1;
	if (len > 1 && strncmp(real, here, len) == 0) {
		if (real[len] == '/')
			name = real + len + 1;
		else if (real[len] == '\0')
			name = ".";
	}
	shown = rstrdup(*name != '\0' ? name : ".");
	free(here);
	free(real);
	return shown;
}

static bool migrate_spec(const char *path, const struct catalog *catalog,
			 bool check)
{
	struct edits *edits;
	struct spec *spec;
	char *text;
	bool ok;

	if ((text = readfile_text(open(path, READFILE_FLAGS), path)) == NULL ||
	    (spec = spec_parse(path, text)) == NULL)
		return false;
	edits = edits_new(spec->n_lines);
	migrate(spec, catalog, edits);
	if (report(path, edits_any(edits), check, &ok)) {
		char *name = diff_name(path);

		edits_print(edits, name, name, spec_text, spec, spec->newline,
			    stdout);
		free(name);
	}
	edits_free(edits);
	spec_free(spec);
	return ok;
}

/* Read the files of DIR that matter into DEBIAN. */
static bool read_directory(const char *dir, struct debian *debian)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	bool ok = d != NULL;

	while (ok && (errno = 0, e = readdir(d)) != NULL) {
		char *path = NULL, *text;
		struct stat st;

		if (!debian_wants(e->d_name))
			continue;
		rasprintf(&path, "%s/%s", dir, e->d_name);
		/* a link or a directory is none of those that we change */
		if (lstat(path, &st) == 0 && S_ISREG(st.st_mode)) {
			text = readfile_text(open(path, READFILE_FLAGS), path);
			ok = text != NULL;
			if (ok)
				debian_add(debian, e->d_name, text);
		}
		free(path);
	}
	if (d == NULL || (ok && errno != 0)) {
		error("cannot read \"%s\": %s", dir, strerror(errno));
		ok = false;
	}
	if (d != NULL)
		closedir(d);
	return ok;
}

static bool migrate_directory(const char *path, const struct catalog *catalog,
			      bool check)
{
	struct debian *debian = debian_new(path);
	bool ok =
		read_directory(path, debian) && debian_migrate(debian, catalog);

	if (ok && report(path, debian_any(debian), check, &ok)) {
		char *name = diff_name(debian_dir(debian));

		debian_print(debian, name, stdout);
		free(name);
	}
	debian_free(debian);
	return ok;
}

static int run(const char **names)
{
	struct request request = {0};
	struct stat st;
	bool ok;

	if (names == NULL || names[0] == NULL || names[1] != NULL) {
		error("migrate needs one spec file, or debian/ of a source "
		      "package");
		return EXIT_USAGE;
	}
	ok = request_open(&request, NULL);
	if (ok && stat(names[0], &st) < 0) {
		error("cannot open \"%s\": %s", names[0], strerror(errno));
		ok = false;
	}
	if (ok && S_ISDIR(st.st_mode))
		ok = migrate_directory(names[0], &request.catalog, arg_check);
	else if (ok)
		ok = migrate_spec(names[0], &request.catalog, arg_check);
	request_free(&request);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_migrate = {
	"migrate", "SPEC|DIRECTORY",
	"Print a diff that makes a spec file, or debian/, use virtd-socket",
	options, run};
