/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * All or nothing: what is left of a daemon in one package is left in all; and
 * a scriptlet behind the %files of its package must go as a whole, because
 * ours stands before them.
 */
#include <stdlib.h>

#include <rpm/rpmutil.h>

#include "migrate/claim.h"
#include "migrate/steps.h"

#define OTHER_LINES                                                            \
	"scriptlets of its package behind its %files have other lines, too"

/* Claims that were left, and others that depend on them. */
struct spread {
	struct migration *m;
	size_t *queue;
	size_t n;
	bool *daemons; /* that are done */
};

static void leave(struct spread *s, struct claim *c)
{
	c->left = true;
	s->queue[s->n++] = c - s->m->claims;
}

/* Find the sections that the claims of P need. Returns whether one is late. */
static bool find_needed(struct package *p)
{
	bool late = false;

	for (size_t i = 0; i < p->n_claims; i++)
		if (claim_goes(&p->claims[i]))
			p->needed |= p->claims[i].needed;
	for (int k = 0; k < N_SECTIONS; k++)
		late |= p->needed & 1u << k && p->late[k] != NONE;
	return late;
}

/* Whether all of E goes with the claims for it. */
static bool is_ours(const struct migration *m, const struct entry *e)
{
	for (size_t i = 0; i < e->n; i++)
		if (!claim_takes(m, e, &e->words[i]))
			return false;
	return e->why == NULL;
}

/* Leave all claims of P because of WHY. */
static void leave_package(struct spread *s, struct package *p, size_t line,
			  const char *why)
{
	struct migration *m = s->m;

	p->whole = false;
	for (size_t i = 0; i < p->n_claims; i++) {
		struct claim *c = &p->claims[i];

		if (!claim_goes(c))
			continue;
		notes_leave(m->notes, line, m->daemons.list[c->daemon].service,
			    why);
		leave(s, c);
	}
}

/* Whether the claims of P, which go together, need the section S to go. */
static bool is_late(const struct package *p, const struct spec_section *s)
{
	return p->whole && s->part == PART_SCRIPT && s->header > p->files &&
	       p->needed & 1u << s->script;
}

/* Find packages whose claims can only go together, and those that cannot. */
static void check_late(struct spread *s)
{
	struct migration *m = s->m;
	const struct spec *spec = m->spec;
	bool *filled = rcalloc(spec->n_sections, sizeof(*filled));

	for (size_t i = 0; i < spec->n_packages; i++)
		m->packages[i].whole = find_needed(&m->packages[i]);
	for (size_t i = 0; i < m->n_entries; i++) {
		const struct entry *e = &m->entries[i];
		struct package *p = &m->packages[e->package];
		size_t section = spec->lines[e->line].section;

		filled[section] = true;
		if (is_late(p, &spec->sections[section]) && !is_ours(m, e))
			leave_package(s, p, e->line, OTHER_LINES);
	}
	/* where nothing goes the header stays, too */
	for (size_t i = 0; i < spec->n_sections; i++) {
		const struct spec_section *section = &spec->sections[i];
		struct package *p = &m->packages[section->package];

		if (!filled[i] && is_late(p, section))
			leave_package(s, p, section->header,
				      "this scriptlet of its package stands "
				      "behind its %files, and is empty");
	}
	free(filled);
}

void migrate_spread(struct migration *m)
{
	struct spread s = {.m = m};

	s.queue = rcalloc(m->n_claims + 1, sizeof(*s.queue));
	s.daemons = rcalloc(m->daemons.n + 1, sizeof(*s.daemons));
	for (size_t i = 0; i < m->n_claims; i++) {
		const struct claim *c = &m->claims[i];

		if (c->left && (c->role != ROLE_NONE || c->blocks))
			s.queue[s.n++] = i;
	}
	check_late(&s);
	for (size_t i = 0; i < s.n; i++) {
		const struct claim *c = &m->claims[s.queue[i]];
		struct package *p = &m->packages[c->package];

		if (p->whole && c->role != ROLE_NONE)
			leave_package(&s, p, p->files, OTHER_LINES);
		if (s.daemons[c->daemon])
			continue;
		s.daemons[c->daemon] = true;
		for (size_t k = claim_first(m, c->daemon); k != NONE;
		     k = m->claims[k].next)
			if (claim_goes(&m->claims[k]))
				leave(&s, &m->claims[k]);
	}
	free(s.daemons);
	free(s.queue);
}
