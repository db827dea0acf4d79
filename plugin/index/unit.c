/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A unit of packages that are read together, and how to find it. */
#include <stdlib.h>
#include <string.h>

#include "base/lowerbound.h"
#include "base/text.h"
#include "index/unit.h"

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

/* The name and the package, whose number is the second part of the order. */
struct key {
	const char *name;
	const struct package *package;
};

static int compare_key(const void *a, const void *b)
{
	const struct key *key = a;
	const struct unit *unit = b;
	int rc = strcmp(key->name, unit->name);

	if (rc != 0 || key->package == unit->package)
		return rc;
	return key->package->number < unit->package->number ? -1 : 1;
}

const struct unit *index_find(const struct unit_index *index, const char *name,
			      const struct package *package)
{
	const struct key key = {name, package};
	const struct unit *unit = NULL;
	size_t first;

	if (package != NULL && index->n_units > 0)
		unit = bsearch(&key, index->units, index->n_units,
			       sizeof(*unit), compare_key);
	if (unit != NULL) {
		/* the first of them takes precedence */
		while (unit > index->units && compare_key(&key, unit - 1) == 0)
			unit--;
		return unit;
	}
	first = index_first(index, name);
	return first < index->n_units ? &index->units[first] : NULL;
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

bool index_has(const struct unit_index *index, const char *service,
	       enum unit_kind kind)
{
	char name[UNIT_NAME_LEN + 1];

	return index_first(index, unit_name(service, kind, name)) <
	       index->n_units;
}

unsigned index_kinds(const struct unit_index *index, const char *service)
{
	unsigned kinds = 0;

	for (int k = 0; k < N_UNIT_KINDS; k++)
		if (index_has(index, service, k))
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
