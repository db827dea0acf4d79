/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which packages require which. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/lowerbound.h"
#include "index/requires.h"

struct demand {
	const char *name;
	size_t package;
};

void requires_open(struct requires *requires, struct package **packages,
		   size_t n)
{
	*requires = (struct requires){.packages = packages, .n = n};
}

void requires_free(struct requires *requires)
{
	free(requires->demands);
	free(requires->reached);
}

static int compare(const void *a, const void *b)
{
	const struct demand *pa = a, *pb = b;
	int rc = strcmp(pa->name, pb->name);

	if (rc != 0)
		return rc;
	return pa->package < pb->package ? -1 : pa->package > pb->package;
}

static const char *name_of(const void *demand)
{
	return ((const struct demand *)demand)->name;
}

static void drop_repeated(struct requires *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_demands; i++)
		if (n == 0 || compare(&r->demands[n - 1], &r->demands[i]) != 0)
			r->demands[n++] = r->demands[i];
	r->n_demands = n;
}

static void find_demands(struct requires *r)
{
	r->reached = rcalloc(r->n + 1, sizeof(*r->reached));
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < r->packages[i]->n_relations; k++) {
			const struct package_relation *relation =
				&r->packages[i]->relations[k];

			if (relation->kind != PACKAGE_REQUIRES)
				continue;
			GROW(r->demands, r->n_demands);
			r->demands[r->n_demands++] =
				(struct demand){relation->name, i};
		}
	if (r->n_demands > 1)
		qsort(r->demands, r->n_demands, sizeof(*r->demands), compare);
	drop_repeated(r);
}

/* Put the packages that demand NAME, and are new, behind the N of QUEUE. */
static size_t add_demanding(struct requires *r, const char *name, size_t *queue,
			    size_t n)
{
	size_t i = lower_bound(r->demands, r->n_demands, sizeof(*r->demands),
			       name, name_of);

	for (; i < r->n_demands && strcmp(r->demands[i].name, name) == 0; i++) {
		size_t package = r->demands[i].package;

		if (!r->reached[package]) {
			r->reached[package] = true;
			queue[n++] = package;
		}
	}
	return n;
}

/* Set what requires PACKAGE. */
static void reach(struct requires *r, const struct package *package)
{
	size_t *queue = rcalloc(r->n + 1, sizeof(*queue)), n = 0;

	memset(r->reached, 0, r->n * sizeof(*r->reached));
	r->reached[package->number] = true;
	queue[n++] = package->number;
	for (size_t i = 0; i < n; i++) {
		const struct package *p = r->packages[queue[i]];

		for (size_t k = 0; k < p->n_relations; k++)
			if (p->relations[k].kind == PACKAGE_PROVIDES)
				n = add_demanding(r, p->relations[k].name,
						  queue, n);
	}
	free(queue);
}

bool requires_has(struct requires *requires, const struct package *a,
		  const struct package *b)
{
	if (a == b)
		return true;
	if (requires->reached == NULL)
		find_demands(requires);
	if (requires->last != b) {
		requires->last = b;
		reach(requires, b);
	}
	return requires->reached[a->number];
}
