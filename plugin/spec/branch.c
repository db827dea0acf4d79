/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The conditions under which a spec file's lines are read. */
#include <stdlib.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "spec/branch.h"

#define MAX_DEPTH 64

void spec_branches_init(struct spec_branches *branches)
{
	*branches = (struct spec_branches){.keys = rpmstrPoolCreate()};
	spec_branches_add(branches, &(struct spec_branch){0}, "");
}

void spec_branches_free(struct spec_branches *branches)
{
	rpmstrPoolFree(branches->keys);
	free(branches->with_key);
	free(branches->list);
}

static const struct spec_branch *canonical(const struct spec_branches *branches,
					   size_t i)
{
	return &branches->list[branches->list[i].same];
}

size_t spec_branches_add(struct spec_branches *branches,
			 const struct spec_branch *branch, const char *key)
{
	size_t n = branches->n, known = rpmstrPoolNumStr(branches->keys);
	char *text = NULL;
	rpmsid id;

	GROW(branches->list, n);
	branches->n++;
	branches->list[n] = *branch;
	rasprintf(&text, "%zu %zu %s", branches->list[branch->parent].same,
		  branches->list[branch->before].same, key);
	id = rpmstrPoolId(branches->keys, text, 1);
	free(text);
	if (id > known) {
		GROW(branches->with_key, known);
		branches->with_key[known] = n;
	}
	branches->list[n].same = branches->with_key[id - 1];
	return n;
}

void spec_branches_finish(struct spec_branches *branches)
{
	struct spec_branch *list = branches->list;
	size_t *next = rcalloc(branches->n, sizeof(*next));

	for (size_t i = 0; i < branches->n; i++)
		list[i].size = 1;
	for (size_t i = branches->n; i-- > 1;)
		if (list[i].same == i)
			list[list[list[i].parent].same].size += list[i].size;
	next[0] = 1;
	for (size_t i = 1; i < branches->n; i++) {
		size_t parent = list[list[i].parent].same;

		if (list[i].same != i)
			continue;
		list[i].first = next[parent];
		next[parent] += list[i].size;
		next[i] = list[i].first + 1;
	}
	free(next);
}

bool spec_same_branch(const struct spec_branches *branches, size_t a, size_t b)
{
	return branches->list[a].same == branches->list[b].same;
}

bool spec_within(const struct spec_branches *branches, size_t a, size_t b)
{
	const struct spec_branch *inner = canonical(branches, a);
	const struct spec_branch *outer = canonical(branches, b);

	return inner->first >= outer->first &&
	       inner->first < outer->first + outer->size;
}

bool spec_exclusive(const struct spec_branches *branches, size_t a, size_t b)
{
	const struct spec_branch *list = branches->list;

	if (list[a].depth > MAX_DEPTH || list[b].depth > MAX_DEPTH)
		return false;
	while (list[a].depth > list[b].depth)
		a = list[a].parent;
	while (list[b].depth > list[a].depth)
		b = list[b].parent;
	while (list[a].parent != list[b].parent) {
		a = list[a].parent;
		b = list[b].parent;
	}
	return a != b && list[a].opener == list[b].opener;
}

static int compare(const void *a, const void *b)
{
	size_t na = *(const size_t *)a, nb = *(const size_t *)b;

	return na < nb ? -1 : na > nb;
}

static bool has(const size_t *list, size_t n, size_t branch)
{
	return bsearch(&branch, list, n, sizeof(*list), compare) != NULL;
}

/* Sort LIST, without what stands there twice. */
static size_t sort(const struct spec_branches *branches, size_t *list, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		list[i] = branches->list[list[i]].same;
	qsort(list, n, sizeof(*list), compare);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || list[kept - 1] != list[i])
			list[kept++] = list[i];
	return kept;
}

/* Replace the branches of one complete conditional. Returns whether it did. */
static bool join(const struct spec_branches *branches, size_t *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct spec_branch *b = &branches->list[list[i]];

		if (!b->otherwise ||
		    has(list, n, canonical(branches, b->parent)->same))
			continue;
		while (b->before != 0 &&
		       has(list, n, branches->list[b->before].same))
			b = canonical(branches, b->before);
		if (b->before != 0)
			continue;
		list[i] = branches->list[b->parent].same;
		return true;
	}
	return false;
}

size_t spec_branches_reduce(const struct spec_branches *branches, size_t *list,
			    size_t n)
{
	size_t kept = 0;

	do {
		n = sort(branches, list, n);
	} while (join(branches, list, n));
	/* an outer one comes before those in it */
	for (size_t i = 0; i < n; i++) {
		bool inside = false;

		for (size_t k = 0; k < kept && !inside; k++)
			inside = spec_within(branches, list[i], list[k]);
		if (!inside)
			list[kept++] = list[i];
	}
	return kept;
}
