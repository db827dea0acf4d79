/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What holds for a unit once its drop-ins are applied. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstrpool.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/lowerbound.h"
#include "index/dropins.h"

/*
 * How many drop-ins are looked up and applied in all: each drop-in for a type
 * is for each unit of it. Real hosts have a few hundred.
 */
enum { MAX_STEPS = 300000 };

/* The drop-ins that can apply to a unit. */
struct world {
	const struct source **dropins; /* by target */
	size_t n;
};

/* A drop-in for a unit, and how many others of its name win. */
struct candidate {
	const struct source *dropin;
	size_t order;
};

struct candidates {
	struct candidate *list;
	size_t n;
	size_t steps; /* of all units */
};

static int compare_targets(const void *a, const void *b)
{
	const struct source *sa = *(const struct source *const *)a;
	const struct source *sb = *(const struct source *const *)b;
	int rc = strcmp(sa->target, sb->target);

	if (rc == 0)
		rc = strcmp(sa->dir, sb->dir);
	if (rc == 0)
		rc = strcmp(sa->name, sb->name);
	if (rc == 0 && sa->package != sb->package)
		rc = sa->package->number < sb->package->number ? -1 : 1;
	return rc;
}

/* Whether PACKAGE belongs to the world of TREE, or of packages (NULL). */
static bool is_in(const struct package *package, const struct package *tree)
{
	return tree != NULL ? package == tree : package->type != PACKAGE_TREE;
}

static struct world make_world(const struct unit_index *index,
			       const struct package *tree)
{
	struct world world = {0};

	for (size_t i = 0; i < index->n_packages; i++) {
		const struct package *package = index->packages[i];

		for (size_t k = 0;
		     is_in(package, tree) && k < package->n_dropins; k++) {
			GROW(world.dropins, world.n);
			world.dropins[world.n++] = &package->dropins[k];
		}
	}
	if (world.n > 1)
		qsort(world.dropins, world.n, sizeof(*world.dropins),
		      compare_targets);
	return world;
}

static const char *target_of(const void *dropin)
{
	return (*(const struct source *const *)dropin)->target;
}

/* Add the drop-ins for TARGET, the DEPTH-th name of a unit. */
static void add_target(const struct world *world, const char *target,
		       size_t depth, struct candidates *c)
{
	size_t i = lower_bound(world->dropins, world->n,
			       sizeof(*world->dropins), target, target_of);

	c->steps++;
	for (; i < world->n && strcmp(world->dropins[i]->target, target) == 0;
	     i++) {
		const struct source *dropin = world->dropins[i];

		if (dropin->fault != NULL || c->steps > MAX_STEPS)
			continue;
		c->steps++;
		GROW(c->list, c->n);
		c->list[c->n++] = (struct candidate){
			dropin, depth + (size_t)place_rank(dropin->dir) *
						UNIT_NAME_LEN};
	}
}

/*
 * Add those for the unit called NAME: for itself, for its prefixes, the longer
 * first, and for its type (systemd 252 src/shared/dropin.c).
 */
static void add_names(const struct world *world, const char *name,
		      struct candidates *c)
{
	const char *type = strrchr(name, '.');
	char prefix[UNIT_NAME_LEN + 1];
	size_t depth = 0, n;

	if (type == NULL || strlen(name) > UNIT_NAME_LEN)
		return;
	add_target(world, name, depth, c);
	for (size_t len = type - name; len > 0; len--) {
		if (name[len - 1] != '-' || name + len == type)
			continue;
		memcpy(prefix, name, len);
		strcpy(prefix + len, type);
		add_target(world, prefix, ++depth, c);
	}
	n = c->n;
	add_target(world, type + 1, 0, c);
	/* a type is the most general */
	for (; n < c->n; n++)
		c->list[n].order += (size_t)UNIT_NAME_LEN * UNIT_NAME_LEN;
}

static int compare_candidates(const void *a, const void *b)
{
	const struct candidate *ca = a, *cb = b;
	int rc = strcmp(ca->dropin->name, cb->dropin->name);

	if (rc != 0)
		return rc;
	return ca->order < cb->order ? -1 : ca->order > cb->order;
}

/* Keep of those with one name the one with the lowest order. */
static void choose(struct candidates *c)
{
	size_t n = 0;

	if (c->n > 1)
		qsort(c->list, c->n, sizeof(*c->list), compare_candidates);
	for (size_t i = 0; i < c->n; i++)
		if (n == 0 || strcmp(c->list[n - 1].dropin->name,
				     c->list[i].dropin->name) != 0)
			c->list[n++] = c->list[i];
	c->n = n;
}

/* Where the values that hold begin, by key, among all assignments. */
struct starts {
	size_t key[N_UNIT_KEYS];
	size_t n; /* assignments so far */
};

static void find_starts(struct starts *starts, const struct source *source)
{
	for (size_t i = 0; i < source->n; i++, starts->n++) {
		enum unit_key key = source->assignments[i].key;
		bool empty = *source->assignments[i].text == '\0';

		if (unit_key_is_scalar(key) && !empty)
			starts->key[key] = starts->n;
		for (int k = 0; empty && k < N_UNIT_KEYS; k++)
			if (unit_key_resets(key) & KEY_BIT(k))
				starts->key[k] = starts->n + 1;
	}
}

static void add_values(struct unit *unit, const struct starts *starts,
		       size_t *position, const struct source *source)
{
	for (size_t i = 0; i < source->n; i++, ++*position) {
		const struct assignment *a = &source->assignments[i];

		if (*a->text == '\0' || *position < starts->key[a->key])
			continue;
		GROW(unit->values, unit->n_values);
		unit->values[unit->n_values++] =
			(struct unit_value){a->text, a->line, a->key, source};
	}
}

/* Set the values of UNIT, which can be absent, with what C has. */
static void apply(struct unit *unit, const struct candidates *c)
{
	struct starts starts = {.n = 0};
	size_t position = 0;

	if (unit->source != NULL)
		find_starts(&starts, unit->source);
	for (size_t i = 0; i < c->n; i++)
		find_starts(&starts, c->list[i].dropin);
	if (unit->source != NULL)
		add_values(unit, &starts, &position, unit->source);
	for (size_t i = 0; i < c->n; i++)
		add_values(unit, &starts, &position, c->list[i].dropin);
}

static void apply_to(const struct world *world, struct unit *unit,
		     struct candidates *c)
{
	c->n = 0;
	if (world->n > 0 && (unit->source == NULL || !unit->source->stray)) {
		if (c->steps <= MAX_STEPS)
			add_names(world, unit->name, c);
		if (c->steps > MAX_STEPS)
			unit->unapplied = world->n;
	}
	if (unit->unapplied > 0)
		c->n = 0;
	choose(c);
	for (size_t i = 0; i < c->n; i++)
		c->steps += c->list[i].dropin->n;
	apply(unit, c);
}

/* Add the units of daemons that only drop-ins of WORLD are for. */
static void add_absent(struct unit_index *index, const struct world *world,
		       struct candidates *c)
{
	for (size_t i = 0; i < world->n; i++) {
		const struct source *dropin = world->dropins[i];
		struct unit unit = {.name = dropin->target,
				    .package = dropin->package};
		const struct unit *there =
			index_find(index, unit.name, dropin->package);

		if (i > 0 &&
		    strcmp(world->dropins[i - 1]->target, dropin->target) == 0)
			continue;
		unit.daemon = catalog_find_unit(index->catalog, unit.name,
						&unit.kind);
		if (unit.daemon == NULL ||
		    (there != NULL && (there->package == dropin->package ||
				       dropin->package->type != PACKAGE_TREE)))
			continue;
		unit.service = unit.daemon->service;
		apply_to(world, &unit, c);
		GROW(index->absent, index->n_absent);
		index->absent[index->n_absent++] = unit;
	}
}

static void apply_world(struct unit_index *index, const struct package *tree,
			struct candidates *c)
{
	struct world world = make_world(index, tree);

	for (size_t i = 0; i < index->n_units; i++)
		if (is_in(index->units[i].package, tree))
			apply_to(&world, &index->units[i], c);
	add_absent(index, &world, c);
	free(world.dropins);
}

void dropins_apply(struct unit_index *index)
{
	struct candidates c = {0};

	apply_world(index, NULL, &c);
	for (size_t i = 0; i < index->n_packages; i++)
		if (index->packages[i]->type == PACKAGE_TREE)
			apply_world(index, index->packages[i], &c);
	free(c.list);
}
