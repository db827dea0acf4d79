/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which units of which daemons a word of a spec file means. */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/text.h"
#include "base/grow.h"
#include "base/lowerbound.h"
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
	free(set->sorted);
	free(set->candidates);
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

static int compare_names(const void *a, const void *b)
{
	const struct daemons_sorted *sa = a, *sb = b;

	return strcmp(sa->name, sb->name);
}

static int compare_indexes(const void *a, const void *b)
{
	const size_t *ia = a, *ib = b;

	return *ia < *ib ? -1 : *ia > *ib;
}

static const char *name_of(const void *service)
{
	return ((const struct daemons_sorted *)service)->name;
}

/* Sort the services that patterns are compared with. */
static void sort_services(struct daemons *set)
{
	if (set->sorted != NULL && set->n_sorted == set->n)
		return;
	set->sorted =
		rrealloc(set->sorted, (set->n + 1) * sizeof(*set->sorted));
	for (size_t i = 0; i < set->n; i++)
		set->sorted[i] =
			(struct daemons_sorted){set->list[i].service, i};
	set->candidates = rrealloc(set->candidates,
				   (set->n + 1) * sizeof(*set->candidates));
	set->n_sorted = set->n;
	if (set->n > 1)
		qsort(set->sorted, set->n, sizeof(*set->sorted), compare_names);
}

static bool is_matched(const struct daemons *set, size_t daemon)
{
	return daemon < set->catalog->n + MAX_MATCHED;
}

/*
 * Find the candidates of SET, whose units may begin with the PLAIN bytes at
 * PATTERN. *ALIKE: how many services begin so. Returns how many there are.
 */
static size_t find_candidates(struct daemons *set, const char *pattern,
			      size_t plain, size_t *alike)
{
	char *start = copy_text(pattern, plain);
	size_t n = 0, len = strlen(start), *candidates = set->candidates;
	size_t i = lower_bound(set->sorted, set->n_sorted, sizeof(*set->sorted),
			       start, name_of);

	for (;
	     i < set->n_sorted && strncmp(set->sorted[i].name, start, len) == 0;
	     i++)
		if (is_matched(set, set->sorted[i].daemon))
			candidates[n++] = set->sorted[i].daemon;
	*alike = n;
	/* "a" has a unit that begins with "a-r" and with "a.", too */
	for (size_t k = 1; k < len && k <= SERVICE_NAME_LEN; k++) {
		size_t daemon = strchr("-.", start[k]) != NULL
					? daemons_service(set, start, k)
					: NONE;

		if (daemon != NONE && is_matched(set, daemon))
			candidates[n++] = daemon;
	}
	free(start);
	qsort(candidates, n, sizeof(*candidates), compare_indexes);
	return n;
}

bool daemons_pattern(struct daemons *set, const char *pattern,
		     void (*each)(void *ctx, size_t daemon, unsigned kinds),
		     void *ctx)
{
	size_t plain = strcspn(pattern, "*?[\\"), found = 0, alike, n;
	const struct daemon *last = NULL;

	sort_services(set);
	n = find_candidates(set, pattern, plain, &alike);
	for (size_t i = 0; i < n; i++) {
		size_t daemon = set->candidates[i];
		unsigned kinds = daemons_match(set, daemon, pattern);

		if (kinds == 0)
			continue;
		found++;
		last = &set->list[daemon];
		each(ctx, daemon, kinds);
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
