/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The order of what a package has. */
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "packages/package.h"

static int compare_sources(const void *a, const void *b)
{
	const struct source *sa = a, *sb = b;
	int rc = strcmp(sa->name, sb->name);

	if (rc == 0)
		rc = place_rank(sa->dir) - place_rank(sb->dir);
	return rc != 0 ? rc : strcmp(sa->dir, sb->dir);
}

static int compare_links(const void *a, const void *b)
{
	const struct unit_link *la = a, *lb = b;

	return la->mask != lb->mask ? la->mask - lb->mask
				    : strcmp(la->name, lb->name);
}

static bool sort(const struct package *package, struct source *sources,
		 size_t n)
{
	if (n > 1)
		qsort(sources, n, sizeof(*sources), compare_sources);
	for (size_t i = 1; i < n; i++)
		if (compare_sources(&sources[i - 1], &sources[i]) == 0) {
			error("cannot read \"%s\": it has two files "
			      "\"%s/%.200s\"",
			      package->where, sources[i].dir, sources[i].name);
			return false;
		}
	return true;
}

static int compare_relations(const void *a, const void *b)
{
	const struct package_relation *ra = a, *rb = b;

	return ra->kind != rb->kind ? (int)ra->kind - (int)rb->kind
				    : strcmp(ra->name, rb->name);
}

bool package_finish(struct package *package)
{
	if (package->n_links > 1)
		qsort(package->links, package->n_links, sizeof(*package->links),
		      compare_links);
	if (package->n_relations > 1)
		qsort(package->relations, package->n_relations,
		      sizeof(*package->relations), compare_relations);
	return sort(package, package->units, package->n_units) &&
	       sort(package, package->dropins, package->n_dropins);
}

bool package_is_related(const struct package *package, enum relationship kind,
			const char *name)
{
	const struct package_relation key = {name, kind};

	return package->n_relations > 0 &&
	       bsearch(&key, package->relations, package->n_relations,
		       sizeof(key), compare_relations) != NULL;
}

const struct unit_link *package_links(const struct package *package,
				      const char *name, bool mask, size_t *n)
{
	const struct unit_link key = {.name = name, .mask = mask};
	const struct unit_link *first = NULL, *end;

	if (package->n_links > 0)
		first = bsearch(&key, package->links, package->n_links,
				sizeof(key), compare_links);
	if (first == NULL)
		return NULL;
	end = package->links + package->n_links;
	while (first > package->links && compare_links(first - 1, &key) == 0)
		first--;
	for (*n = 1; first + *n < end && compare_links(first + *n, &key) == 0;)
		++*n;
	return first;
}

bool package_has_link(const struct package *package, const char *name,
		      bool mask)
{
	const struct unit_link key = {.name = name, .mask = mask};

	return package->n_links > 0 &&
	       bsearch(&key, package->links, package->n_links, sizeof(key),
		       compare_links) != NULL;
}
