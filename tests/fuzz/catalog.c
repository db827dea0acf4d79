/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Fuzz target: the catalogue. Pieces of an input: the installed catalogue, one
 * that adds to it, and a name that somebody typed.
 */
#include <string.h>

#include "units/catalog.h"
#include "fuzz.h"
#include "request/suggest.h"

enum { INSTALLED, ADDED, TYPED, N_PIECES };

static void check_kinds(const struct daemon *d)
{
	char text[KINDS_SIZE], bad[KINDS_SIZE];
	unsigned kinds = 0;

	REQUIRE(d->kinds & KIND_BIT(KIND_MAIN));
	REQUIRE(kinds_parse(kinds_format(d->kinds, ',', text), KINDS_SOCKETS,
			    &kinds, bad));
	REQUIRE(kinds == d->kinds);
}

static void check_daemon(const struct catalog *catalog, const struct daemon *d)
{
	char unit[UNIT_NAME_LEN + 1], driver[SERVICE_NAME_LEN + 1];

	REQUIRE(daemon_check_name(d->service) && *d->name != '\0');
	REQUIRE(daemon_check_mode(d->sockmode));
	REQUIRE(strchr(d->sockprefix, '/') == NULL && d->extras != NULL);
	check_kinds(d);
	for (int kind = 0; kind < N_UNIT_KINDS; kind++)
		REQUIRE(strncmp(unit_name(d->service, kind, unit), d->service,
				strlen(d->service)) == 0);
	REQUIRE(catalog_find(catalog, d->service) == d);
	REQUIRE(catalog_find(catalog, daemon_driver(d, driver)) != NULL);
}

static void check(const struct catalog *catalog, const char *typed)
{
	char buf[SERVICE_NAME_LEN + 1];

	for (size_t i = 0; i < catalog->n; i++) {
		const struct daemon *d = &catalog->daemons[i];

		REQUIRE(i == 0 || strcmp(d[-1].service, d->service) < 0);
		check_daemon(catalog, d);
	}
	catalog_find(catalog, typed);
	suggest_daemon(catalog, typed, buf);
	daemon_check_name(typed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct piece pieces[N_PIECES];
	struct catalog catalog = {0};
	bool ok = true;
	char *copy;

	fuzz_begin();
	copy = fuzz_cut(data, size, pieces, N_PIECES);
	for (int i = INSTALLED; ok && i <= ADDED; i++) {
		struct unitfile *uf = unitfile_parse("catalog", pieces[i].text,
						     pieces[i].size, NULL);

		ok = uf != NULL && catalog_add(&catalog, uf);
	}
	if (ok)
		check(&catalog, pieces[TYPED].text);
	catalog_free(&catalog);
	free(copy);
	return 0;
}
