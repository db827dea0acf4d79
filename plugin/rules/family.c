/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which units belong to which daemon. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstrpool.h>
#include <rpm/rpmutil.h>

#include "rules/family.h"
#include "base/lowerbound.h"

/* The main socket's suffix ends those of the others. */
static const enum unit_kind suffix_order[] = {
	KIND_RO, KIND_ADMIN, KIND_TCP, KIND_TLS, KIND_MAIN, KIND_SERVICE};

/* More packages of a set do not share a unit name; a hostile one may. */
enum { MAX_SAME_NAME = 1000 };

#define N_SUFFIXES (sizeof(suffix_order) / sizeof(suffix_order[0]))

/* Cut the suffix of KIND off NAME into SERVICE. */
static bool split(const char *name, enum unit_kind kind,
		  char service[UNIT_NAME_LEN + 1])
{
	char suffix[UNIT_NAME_LEN + 1];
	size_t len = strlen(name), n = strlen(unit_name("", kind, suffix));

	if (len <= n || len > UNIT_NAME_LEN ||
	    strcmp(name + len - n, suffix) != 0)
		return false;
	memcpy(service, name, len - n);
	service[len - n] = '\0';
	return true;
}

const struct daemon *known_unit(const struct checker *c, const char *name,
				enum unit_kind *kind)
{
	char service[UNIT_NAME_LEN + 1];

	for (size_t i = 0; i < N_SUFFIXES; i++) {
		const struct daemon *d;

		*kind = suffix_order[i];
		if (!split(name, *kind, service))
			continue;
		d = catalog_find(c->set->catalog, service);
		/* not by its driver name */
		if (d != NULL && strcmp(d->service, service) == 0)
			return d;
	}
	return NULL;
}

static void set_service(struct checker *c, struct unit *unit,
			const char *service, enum unit_kind kind)
{
	unit->service =
		rpmstrPoolStr(c->pool, rpmstrPoolId(c->pool, service, 1));
	unit->kind = kind;
}

static int compare_name(const void *a, const void *b)
{
	const struct unit *ua = *(struct unit *const *)a;
	const struct unit *ub = *(struct unit *const *)b;
	int rc = strcmp(ua->name, ub->name);

	/* what is beneath /etc comes first */
	return rc != 0 ? rc : strcmp(ua->dir, ub->dir);
}

static const char *unit_name_of(const void *unit)
{
	return (*(struct unit *const *)unit)->name;
}

size_t find_units(const struct checker *c, const char *name)
{
	size_t low = lower_bound(c->by_name, c->n_units, sizeof(*c->by_name),
				 name, unit_name_of);

	return low < c->n_units && strcmp(c->by_name[low]->name, name) == 0
		       ? low
		       : c->n_units;
}

struct unit *find_unit(const struct checker *c, const char *name,
		       const struct package *package)
{
	size_t first = find_units(c, name);

	if (first == c->n_units)
		return NULL;
	for (size_t i = first; i < c->n_units && i < first + MAX_SAME_NAME &&
			       strcmp(c->by_name[i]->name, name) == 0;
	     i++)
		if (c->by_name[i]->package == package)
			return c->by_name[i];
	return c->by_name[first];
}

const char *run_path(const struct checker *c, const char *listen)
{
	const char *dirs[] = {"/run/", "/var/run/", "%t/", c->set->runstatedir};

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
static bool listens_beneath_libvirt(const struct checker *c,
				    const struct unit *unit)
{
	for (size_t i = 0; i < unit->n_values; i++) {
		const char *path;

		if (unit->values[i].key != KEY_LISTEN_STREAM)
			continue;
		path = run_path(c, unit->values[i].text);
		if (path != NULL && strncmp(path, "libvirt/", 8) == 0 &&
		    strchr(path + 8, '/') == NULL)
			return true;
	}
	return false;
}

/* Classify a socket that no catalogue daemon has. */
static void classify_unknown(struct checker *c, struct unit *unit)
{
	char service[UNIT_NAME_LEN + 1], main_name[UNIT_NAME_LEN + 1];

	if (!listens_beneath_libvirt(c, unit))
		return;
	for (size_t i = 0; i < N_SUFFIXES; i++) {
		if (!split(unit->name, suffix_order[i], service))
			continue;
		if (suffix_order[i] != KIND_MAIN &&
		    find_unit(c, unit_name(service, KIND_SERVICE, main_name),
			      NULL) == NULL &&
		    find_unit(c, unit_name(service, KIND_MAIN, main_name),
			      NULL) == NULL)
			continue;
		set_service(c, unit, service, suffix_order[i]);
		return;
	}
}

/* Classify the service and the tcp and tls sockets of such daemons. */
static void classify_sibling(struct checker *c, struct unit *unit)
{
	static const enum unit_kind kinds[] = {KIND_TCP, KIND_TLS,
					       KIND_SERVICE};
	char service[UNIT_NAME_LEN + 1], name[UNIT_NAME_LEN + 1];

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		const struct unit *sibling;

		if (!split(unit->name, kinds[i], service))
			continue;
		sibling =
			find_unit(c, unit_name(service, KIND_MAIN, name), NULL);
		if (sibling != NULL && sibling->service != NULL &&
		    sibling->kind == KIND_MAIN) {
			set_service(c, unit, service, kinds[i]);
			return;
		}
	}
}

static void index_units(struct checker *c)
{
	for (size_t i = 0; i < c->set->n_packages; i++)
		package_sort(c->set->packages[i]);
	for (size_t i = 0; i < c->set->n_old; i++)
		package_sort(c->set->old[i]);
	for (size_t i = 0; i < c->set->n_packages; i++)
		c->n_units += c->set->packages[i]->n_units;
	c->by_name = rcalloc(c->n_units + 1, sizeof(*c->by_name));
	c->n_units = 0;
	for (size_t i = 0; i < c->set->n_packages; i++)
		for (size_t k = 0; k < c->set->packages[i]->n_units; k++)
			c->by_name[c->n_units++] =
				&c->set->packages[i]->units[k];
	qsort(c->by_name, c->n_units, sizeof(*c->by_name), compare_name);
}

/* In a tree, a unit beneath /etc replaces others of its name. */
static void find_shadowed(struct checker *c)
{
	for (size_t i = 1; i < c->n_units; i++) {
		const struct unit *first = c->by_name[i - 1];
		struct unit *unit = c->by_name[i];

		unit->shadowed = strcmp(first->name, unit->name) == 0 &&
				 first->package == unit->package &&
				 unit->package->type == PACKAGE_TREE &&
				 strncmp(first->dir, "/etc/", 5) == 0;
	}
}

static int compare_family(const void *a, const void *b)
{
	const struct unit *ua = *(struct unit *const *)a;
	const struct unit *ub = *(struct unit *const *)b;
	int rc = strcmp(ua->service, ub->service);

	if (rc != 0)
		return rc;
	return ua->kind != ub->kind ? (int)ua->kind - (int)ub->kind
				    : compare_name(a, b);
}

void family_find(struct checker *c)
{
	c->pool = rpmstrPoolCreate();
	index_units(c);
	find_shadowed(c);
	for (size_t i = 0; i < c->n_units; i++) {
		struct unit *unit = c->by_name[i];
		enum unit_kind kind;

		unit->daemon = known_unit(c, unit->name, &kind);
		if (unit->daemon != NULL)
			set_service(c, unit, unit->daemon->service, kind);
		else
			classify_unknown(c, unit);
	}
	for (size_t i = 0; i < c->n_units; i++)
		if (c->by_name[i]->service == NULL)
			classify_sibling(c, c->by_name[i]);
	c->family = rcalloc(c->n_units + 1, sizeof(*c->family));
	for (size_t i = 0; i < c->n_units; i++)
		if (c->by_name[i]->service != NULL)
			c->family[c->n_family++] = c->by_name[i];
	qsort(c->family, c->n_family, sizeof(*c->family), compare_family);
}

void family_free(struct checker *c)
{
	free(c->by_name);
	free(c->family);
	rpmstrPoolFree(c->pool);
}

unsigned present_kinds(const struct checker *c, const char *service)
{
	char name[UNIT_NAME_LEN + 1];
	unsigned kinds = 0;

	for (int k = 0; k < N_UNIT_KINDS; k++)
		if (find_units(c, unit_name(service, k, name)) < c->n_units)
			kinds |= KIND_BIT(k);
	return kinds;
}

bool has_values(const struct unit *unit)
{
	return unit->fault == NULL && !unit->stray &&
	       unit_first(unit, KEY_PLACEHOLDER) == NULL;
}

bool is_socket(const struct unit *unit)
{
	return unit->kind < N_SOCKET_KINDS;
}

bool excludes_libvirtd(const struct checker *c, const struct unit *unit)
{
	unsigned kinds = unit->daemon != NULL ? unit->daemon->kinds
					      : present_kinds(c, unit->service);

	/* virtlogd and virtlockd, which serve both, have no ro */
	return strcmp(unit->service, "libvirtd") != 0 &&
	       kinds & KIND_BIT(KIND_RO);
}
