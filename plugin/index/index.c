/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The units of packages that are read together, as systemd would see them. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstrpool.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/lowerbound.h"
#include "base/text.h"
#include "index/dropins.h"
#include "index/index.h"

/* More packages of a set do not share a unit name; a hostile one may. */
enum { MAX_SAME_NAME = 1000 };

static void set_service(struct unit_index *index, struct unit *unit,
			const char *service, enum unit_kind kind)
{
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

static const char *name_of(const void *unit)
{
	return ((const struct unit *)unit)->name;
}

size_t index_first(const struct unit_index *index, const char *name)
{
	size_t low = lower_bound(index->units, index->n_units,
				 sizeof(*index->units), name, name_of);

	return low < index->n_units && strcmp(index->units[low].name, name) == 0
		       ? low
		       : index->n_units;
}

const struct unit *index_find(const struct unit_index *index, const char *name,
			      const struct package *package)
{
	size_t first = index_first(index, name), end = first + MAX_SAME_NAME;

	if (first == index->n_units)
		return NULL;
	for (size_t i = first;
	     package != NULL && i < index->n_units && i < end &&
	     strcmp(index->units[i].name, name) == 0;
	     i++)
		if (index->units[i].package == package)
			return &index->units[i];
	return &index->units[first];
}

const char *index_run_path(const struct unit_index *index, const char *listen)
{
	const char *dirs[] = {"/run/", "/var/run/", "%t/", index->runstatedir};

	for (size_t i = 0; i < sizeof(dirs) / sizeof(dirs[0]); i++) {
		size_t len = dirs[i] != NULL ? strlen(dirs[i]) : 0;

		if (len == 0 || strncmp(listen, dirs[i], len) != 0)
			continue;
		listen += len;
		return listen + strspn(listen, "/");
	}
	return NULL;
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

static bool has_unit(const struct unit_index *index, const char *service,
		     enum unit_kind kind)
{
	char name[UNIT_NAME_LEN + 1];

	return index_first(index, unit_name(service, kind, name)) <
	       index->n_units;
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
		    (has_unit(index, service, KIND_SERVICE) ||
		     has_unit(index, service, KIND_MAIN))) {
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
		if (unit->daemon != NULL)
			set_service(index, unit, unit->daemon->service, kind);
		else
			classify_unknown(index, unit);
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
		.pool = rpmstrPoolCreate(),
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
	rpmstrPoolFree(index->pool);
}

unsigned index_kinds(const struct unit_index *index, const char *service)
{
	unsigned kinds = 0;

	for (int k = 0; k < N_UNIT_KINDS; k++)
		if (has_unit(index, service, k))
			kinds |= KIND_BIT(k);
	return kinds;
}

const struct unit_value *unit_first(const struct unit *unit, enum unit_key key)
{
	for (size_t i = 0; i < unit->n_values; i++)
		if (unit->values[i].key == key)
			return &unit->values[i];
	return NULL;
}

static bool has_word(const char *text, const char *word)
{
	size_t n = strlen(word), len;
	const char *found;

	while ((found = text_word(&text, " \t", &len)) != NULL)
		if (len == n && strncmp(found, word, n) == 0)
			return true;
	return false;
}

const struct unit_value *unit_names(const struct unit *unit, enum unit_key key,
				    const char *word)
{
	for (size_t i = 0; i < unit->n_values; i++)
		if (unit->values[i].key == key &&
		    has_word(unit->values[i].text, word))
			return &unit->values[i];
	return NULL;
}
