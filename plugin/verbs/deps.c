/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virtd-socket deps: rpm's dependency generator for the units of daemons. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/message.h"
#include "request/options.h"
#include "base/pathname.h"
#include "request/request.h"
#include "units/unitfile.h"
#include "verbs/verb.h"

static int provides;
static int requires;

static const struct poptOption options[] = {
	INCLUDE_OPTIONS(request_catalog_options, NULL),
	{"provides", 'P', POPT_ARG_NONE, &provides, 0,
	 "what packages with the units provide", NULL},
	{"requires", 'R', POPT_ARG_NONE, &requires, 0,
	 "what packages with the units require", NULL},
	POPT_TABLEEND};

/* The daemon whose unit of this KIND is called NAME, or NULL. */
static const struct daemon *find_daemon(const struct catalog *catalog,
					const char *name, enum unit_kind kind)
{
	char unit[UNIT_NAME_LEN + 1];

	for (size_t i = 0; i < catalog->n; i++)
		if (strcmp(unit_name(catalog->daemons[i].service, kind, unit),
			   name) == 0)
			return &catalog->daemons[i];
	return NULL;
}

/* Whether the local sockets of DAEMON are all in the LEN bytes at DIR. */
static bool is_complete(const struct daemon *daemon, const char *dir,
			size_t len)
{
	char name[UNIT_NAME_LEN + 1];
	bool complete = true;

	for (int k = 0; complete && k < N_SOCKET_KINDS; k++) {
		struct stat st;
		char *path = NULL;

		if (!(daemon->kinds & KINDS_UNIX & KIND_BIT(k)))
			continue;
		rasprintf(&path, "%.*s%s", (int)len, dir,
			  unit_name(daemon->service, k, name));
		complete = stat(path, &st) == 0 && S_ISREG(st.st_mode);
		free(path);
	}
	return complete;
}

/* A main socket beside its siblings stands for the trio. */
static void print_provides(const struct catalog *catalog, const char *path)
{
	const char *name = path_base(path);
	const struct daemon *daemon = find_daemon(catalog, name, KIND_MAIN);

	if (daemon != NULL && is_complete(daemon, path, name - path))
		printf("virtd-socket(%s)\n", daemon->service);
}

/* Print what one of the words of VALUE, a list of units, asks for. */
static void print_required(const struct catalog *catalog,
			   const struct daemon *own, const char *value)
{
	char *copy = rstrdup(value), *save = NULL;

	for (char *word = strtok_r(copy, " \t", &save); word != NULL;
	     word = strtok_r(NULL, " \t", &save))
		for (int k = 0; k < N_SOCKET_KINDS; k++) {
			const struct daemon *d = find_daemon(catalog, word, k);

			if (d != NULL && d != own && d->kinds & KIND_BIT(k))
				printf("virtd-socket(%s)\n", d->service);
		}
	free(copy);
}

static bool print_requires(const struct catalog *catalog, const char *path)
{
	const char *name = path_base(path);
	const struct daemon *own = find_daemon(catalog, name, KIND_SERVICE);
	size_t len = strlen(name);
	const struct unit_section *s;
	struct unitfile *uf;

	if (len < 9 || strcmp(name + len - 8, ".service") != 0)
		return true;
	uf = unitfile_read(path, NULL);
	if (uf == NULL)
		return false;
	s = unitfile_section(uf, "Unit");
	for (size_t i = 0; s != NULL && i < s->n_lines; i++) {
		const char *value;

		if (unit_line_is(&s->lines[i], "Requires", &value) ||
		    unit_line_is(&s->lines[i], "BindsTo", &value))
			print_required(catalog, own, value);
	}
	unitfile_free(uf);
	return true;
}

/* rpm writes the names of files to standard input, one on each line. */
static bool print_all(const struct catalog *catalog)
{
	char *line = NULL;
	size_t size = 0;
	bool ok = true;

	while (ok && getline(&line, &size, stdin) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		if (provides)
			print_provides(catalog, line);
		if (requires)
			ok = print_requires(catalog, line);
	}
	if (ok && ferror(stdin)) {
		error("cannot read standard input: %s", strerror(errno));
		ok = false;
	}
	free(line);
	return ok;
}

static int run(const char **names)
{
	struct request request = {0};
	bool ok;

	if (provides == requires || (names != NULL && names[0] != NULL)) {
		error("deps needs --provides or --requires, and the names of "
		      "files on standard input");
		return EXIT_USAGE;
	}
	ok = request_open(&request, NULL) && print_all(&request.catalog);
	request_free(&request);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_deps = {
	"deps", "", "Print what the units that rpm packages provide or require",
	options, run};
