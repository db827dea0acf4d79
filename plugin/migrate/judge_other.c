/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Packages that have no units of a daemon, or do nothing for them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "migrate/claim.h"
#include "migrate/judge.h"

/* Only what libvirt's own spec file does can be for a daemon of another one. */
static bool check_owner(const struct migration *m, struct claim *c)
{
	char unit[UNIT_NAME_LEN + 1], why[UNIT_NAME_LEN + 80];

	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = claim_entry(m, c, i);

		if (e->place != PLACE_CALL || m->owners[c->daemon] != NONE ||
		    strncmp(e->macro->name, "libvirt_", 8) == 0)
			continue;
		snprintf(why, sizeof(why), "no package of this spec has %s",
			 unit_name(m->daemons.list[c->daemon].service,
				   KIND_MAIN, unit));
		return judge_leave(m, c, e->line, why);
	}
	return true;
}

/* Find out under which conditions the package restarts the daemon. */
static bool check_calls(const struct migration *m, struct claim *c)
{
	const struct spec_branches *branches = &m->spec->branches;
	size_t *list = rcalloc(c->n, sizeof(*list)), n = 0, files;

	if (m->packages[c->package].files == NONE) {
		free(list);
		return judge_leave(m, c, c->call, "its package has no %files");
	}
	files = m->spec->lines[m->packages[c->package].files].branch;
	for (size_t i = 0; i < c->n; i++)
		list[n++] = claim_branch(m, c, i);
	n = spec_branches_reduce(branches, list, n);
	c->branch = list[0];
	/* without %files there is no package */
	for (size_t i = 0; i < n; i++)
		if (spec_within(branches, files, list[i])) {
			c->branch = files;
			n = 1;
		}
	free(list);
	return (n == 1 && spec_within(branches, c->branch, files)) ||
	       judge_leave(m, c, c->call,
			   "its calls stand under different conditions");
}

bool judge_restarter(const struct migration *m, struct claim *c)
{
	return judge_scriptlets(m, c) && check_owner(m, c) &&
	       check_calls(m, c) && judge_package(m, c);
}

/* Whether other text than a call may do something to the units it names. */
static bool does_something(const struct entry *e)
{
	return *e->start == '%' || strstr(e->start, "systemctl") != NULL;
}

void judge_other(const struct migration *m, struct claim *c)
{
	const struct entry *listed = NULL;
	bool said = false;

	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = claim_entry(m, c, i);

		if (e->place == PLACE_SCRIPT) {
			if (!said)
				judge_leave(m, c, e->line, e->why);
			said = true;
			c->blocks |= does_something(e);
		} else if (e->place == PLACE_FILE && e->why == NULL &&
			   listed == NULL &&
			   claim_word(m, c, i)->kinds & KINDS_SOCKETS) {
			listed = e;
		}
	}
	if (!said && listed != NULL && m->owners[c->daemon] == NONE &&
	    judge_doubts(m, c, c->package, ~0u))
		judge_leave(
			m, c, listed->line,
			"no scriptlet of this package that virtd-socket knows "
			"is for it");
}
