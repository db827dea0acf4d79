/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virtd-socket migrate: a diff that makes a spec file use our macros. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <rpm/rpmstring.h>

#include "files/listfile.h"
#include "base/message.h"
#include "migrate/migrate.h"
#include "request/options.h"
#include "request/request.h"
#include "verbs/verb.h"

static const struct poptOption options[] = {
	INCLUDE_OPTIONS(request_catalog_options, NULL), POPT_TABLEEND};

static const char *line(const void *ctx, size_t i)
{
	return ((const struct spec *)ctx)->lines[i].text;
}

static void print(const struct spec *spec, const struct edits *edits)
{
	char *name = rstrdup(spec->file);

	/* what a diff cannot have in a name */
	for (char *p = name; *p != '\0'; p++)
		if (*p == '\n' || *p == '\t')
			*p = '?';
	edits_print(edits, name, line, spec, spec->newline, stdout);
	free(name);
}

static struct spec *read_spec(const char *path)
{
	struct stat st;
	char *text;

	if (stat(path, &st) < 0) {
		error("cannot open \"%s\": %s", path, strerror(errno));
		return NULL;
	}
	return listfile_read(path, &text) ? spec_parse(path, text) : NULL;
}

static int run(const char **names)
{
	struct request request = {0};
	struct edits *edits = NULL;
	struct spec *spec = NULL;
	bool ok;

	if (names == NULL || names[0] == NULL || names[1] != NULL) {
		error("migrate needs one spec file");
		return EXIT_USAGE;
	}
	ok = request_open(&request, NULL) &&
	     (spec = read_spec(names[0])) != NULL;
	if (ok) {
		edits = edits_new(spec->n_lines);
		migrate(spec, &request.catalog, edits);
		if (edits_any(edits))
			print(spec, edits);
		else
			warning("%s: nothing to migrate", spec->file);
	}
	edits_free(edits);
	spec_free(spec);
	request_free(&request);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_migrate = {
	"migrate", "SPEC",
	"Print a diff that makes a spec file use the macros of virtd-socket",
	options, run};
