/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which claims our macros cannot take over as they stand. */
#include "migrate/claim.h"
#include "migrate/hidden.h"
#include "migrate/judge.h"
#include "migrate/steps.h"

/* One style is for all of a spec. */
static void check_schemes(struct migration *m)
{
	bool libvirt = m->posttrans;

	for (size_t i = 0; i < m->n_claims; i++)
		libvirt |= m->claims[i].role == ROLE_OWNER &&
			   !m->claims[i].left &&
			   m->claims[i].schemes == SCHEME_LIBVIRT;
	for (size_t i = 0; i < m->n_claims; i++) {
		struct claim *c = &m->claims[i];

		if (c->role != ROLE_OWNER || c->left ||
		    c->schemes == SCHEME_LIBVIRT)
			continue;
		if (c->schemes & SCHEME_LIBVIRT)
			judge_leave(m, c, c->call,
				    "libvirt's own macros are called for the "
				    "daemon, "
				    "too");
		else if (libvirt)
			judge_leave(m, c, c->call,
				    "the style of this spec will be posttrans, "
				    "that "
				    "of libvirt's own macros");
	}
}

/* A daemon has one package, whatever the conditions. */
static void check_owners(struct migration *m)
{
	for (size_t i = 0; i < m->n_claims; i++) {
		struct claim *c = &m->claims[i];
		const struct claim *first;

		if (c->role != ROLE_OWNER || c->left ||
		    m->owners[c->daemon] == i)
			continue;
		first = &m->claims[m->owners[c->daemon]];
		if (first->left || !spec_exclusive(&m->spec->branches,
						   c->branch, first->branch))
			judge_leave(
				m, c, c->call,
				"another package of this spec has the daemon, "
				"too");
	}
}

/* Our macros restart nothing that its own package leaves alone. */
static void check_restarts(struct migration *m)
{
	for (size_t i = 0; i < m->n_claims; i++) {
		struct claim *c = &m->claims[i];
		const struct claim *owner;

		if (c->role != ROLE_RESTARTER || c->left ||
		    m->owners[c->daemon] == NONE)
			continue;
		owner = &m->claims[m->owners[c->daemon]];
		if (owner->upgrade == UPGRADE_NONE &&
		    (owner->service || owner->kept))
			judge_leave(m, c, c->call,
				    "an upgrade of its own package leaves the "
				    "daemon alone");
	}
}

void migrate_judge(struct migration *m)
{
	for (size_t i = 0; i < m->n_claims; i++) {
		struct claim *c = &m->claims[i];

		/* never a restart of what guests need, see migrate_tell() */
		if (c->upgrade == UPGRADE_RESTART &&
		    m->daemons.list[c->daemon].upgrade == UPGRADE_RELOAD)
			c->upgrade = UPGRADE_RELOAD;
		if (c->role == ROLE_OWNER)
			judge_owner(m, c);
		else if (c->role == ROLE_RESTARTER)
			judge_restarter(m, c);
		else if (c->package < m->spec->n_packages)
			judge_other(m, c);
	}
	check_schemes(m);
	check_owners(m);
	check_restarts(m);
	hidden_tell(m);
}
