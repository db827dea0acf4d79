/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finding units and links in a package that has been read. */
#include <stdlib.h>
#include <string.h>

#include "base/lowerbound.h"
#include "packages/package.h"

static int compare_units(const void *a, const void *b)
{
	const struct unit *ua = a, *ub = b;
	int rc = strcmp(ua->name, ub->name);

	/* what is beneath /etc comes first */
	return rc != 0 ? rc : strcmp(ua->dir, ub->dir);
}

static int compare_links(const void *a, const void *b)
{
	const struct unit_link *la = a, *lb = b;

	return la->mask != lb->mask ? la->mask - lb->mask
				    : strcmp(la->name, lb->name);
}

void package_sort(struct package *package)
{
	if (package->n_units > 1)
		qsort(package->units, package->n_units, sizeof(*package->units),
		      compare_units);
	if (package->n_links > 1)
		qsort(package->links, package->n_links, sizeof(*package->links),
		      compare_links);
}

bool package_has_link(const struct package *package, const char *name,
		      bool mask)
{
	const struct unit_link key = {.name = name, .mask = mask};

	return package->n_links > 0 &&
	       bsearch(&key, package->links, package->n_links, sizeof(key),
		       compare_links) != NULL;
}

static const char *unit_name_of(const void *unit)
{
	return ((const struct unit *)unit)->name;
}

const struct unit *package_find_unit(const struct package *package,
				     const char *name)
{
	size_t low = lower_bound(package->units, package->n_units,
				 sizeof(*package->units), name, unit_name_of);

	for (; low < package->n_units &&
	       strcmp(package->units[low].name, name) == 0;
	     low++)
		if (package->units[low].fault == NULL &&
		    !package->units[low].stray)
			return &package->units[low];
	return NULL;
}
