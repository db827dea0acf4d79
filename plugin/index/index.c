/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The units of packages that are read together, as systemd would see them. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstrpool.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "index/dropins.h"
#include "index/index.h"

static void set_service(struct unit_index *index, struct unit *unit,
			const char *service, enum unit_kind kind)
{
	/* few need one */
	if (index->pool == NULL)
		index->pool = rpmstrPoolCreate();
	unit->service = rpmstrPoolStr(index->pool,
				      rpmstrPoolId(index->pool, service, 1));
	unit->kind = kind;
}

static int compare_units(const void *a, const void *b)
{
	const struct unit *ua = a, *ub = b;
	int rc = strcmp(ua->name, ub->name);

	if (rc != 0)
		return rc;
	if (ua->package != ub->package)
		return ua->package->number < ub->package->number ? -1 : 1;
	rc = place_rank(ua->source->dir) - place_rank(ub->source->dir);
	return rc != 0 ? rc : strcmp(ua->source->dir, ub->source->dir);
}

/* Whether UNIT listens at /run/libvirt/NAME. */
static bool listens_beneath_libvirt(const struct unit_index *index,
				    const struct unit *unit)
{
	for (size_t i = 0; i < unit->n_values; i++) {
		const char *path;

		if (unit->values[i].key != KEY_LISTEN_STREAM)
			continue;
		path = index_run_path(index, unit->values[i].text);
		if (path != NULL && strncmp(path, "libvirt/", 8) == 0 &&
		    strchr(path + 8, '/') == NULL)
			return true;
	}
	return false;
}

/* Classify a socket that no catalogue daemon has. */
static void classify_unknown(struct unit_index *index, struct unit *unit)
{
	static const enum unit_kind others[] = {KIND_RO, KIND_ADMIN, KIND_TCP,
						KIND_TLS};
	char service[UNIT_NAME_LEN + 1];

	if (!listens_beneath_libvirt(index, unit))
		return;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (unit_split(unit->name, others[i], service) &&
		    (index_has(index, service, KIND_SERVICE) ||
		     index_has(index, service, KIND_MAIN))) {
			set_service(index, unit, service, others[i]);
			return;
		}
	if (unit_split(unit->name, KIND_MAIN, service))
		set_service(index, unit, service, KIND_MAIN);
}

/* Classify the service and the tcp and tls sockets of such daemons. */
static void classify_sibling(struct unit_index *index, struct unit *unit)
{
	static const enum unit_kind kinds[] = {KIND_TCP, KIND_TLS,
					       KIND_SERVICE};
	char service[UNIT_NAME_LEN + 1], name[UNIT_NAME_LEN + 1];

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		const struct unit *sibling;

		if (!unit_split(unit->name, kinds[i], service))
			continue;
		sibling = index_find(index, unit_name(service, KIND_MAIN, name),
				     NULL);
		if (sibling != NULL && sibling->service != NULL &&
		    sibling->kind == KIND_MAIN) {
			set_service(index, unit, service, kinds[i]);
			return;
		}
	}
}

static void collect_units(struct unit_index *index)
{
	size_t n = 0;

	for (size_t i = 0; i < index->n_packages; i++) {
		index->packages[i]->number = i;
		n += index->packages[i]->n_units;
	}
	index->units = rcalloc(n + 1, sizeof(*index->units));
	for (size_t i = 0; i < index->n_packages; i++) {
		const struct package *package = index->packages[i];

		for (size_t k = 0; k < package->n_units; k++)
			index->units[index->n_units++] = (struct unit){
				.name = package->units[k].name,
				.package = package,
				.source = &package->units[k],
			};
	}
	if (n > 1)
		qsort(index->units, n, sizeof(*index->units), compare_units);
}

static void find_shadowed(struct unit_index *index)
{
	for (size_t i = 1; i < index->n_units; i++) {
		const struct unit *first = &index->units[i - 1];
		struct unit *unit = &index->units[i];

		unit->shadowed = unit->package == first->package &&
				 unit->package->type == PACKAGE_TREE &&
				 !first->source->stray &&
				 !unit->source->stray &&
				 strcmp(first->name, unit->name) == 0;
	}
}

static int compare_members(const void *a, const void *b)
{
	const struct unit *ua = *(struct unit *const *)a;
	const struct unit *ub = *(struct unit *const *)b;
	int rc = strcmp(ua->service, ub->service);

	if (rc != 0)
		return rc;
	return ua->kind != ub->kind ? (int)ua->kind - (int)ub->kind
				    : compare_units(ua, ub);
}

static void classify(struct unit_index *index)
{
	for (size_t i = 0; i < index->n_units; i++) {
		struct unit *unit = &index->units[i];
		enum unit_kind kind;

		unit->daemon =
			catalog_find_unit(index->catalog, unit->name, &kind);
		if (unit->daemon == NULL) {
			classify_unknown(index, unit);
			continue;
		}
		unit->service = unit->daemon->service;
		unit->kind = kind;
	}
	for (size_t i = 0; i < index->n_units; i++)
		if (index->units[i].service == NULL)
			classify_sibling(index, &index->units[i]);
	index->members = rcalloc(index->n_units + 1, sizeof(*index->members));
	for (size_t i = 0; i < index->n_units; i++)
		if (index->units[i].service != NULL)
			index->members[index->n_members++] = &index->units[i];
	qsort(index->members, index->n_members, sizeof(*index->members),
	      compare_members);
}

void index_open(struct unit_index *index, const struct catalog *catalog,
		const char *runstatedir, struct package **packages, size_t n)
{
	*index = (struct unit_index){
		.catalog = catalog,
		.runstatedir = runstatedir,
		.packages = packages,
		.n_packages = n,
	};
	collect_units(index);
	find_shadowed(index);
	dropins_apply(index);
	classify(index);
}

void index_free(struct unit_index *index)
{
	for (size_t i = 0; i < index->n_units; i++)
		free(index->units[i].values);
	for (size_t i = 0; i < index->n_absent; i++)
		free(index->absent[i].values);
	free(index->units);
	free(index->absent);
	free(index->members);
	if (index->pool != NULL)
		rpmstrPoolFree(index->pool);
}
