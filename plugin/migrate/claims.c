/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a package has of a daemon, and whether our macros can do the same. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "migrate/migration.h"

const struct mention *migrate_first_call(const struct claim *claim)
{
	for (size_t i = 0; i < claim->n; i++)
		if (claim->mentions[i].macro != NULL)
			return &claim->mentions[i];
	return NULL;
}

static size_t section_of(const struct migration *m, const struct mention *a)
{
	return m->spec->lines[a->line].section;
}

static size_t branch_of(const struct migration *m, const struct mention *a)
{
	return m->spec->lines[a->line].branch;
}

/* Leave CLAIM at the line of MENTION. Returns false. */
static bool leave(const struct migration *m, struct claim *claim,
		  const struct mention *mention, const char *why)
{
	migrate_leave(m, mention->line, why);
	claim->left = true;
	return false;
}

/* The package has the units, so that what its scriptlets do is for them. */
static bool check_owner(const struct migration *m, struct claim *claim)
{
	const struct daemon *d = &m->daemons[claim->daemon];
	const struct mention *call = migrate_first_call(claim);
	bool sockets = claim->daemon < m->catalog->n;
	char unit[UNIT_NAME_LEN + 1], why[UNIT_NAME_LEN + 80];

	if (call == NULL && (!sockets || claim->mentions->why != NULL)) {
		claim->left = true;
		return false;
	}
	if (call == NULL)
		return leave(m, claim, claim->mentions,
			     "no scriptlet of this package that virtd-socket "
			     "knows is for it");
	if (sockets ? claim->kinds & KIND_BIT(KIND_MAIN) : claim->service)
		return true;
	snprintf(why, sizeof(why), "%s is not in %%files of this package",
		 unit_name(d->service, sockets ? KIND_MAIN : KIND_SERVICE,
			   unit));
	return leave(m, claim, call, why);
}

/* All sockets are listed under the same conditions. */
static bool check_files(const struct migration *m, struct claim *claim)
{
	const struct mention *first = NULL;

	for (size_t i = 0; i < claim->n; i++) {
		const struct mention *a = &claim->mentions[i];

		if (a->macro != NULL || !(a->kinds & KINDS_SOCKETS))
			continue;
		if (first == NULL)
			first = a;
		if (!spec_same_branch(m->spec, branch_of(m, a),
				      branch_of(m, first)))
			return leave(m, claim, a,
				     "other sockets of the daemon are listed "
				     "under other conditions");
	}
	for (size_t i = 0; i < claim->n && first != NULL; i++) {
		const struct mention *a = &claim->mentions[i];

		if (a->macro != NULL || a->kinds != KIND_BIT(KIND_SERVICE))
			continue;
		claim->service = spec_same_branch(m->spec, branch_of(m, a),
						  branch_of(m, first));
	}
	return true;
}

/* Calls in one section are for the same conditions, or for opposite ones. */
static bool check_branches(const struct migration *m, struct claim *claim)
{
	const struct mention *last = NULL;

	for (size_t i = 0; i < claim->n; i++) {
		const struct mention *a = &claim->mentions[i];

		if (a->macro == NULL)
			continue;
		if (last != NULL && section_of(m, a) == section_of(m, last) &&
		    branch_of(m, a) != branch_of(m, last) &&
		    !spec_exclusive(m->spec, branch_of(m, a),
				    branch_of(m, last)))
			return leave(m, claim, a,
				     "other calls for the daemon in this "
				     "section stand under other conditions");
		last = a;
	}
	return true;
}

/* What an upgrade did: the most that a call says. */
static void find_upgrade(const struct migration *m, struct claim *claim)
{
	const struct daemon *d = &m->daemons[claim->daemon];

	claim->upgrade = UPGRADE_NONE;
	for (size_t i = 0; i < claim->n; i++) {
		const struct mention *a = &claim->mentions[i];

		/* RESTART comes before RELOAD before NONE */
		if (a->macro != NULL && a->macro->upgrade < claim->upgrade)
			claim->upgrade = a->macro->upgrade;
	}
	/* never a restart, see migrate_notes() */
	if (d->upgrade == UPGRADE_RELOAD)
		claim->upgrade = UPGRADE_RELOAD;
}

static void find_options(const struct migration *m, struct claim *claim)
{
	const struct daemon *d = &m->daemons[claim->daemon];
	char kinds[40], *p = claim->options;

	if (claim->daemon >= m->catalog->n)
		p = stpcpy(p, "-k none ");
	else if (claim->kinds != d->kinds)
		p += sprintf(p, "-k %s ",
			     kinds_format(claim->kinds, ',', kinds));
	if (claim->upgrade != d->upgrade || claim->daemon >= m->catalog->n)
		sprintf(p, "-u %s ", upgrade_name(claim->upgrade));
}

static const struct {
	enum scheme scheme;
	enum style style;
} styles[] = {
	{SCHEME_SYSTEMD, STYLE_SYSTEMD},
	{SCHEME_SUSE, STYLE_SUSE},
	{SCHEME_LIBVIRT, STYLE_POSTTRANS},
};

/* Which sections our macros have something for. */
static void find_needed(const struct migration *m, struct claim *claim)
{
	struct daemon d = m->daemons[claim->daemon];
	struct scriptlet s = {.daemon = &d};
	unsigned schemes = claim->schemes;

	if (schemes & SCHEME_SYSTEMD && m->suse)
		schemes |= SCHEME_SUSE;
	d.upgrade = claim->upgrade;
	for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++) {
		s.style = styles[i].style;
		for (int k = 0; k < N_SECTIONS; k++)
			if (schemes & styles[i].scheme &&
			    scriptlet_may_need(&s, k))
				claim->needed |= 1u << k;
	}
}

static void find_kinds(struct claim *claim)
{
	for (size_t i = 0; i < claim->n; i++) {
		const struct mention *a = &claim->mentions[i];

		if (a->macro != NULL) {
			claim->schemes |= a->macro->scheme;
			continue;
		}
		claim->kinds |= a->kinds & KINDS_SOCKETS;
		claim->service |= (a->kinds & KIND_BIT(KIND_SERVICE)) != 0;
	}
}

/* One style is for all of a spec. */
static void check_schemes(struct migration *m)
{
	bool libvirt = m->posttrans;

	for (size_t i = 0; i < m->n_claims; i++)
		libvirt |= !m->claims[i].left &&
			   m->claims[i].schemes == SCHEME_LIBVIRT;
	for (size_t i = 0; i < m->n_claims; i++) {
		struct claim *c = &m->claims[i];

		if (!c->left && c->schemes & SCHEME_LIBVIRT &&
		    c->schemes != SCHEME_LIBVIRT)
			leave(m, c, migrate_first_call(c),
			      "libvirt's own macros are called for the daemon, "
			      "too");
		else if (!c->left && libvirt && c->schemes != SCHEME_LIBVIRT)
			leave(m, c, migrate_first_call(c),
			      "the style of this spec will be posttrans, that "
			      "of libvirt's own macros");
	}
}

static int compare_mentions(const void *a, const void *b)
{
	const struct mention *ma = a, *mb = b;

	if (ma->package != mb->package)
		return ma->package < mb->package ? -1 : 1;
	if (ma->daemon != mb->daemon)
		return ma->daemon < mb->daemon ? -1 : 1;
	return ma->line < mb->line ? -1 : ma->line > mb->line;
}

static int compare_claims(const void *a, const void *b)
{
	const struct claim *ca = a, *cb = b;

	if (ca->package != cb->package)
		return ca->package < cb->package ? -1 : 1;
	return ca->order < cb->order ? -1 : ca->order > cb->order;
}

/* Group the mentions by package and daemon. */
static void group(struct migration *m)
{
	if (m->n_mentions == 0)
		return;
	qsort(m->mentions, m->n_mentions, sizeof(*m->mentions),
	      compare_mentions);
	m->claims = rcalloc(m->n_mentions, sizeof(*m->claims));
	for (size_t i = 0; i < m->n_mentions; i++) {
		const struct mention *a = &m->mentions[i];
		struct claim *c = m->claims + m->n_claims;

		if (i > 0 && a->package == a[-1].package &&
		    a->daemon == a[-1].daemon) {
			c[-1].n++;
			if (a->order < c[-1].order)
				c[-1].order = a->order;
			continue;
		}
		c->package = a->package;
		c->daemon = a->daemon;
		c->mentions = a;
		c->order = a->order;
		c->n = 1;
		m->n_claims++;
	}
	qsort(m->claims, m->n_claims, sizeof(*m->claims), compare_claims);
}

void migrate_claims(struct migration *m)
{
	group(m);
	for (size_t i = 0; i < m->n_claims; i++) {
		struct claim *c = &m->claims[i];

		find_kinds(c);
		if (check_owner(m, c) && check_files(m, c))
			check_branches(m, c);
	}
	check_schemes(m);
	for (size_t i = 0; i < m->n_claims; i++) {
		struct claim *c = &m->claims[i];

		if (c->left)
			continue;
		find_upgrade(m, c);
		find_options(m, c);
		find_needed(m, c);
	}
}
