/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virtd-socket list: print the catalogue. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "request/options.h"
#include "request/request.h"
#include "verbs/verb.h"

static const struct poptOption options[] = {
	INCLUDE_OPTIONS(request_catalog_options, NULL), POPT_TABLEEND};

enum { COLUMNS = 7 };

/* Fill CELLS for one daemon; BUF holds what is not a string elsewhere. */
static void make_row(const struct daemon *d, const char *cells[COLUMNS],
		     char *buf)
{
	cells[0] = daemon_driver(d);
	cells[1] = d->service;
	cells[2] = kinds_format(d->kinds, ',', buf);
	cells[3] = d->sockmode;
	cells[4] = d->sockprefix;
	cells[5] = upgrade_name(d->upgrade);
	cells[6] = d->name;
}

static const char *const header[COLUMNS] = {"NAME",	  "SERVICE", "SOCKETS",
					    "MODE",	  "PREFIX",  "UPGRADE",
					    "DESCRIPTION"};

static void print_row(const char *const cells[COLUMNS],
		      const int width[COLUMNS])
{
	for (int i = 0; i < COLUMNS - 1; i++)
		printf("%-*s  ", width[i], cells[i]);
	puts(cells[COLUMNS - 1]);
}

static void print_table(const struct catalog *catalog)
{
	const char *cells[COLUMNS];
	int width[COLUMNS];
	char buf[40];

	for (int i = 0; i < COLUMNS; i++)
		width[i] = (int)strlen(header[i]);
	for (size_t n = 0; n < catalog->n; n++) {
		make_row(&catalog->daemons[n], cells, buf);
		for (int i = 0; i < COLUMNS; i++)
			if (width[i] < (int)strlen(cells[i]))
				width[i] = (int)strlen(cells[i]);
	}
	print_row(header, width);
	for (size_t n = 0; n < catalog->n; n++) {
		make_row(&catalog->daemons[n], cells, buf);
		print_row(cells, width);
	}
}

static int run(const char **names)
{
	struct request request = {0};
	bool ok;

	if (names != NULL && names[0] != NULL) {
		error("list: surplus argument \"%s\"", names[0]);
		return EXIT_USAGE;
	}
	ok = request_open(&request, NULL);
	if (ok)
		print_table(&request.catalog);
	request_free(&request);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_list = {"list", "", "Print the catalogue of daemons",
			       options, run};
