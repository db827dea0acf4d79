/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a Debian package has of a daemon, and whether our file can do it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "migrate/deb_source.h"

static const char *service_of(const struct debian *debian, size_t daemon)
{
	return debian->daemons.list[daemon].service;
}

void deb_leave(struct debian *debian, struct deb_claim *c, size_t file,
	       size_t line, const char *why)
{
	if (!c->left)
		notes_leave(debian->files[file].notes, line,
			    service_of(debian, c->daemon), why);
	c->left = true;
}

size_t deb_first_claim(const struct debian *debian, size_t daemon)
{
	size_t from = 0, to = debian->n_claims;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (debian->claims[middle].daemon < daemon)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static int compare(const void *a, const void *b)
{
	const struct deb_claim *ca = a, *cb = b;

	if (ca->daemon != cb->daemon)
		return ca->daemon < cb->daemon ? -1 : 1;
	return ca->package < cb->package ? -1 : ca->package > cb->package;
}

void deb_claims(struct debian *debian)
{
	size_t n = 0;

	for (size_t i = 0; i < debian->n_entries; i++) {
		const struct deb_entry *e = &debian->entries[i];

		for (size_t k = 0; k < e->n; k++) {
			if ((e->what != DEB_INSTALL && e->what != DEB_UNIT) ||
			    !(e->words[k].kinds & KINDS_SOCKETS))
				continue;
			GROW(debian->claims, debian->n_claims);
			debian->claims[debian->n_claims++] = (struct deb_claim){
				.package = e->package,
				.daemon = e->words[k].daemon,
				.file = e->file,
				.line = e->line,
			};
		}
	}
	if (debian->n_claims == 0)
		return;
	qsort(debian->claims, debian->n_claims, sizeof(*debian->claims),
	      compare);
	for (size_t i = 0; i < debian->n_claims; i++)
		if (n == 0 ||
		    compare(&debian->claims[n - 1], &debian->claims[i]) != 0)
			debian->claims[n++] = debian->claims[i];
	debian->n_claims = n;
}

struct deb_claim *deb_claim(const struct debian *debian, size_t package,
			    size_t daemon)
{
	struct deb_claim key = {.package = package, .daemon = daemon};

	if (debian->n_claims == 0)
		return NULL;
	if (package != NONE)
		return bsearch(&key, debian->claims, debian->n_claims,
			       sizeof(key), compare);
	for (size_t i = deb_first_claim(debian, daemon);
	     i < debian->n_claims && debian->claims[i].daemon == daemon; i++)
		if (!debian->claims[i].left)
			return &debian->claims[i];
	return NULL;
}

static void check(struct debian *debian, struct deb_claim *c)
{
	const struct deb_claim *end = debian->claims + debian->n_claims;

	if (!(c->listed & KIND_BIT(KIND_MAIN))) {
		char unit[UNIT_NAME_LEN + 1], why[UNIT_NAME_LEN + 80];

		snprintf(why, sizeof(why), "%s is not in this package",
			 unit_name(service_of(debian, c->daemon), KIND_MAIN,
				   unit));
		deb_leave(debian, c, c->file, c->line, why);
	}
	if ((c > debian->claims && c[-1].daemon == c->daemon) ||
	    (c + 1 < end && c[1].daemon == c->daemon))
		deb_leave(debian, c, c->file, c->line,
			  "another package has sockets of the daemon, too");
	if (!debian->dh)
		deb_leave(debian, c, c->file, c->line,
			  "debian/rules does not call dh, see "
			  "dh_virtd_socket(1)");
}

/* Say what will be different. */
static void tell(struct debian *debian, const struct deb_claim *c)
{
	const struct daemon *d = &debian->daemons.list[c->daemon];
	struct notes *notes = debian->files[c->file].notes;
	unsigned inet = c->listed & KINDS_INET;
	bool override =
		debian->override[debian->packages[c->package].all ? 1 : 0];

	if (override)
		inet &= c->scripted;
	if (inet != 0 && !(c->says & DEB_NO_ENABLE)) {
		char kinds[40];

		notes_add(notes, c->line,
			  "the %s sockets of %s are no longer enabled at "
			  "installation; \"--enable=%s\" in its line keeps "
			  "that",
			  kinds_format(inet, ',', kinds), d->service, kinds);
	}
	if (override && !(c->scripted & KINDS_SOCKETS))
		notes_add(notes, c->line,
			  "the sockets of %s are enabled and started at "
			  "installation from now on; \"--no-enable\" in its "
			  "line keeps what was before",
			  d->service);
	if (d->upgrade == UPGRADE_RELOAD && c->says & DEB_NO_RESTART)
		notes_add(notes, c->line,
			  "an upgrade reloads %s from now on; "
			  "\"--upgrade=none\" in its line keeps that away",
			  d->service);
}

void deb_check(struct debian *debian)
{
	for (size_t i = 0; i < debian->n_claims; i++)
		check(debian, &debian->claims[i]);
	for (size_t i = 0; i < debian->n_claims; i++)
		if (!debian->claims[i].left)
			tell(debian, &debian->claims[i]);
}
