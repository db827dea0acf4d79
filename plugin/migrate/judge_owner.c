/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether a package that has the units of a daemon can be migrated. */
#include <stdio.h>
#include <stdlib.h>

#include <rpm/rpmutil.h>

#include "migrate/claim.h"
#include "migrate/judge.h"

static bool is_known(const struct migration *m, const struct claim *c)
{
	return c->daemon < m->daemons.catalog->n;
}

/* Leave CLAIM at LINE, because UNIT of its KIND is missing. */
static bool leave_missing(const struct migration *m, struct claim *c,
			  size_t line, enum unit_kind kind)
{
	char unit[UNIT_NAME_LEN + 1], why[UNIT_NAME_LEN + 80];

	unit_name(m->daemons.list[c->daemon].service, kind, unit);
	snprintf(why, sizeof(why), "%s is not in %%files of this package",
		 unit);
	return judge_leave(m, c, line, why);
}

/* The package has all units that its calls name. */
static bool check_units(const struct migration *m, struct claim *c)
{
	unsigned has = c->listed, own = KIND_BIT(KIND_MAIN);

	if (!is_known(m, c)) {
		own = KIND_BIT(KIND_SERVICE);
		has |= c->service ? own : 0;
	}
	if (!(has & own))
		return leave_missing(m, c, c->call,
				     is_known(m, c) ? KIND_MAIN : KIND_SERVICE);
	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = claim_entry(m, c, i);
		unsigned kinds = claim_word(m, c, i)->kinds & KINDS_SOCKETS;

		for (int k = 0; k < N_SOCKET_KINDS; k++)
			if (e->place == PLACE_CALL &&
			    kinds & ~has & KIND_BIT(k))
				return leave_missing(m, c, e->line, k);
	}
	if (!is_known(m, c) && c->listed != 0)
		return judge_leave(
			m, c, c->call,
			"the catalogue does not have the daemon, see "
			"--catalog");
	return true;
}

/* Its lines of %files can go. */
static bool check_lines(const struct migration *m, struct claim *c)
{
	unsigned own = is_known(m, c) ? KINDS_SOCKETS : KIND_BIT(KIND_SERVICE);

	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = claim_entry(m, c, i);

		if (e->place == PLACE_FILE && e->why != NULL &&
		    claim_word(m, c, i)->kinds & own)
			return judge_leave(m, c, e->line, e->why);
	}
	return true;
}

/* A line of %files: the kinds of units of one claim in one branch. */
struct listed {
	size_t branch;
	unsigned kinds;
};

static int compare_listed(const void *a, const void *b)
{
	const struct listed *la = a, *lb = b;

	return la->branch < lb->branch ? -1 : la->branch > lb->branch;
}

/* The kinds in the lines of %files of C, one element for each branch. */
static struct listed *find_listed(const struct migration *m,
				  const struct claim *c, size_t *n)
{
	struct listed *list = rcalloc(c->n, sizeof(*list));
	size_t kept = 0;

	*n = 0;
	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = claim_entry(m, c, i);
		size_t branch = claim_branch(m, c, i);

		if (e->place == PLACE_FILE && !e->absent)
			list[(*n)++] = (struct listed){
				m->spec->branches.list[branch].same,
				claim_word(m, c, i)->kinds};
	}
	qsort(list, *n, sizeof(*list), compare_listed);
	for (size_t i = 0; i < *n; i++) {
		if (kept > 0 && list[kept - 1].branch == list[i].branch)
			list[kept - 1].kinds |= list[i].kinds;
		else
			list[kept++] = list[i];
	}
	*n = kept;
	return list;
}

/* Why the N branches at LIST have not all the KINDS under one condition. */
static const char *join_branches(const struct migration *m, struct claim *c,
				 const struct listed *list, size_t n,
				 unsigned kinds)
{
	size_t *branches = rcalloc(n + 1, sizeof(*branches)), count = 0;
	bool all = true;

	for (size_t i = 0; i < n; i++) {
		if (!(list[i].kinds & kinds))
			continue;
		all &= (list[i].kinds & kinds) == (c->listed & kinds) ||
		       kinds == KIND_BIT(KIND_SERVICE);
		branches[count++] = list[i].branch;
	}
	count = spec_branches_reduce(&m->spec->branches, branches, count);
	c->branch = branches[0];
	free(branches);
	return all && count == 1 ? NULL
				 : "the sockets of the daemon are listed under "
				   "different conditions";
}

/* Find out under which conditions the package has the units. */
static bool check_conditions(const struct migration *m, struct claim *c)
{
	unsigned own = is_known(m, c) ? KINDS_SOCKETS : KIND_BIT(KIND_SERVICE);
	size_t n, line = NONE, branch;
	struct listed *list = find_listed(m, c, &n);
	const char *why = join_branches(m, c, list, n, KIND_BIT(KIND_SERVICE));

	branch = c->branch;
	c->kept = c->service && why != NULL;
	why = join_branches(m, c, list, n, own);
	free(list);
	c->kept |= c->service && branch != c->branch;
	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = claim_entry(m, c, i);

		if (e->place != PLACE_FILE)
			continue;
		if (claim_word(m, c, i)->kinds & own)
			line = e->line;
		c->kept |= e->why != NULL;
	}
	c->service &= !c->kept;
	return why == NULL || judge_leave(m, c, line, why);
}

/*
 * Whether the package scripts a service that it does not list: it stays so if
 * the spec has it.
 */
static void find_service(const struct migration *m, struct claim *c)
{
	if (!c->service && !c->kept && c->called & KIND_BIT(KIND_SERVICE))
		c->kept = m->services[c->daemon] > 0 ||
			  m->packages[c->package].list;
}

/* %install does nothing else to the sockets than to copy them. */
static bool check_install(const struct migration *m, struct claim *c)
{
	size_t install = m->installs[c->daemon];
	const struct claim *other =
		install != NONE ? &m->claims[install] : NULL;

	for (size_t i = 0; other != NULL && i < other->n; i++) {
		const struct entry *e = claim_entry(m, other, i);

		if (e->why != NULL &&
		    claim_word(m, other, i)->kinds & c->listed)
			return judge_leave(m, c, e->line, e->why);
	}
	return judge_doubts(m, c, m->spec->n_packages,
			    is_known(m, c) ? c->listed
					   : KIND_BIT(KIND_SERVICE));
}

bool judge_owner(const struct migration *m, struct claim *c)
{
	if (!judge_scriptlets(m, c) || !check_units(m, c) ||
	    !check_lines(m, c) || !check_conditions(m, c) ||
	    !check_install(m, c))
		return false;
	find_service(m, c);
	return judge_package(m, c);
}
