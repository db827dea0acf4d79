/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules about the files that units and drop-ins are. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/text.h"
#include "rules/rules.h"

void rule_unit_file(struct checker *c, const struct unit *unit)
{
	if (unit->source->fault != NULL)
		report_unit(c, SEVERITY_ERROR, unit, NULL,
			    "%s cannot be read as a unit: %s", unit->name,
			    unit->source->fault);
}

void rule_unit_dir(struct checker *c, const struct unit *unit)
{
	const struct unit_index *index = &c->index;
	const char *dir = unit->source->dir;
	bool user = strcmp(dir, "/usr/lib/systemd/user") == 0;

	if (unit->daemon == NULL)
		return;
	if (!unit->source->stray) {
		if (unit->package->type != PACKAGE_TREE && place_is_admin(dir))
			report_unit(c, SEVERITY_WARNING, unit, NULL,
				    "%s is in the directory of the "
				    "administrator; packages install units in "
				    "/usr/lib/systemd/system",
				    unit->name);
		return;
	}
	/* a unit for users' own systemd may stand beside that of the system */
	for (size_t i = index_first(index, unit->name);
	     user && i < index->n_units &&
	     strcmp(index->units[i].name, unit->name) == 0;
	     i++)
		if (!index->units[i].source->stray)
			return;
	report_unit(c, SEVERITY_ERROR, unit, NULL,
		    "%s is in %s, where systemd does not look for units of "
		    "the system",
		    unit->name, dir);
}

static void check_mode(struct checker *c, const struct source *source)
{
	if (source->fault != NULL || source->stray)
		return;
	if (source->mode & 022)
		report_source(c, SEVERITY_ERROR, source, 0,
			      "%s has mode %04o, so that others can change it; "
			      "units have 0644",
			      source->name, source->mode);
	else if (source->mode & 07111 || (~source->mode & 0444) != 0)
		report_source(c, SEVERITY_WARNING, source, 0,
			      "%s has mode %04o; units have 0644", source->name,
			      source->mode);
}

void rule_unit_mode(struct checker *c, const struct unit *unit)
{
	check_mode(c, unit->source);
}

/* Whether the drop-in is, or may be, for a unit of a daemon. */
static bool is_for_daemon(struct checker *c, const struct source *dropin)
{
	const struct unit_index *index = &c->index;
	bool is_prefix = strstr(dropin->target, "-.") != NULL;

	/* of all sockets, or of those that begin so */
	if (is_prefix || strchr(dropin->target, '.') == NULL)
		return index->n_members > 0;
	return acts_on(c, dropin->target, false);
}

void rule_drop_in(struct checker *c, const struct package *package)
{
	for (size_t i = 0; i < package->n_dropins; i++) {
		const struct source *dropin = &package->dropins[i];

		if (!is_for_daemon(c, dropin))
			continue;
		if (dropin->fault != NULL)
			report_source(c, SEVERITY_ERROR, dropin, 0,
				      "the drop-in cannot be read: %s",
				      dropin->fault);
		if (dropin->fault == NULL && dropin->mode & 022)
			report_source(c, SEVERITY_ERROR, dropin, 0,
				      "the drop-in has mode %04o, so that "
				      "others can change it",
				      dropin->mode);
	}
	for (size_t i = 0; i < c->index.n_members; i++) {
		const struct unit *unit = c->index.members[i];

		if (unit->package == package && unit->unapplied > 0)
			report_unit(c, SEVERITY_ERROR, unit, NULL,
				    "there are %zu drop-ins, too many for "
				    "those of %s to be looked at",
				    unit->unapplied, unit->name);
	}
}

static void find_placeholders(struct checker *c, const struct source *sources,
			      size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < sources[i].n; k++)
			if (sources[i].assignments[k].key == KEY_PLACEHOLDER)
				report_source(c, SEVERITY_ERROR, &sources[i],
					      sources[i].assignments[k].line,
					      "%s was not expanded",
					      sources[i].assignments[k].text);
}

/* This one is for all units, not only for those of daemons. */
void rule_placeholder(struct checker *c, const struct package *package)
{
	find_placeholders(c, package->units, package->n_units);
	find_placeholders(c, package->dropins, package->n_dropins);
}

/* Whether A says that it cannot be installed beside B. */
static bool excludes(const struct package *a, const struct package *b)
{
	for (size_t i = 0; i < a->n_relations; i++)
		if ((a->relations[i].kind == PACKAGE_CONFLICTS ||
		     a->relations[i].kind == PACKAGE_REPLACES) &&
		    package_is_related(b, PACKAGE_PROVIDES,
				       a->relations[i].name))
			return true;
	return false;
}

/*
 * Whether P and Q, but not two versions of one, cannot have one path: dpkg
 * refuses that, rpm only where the files differ.
 */
static bool collide(const struct package *p, const struct package *q)
{
	return p->type == PACKAGE_DEB && q->type == PACKAGE_DEB &&
	       strcmp(p->name, q->name) != 0 && !excludes(p, q) &&
	       !excludes(q, p);
}

void rule_unit_twice(struct checker *c)
{
	/* two packages that share one unit share many */
	const struct unit *last = NULL, *before = NULL;
	const struct unit_index *index = &c->index;
	bool found = false;

	for (size_t i = 1; i < index->n_members; i++) {
		const struct unit *first = index->members[i - 1];
		const struct unit *unit = index->members[i];

		if (strcmp(first->name, unit->name) != 0 ||
		    strcmp(first->source->dir, unit->source->dir) != 0)
			continue;
		if (last == NULL || before->package != first->package ||
		    last->package != unit->package)
			found = collide(first->package, unit->package);
		before = first;
		last = unit;
		if (found)
			report_unit(c, SEVERITY_ERROR, unit, NULL,
				    "%s is also in %s: they cannot both be "
				    "installed",
				    unit->name, first->package->where);
	}
}
