/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A unit of packages that are read together, and how to find it. */
#include <string.h>

#include "base/lowerbound.h"
#include "base/text.h"
#include "index/unit.h"

/* More packages of a set do not share a unit name; a hostile one may. */
enum { MAX_SAME_NAME = 1000 };

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
