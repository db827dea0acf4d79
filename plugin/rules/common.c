/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions that several rules ask. */
#include <fnmatch.h>
#include <string.h>

#include "rules/rules.h"

bool has_values(const struct unit *unit)
{
	return unit->source != NULL && unit->source->fault == NULL &&
	       !unit->source->stray &&
	       unit_first(unit, KEY_PLACEHOLDER) == NULL;
}

bool is_socket(const struct unit *unit)
{
	return unit->kind < N_SOCKET_KINDS;
}

bool is_local(const struct unit *unit)
{
	return KINDS_UNIX & KIND_BIT(unit->kind);
}

bool excludes_libvirtd(const struct checker *c, const struct unit *unit)
{
	unsigned kinds = unit->daemon != NULL
				 ? unit->daemon->kinds
				 : index_kinds(&c->index, unit->service);

	/* virtlogd and virtlockd, which serve both, have no ro */
	return strcmp(unit->service, "libvirtd") != 0 &&
	       kinds & KIND_BIT(KIND_RO);
}

bool is_pattern(const char *name)
{
	return strpbrk(name, "*?[") != NULL;
}

/* Whether a unit of a daemon, or socket, matches PATTERN. */
static bool has_matching(const struct unit_index *index, const char *pattern,
			 bool sockets)
{
	for (size_t i = 0; i < index->n_members; i++)
		if ((!sockets || is_socket(index->members[i])) &&
		    fnmatch(pattern, index->members[i]->name, 0) == 0)
			return true;
	return false;
}

/* The same from memory: a package has few patterns, each of them once. */
static bool matches(struct checker *c, const char *pattern, bool sockets)
{
	struct acted *last;

	for (size_t i = 0; i < c->n_acted; i++)
		if (c->acted[i].pattern == pattern &&
		    c->acted[i].sockets == sockets)
			return c->acted[i].found;
	if (c->n_acted == N_ACTED)
		c->n_acted = 0;
	last = &c->acted[c->n_acted++];
	*last = (struct acted){pattern, sockets,
			       has_matching(&c->index, pattern, sockets)};
	return last->found;
}

bool acts_on(struct checker *c, const char *name, bool sockets)
{
	const struct unit_index *index = &c->index;
	const struct unit *unit;
	enum unit_kind kind;

	if (strcmp(name, "*") == 0)
		return false;
	if (is_pattern(name))
		return matches(c, name, sockets);
	if (catalog_find_unit(index->catalog, name, &kind) != NULL)
		return !sockets || kind < N_SOCKET_KINDS;
	unit = index_find(index, name, NULL);
	return unit != NULL && unit->service != NULL &&
	       (!sockets || is_socket(unit));
}
