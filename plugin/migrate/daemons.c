/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which units of which daemons a word of a spec file means. */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/text.h"
#include "base/grow.h"
#include "migrate/daemons.h"

/* Patterns are compared with the catalogue and as many services without
 * sockets. */
#define MAX_MATCHED 64

void daemons_add(struct daemons *set, const char *name, size_t len)
{
	rpmsid id = rpmstrPoolIdn(set->services, name, len, 1);

	if (id <= set->n)
		return;
	GROW(set->list, set->n);
	set->list[set->n++] = (struct daemon){
		.service = copy_text(name, len),
		.upgrade = UPGRADE_NONE,
	};
}

void daemons_open(struct daemons *set, const struct catalog *catalog)
{
	*set = (struct daemons){.catalog = catalog};
	set->services = rpmstrPoolCreate();
	for (size_t i = 0; i < set->catalog->n; i++) {
		const struct daemon *d = &set->catalog->daemons[i];

		rpmstrPoolId(set->services, d->service, 1);
		GROW(set->list, set->n);
		set->list[set->n++] = *d;
	}
}

void daemons_close(struct daemons *set)
{
	/* names of the catalogue belong to it */
	for (size_t i = set->catalog->n; i < set->n; i++)
		free((char *)set->list[i].service);
	free(set->list);
	rpmstrPoolFree(set->services);
}

size_t daemons_service(const struct daemons *set, const char *name, size_t len)
{
	rpmsid id = rpmstrPoolIdn(set->services, name, len, 0);

	return id != 0 ? id - 1 : NONE;
}

size_t daemons_unit(const struct daemons *set, const char *unit,
		    enum unit_kind *kind)
{
	char service[UNIT_NAME_LEN + 1];

	for (int k = 0; k < N_UNIT_KINDS; k++) {
		size_t daemon =
			unit_split(unit, k, service)
				? daemons_service(set, service, strlen(service))
				: NONE;

		*kind = k;
		if (daemon != NONE)
			return daemon;
	}
	return NONE;
}

unsigned daemons_match(const struct daemons *set, size_t daemon,
		       const char *pattern)
{
	const struct daemon *d = &set->list[daemon];
	char unit[UNIT_NAME_LEN + 1];
	unsigned kinds = 0;

	for (int k = 0; k < N_UNIT_KINDS; k++)
		if ((d->kinds | KIND_BIT(KIND_SERVICE)) & KIND_BIT(k) &&
		    fnmatch(pattern, unit_name(d->service, k, unit), 0) == 0)
			kinds |= KIND_BIT(k);
	return kinds;
}

bool daemons_pattern(const struct daemons *set, const char *pattern,
		     void (*each)(void *ctx, size_t daemon, unsigned kinds),
		     void *ctx)
{
	size_t plain = strcspn(pattern, "*?[\\"), found = 0, alike = 0;
	const struct daemon *last = NULL;

	for (size_t i = 0; i < set->n && i < set->catalog->n + MAX_MATCHED;
	     i++) {
		const struct daemon *d = &set->list[i];
		unsigned kinds = daemons_match(set, i, pattern);

		alike += strncmp(pattern, d->service, plain) == 0;
		if (kinds == 0)
			continue;
		found++;
		last = d;
		each(ctx, i, kinds);
	}
	if (found != 1)
		return false;
	return strncmp(pattern, last->service, strlen(last->service)) == 0 ||
	       (alike == 1 && plain + 1 >= strlen(last->service));
}

const char *daemons_name(const struct daemons *set, size_t daemon,
			 char buf[SERVICE_NAME_LEN + 1])
{
	const struct daemon *d = &set->list[daemon];

	return daemon < set->catalog->n ? daemon_driver(d, buf) : d->service;
}
