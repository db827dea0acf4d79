/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The units of one daemon in %files, by our macro. */
#include "migrate/migration.h"

/* Whether A is a line of %files that our macro replaces. */
static bool replaces(const struct claim *claim, const struct mention *a)
{
	return a->macro == NULL &&
	       (a->kinds & KINDS_SOCKETS ||
		(claim->service && a->kinds & KIND_BIT(KIND_SERVICE)));
}

bool migrate_files(struct migration *m, const struct claim *claim)
{
	const struct mention *first = NULL;

	if (claim->kinds == 0)
		return false;
	for (size_t i = 0; i < claim->n; i++) {
		const struct mention *a = &claim->mentions[i];

		if (!replaces(claim, a) || a->why == NULL)
			continue;
		migrate_leave(m, a->line, a->why);
		return false;
	}
	for (size_t i = 0; i < claim->n; i++) {
		const struct mention *a = &claim->mentions[i];

		if (!replaces(claim, a))
			continue;
		if (first == NULL)
			first = a;
		edits_delete(m->edits, a->line, m->spec->lines[a->line].span);
	}
	if (first == NULL)
		return false;
	edits_insert(m->edits, first->line, "%%virtd_socket_files %s%s%s",
		     claim->service ? "-s " : "", claim->options,
		     migrate_name(m, claim->daemon));
	return true;
}
