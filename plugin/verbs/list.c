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

enum { COLUMNS = 6 };

/* One daemon, in words. */
struct row {
	char driver[SERVICE_NAME_LEN + 1];
	char kinds[KINDS_SIZE];
	const char *cells[COLUMNS];
};

static const char *const *make_row(const struct daemon *d, struct row *row)
{
	row->cells[0] = daemon_driver(d, row->driver);
	row->cells[1] = d->service;
	row->cells[2] = kinds_format(d->kinds, ',', row->kinds);
	row->cells[3] = d->sockmode;
	row->cells[4] = upgrade_name(d->upgrade);
	row->cells[5] = d->name;
	return row->cells;
}

static const char *const header[COLUMNS] = {"NAME", "SERVICE", "SOCKETS",
					    "MODE", "UPGRADE", "DESCRIPTION"};

/* One blank between columns: with two, ours were wider than 80. */
static void print_row(const char *const cells[COLUMNS],
		      const int width[COLUMNS])
{
	for (int i = 0; i < COLUMNS - 1; i++)
		printf("%-*s ", width[i], cells[i]);
	puts(cells[COLUMNS - 1]);
}

static void widen(const char *const cells[COLUMNS], int width[COLUMNS])
{
	for (int i = 0; i < COLUMNS; i++)
		if (width[i] < (int)strlen(cells[i]))
			width[i] = (int)strlen(cells[i]);
}

static void print_table(const struct catalog *catalog)
{
	int width[COLUMNS] = {0};
	struct row row;

	widen(header, width);
	for (size_t n = 0; n < catalog->n; n++)
		widen(make_row(&catalog->daemons[n], &row), width);
	print_row(header, width);
	for (size_t n = 0; n < catalog->n; n++)
		print_row(make_row(&catalog->daemons[n], &row), width);
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
