/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a package has of a daemon. */
#include <stdlib.h>

#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "migrate/claim.h"
#include "migrate/steps.h"

const struct entry *claim_entry(const struct migration *m,
				const struct claim *claim, size_t i)
{
	return &m->entries[claim->mentions[i].entry];
}

const struct word *claim_word(const struct migration *m,
			      const struct claim *claim, size_t i)
{
	return &claim_entry(m, claim, i)->words[claim->mentions[i].word];
}

size_t claim_branch(const struct migration *m, const struct claim *claim,
		    size_t i)
{
	return m->spec->lines[claim_entry(m, claim, i)->line].branch;
}

size_t claim_first(const struct migration *m, size_t daemon)
{
	return m->first_claims[daemon];
}

bool claim_goes(const struct claim *claim)
{
	return claim->role != ROLE_NONE && !claim->left;
}

bool claim_takes(const struct migration *m, const struct entry *entry,
		 const struct word *w)
{
	const struct claim *c;
	size_t i;

	if (w->daemon == NONE || entry->why != NULL)
		return false;
	i = entry->place == PLACE_COPY ? m->owners[w->daemon] : w->claim;
	c = i != NONE ? &m->claims[i] : NULL;
	if (c == NULL || !claim_goes(c))
		return false;
	if (entry->place == PLACE_COPY)
		return w->kinds & c->listed;
	return entry->place != PLACE_FILE || w->kinds & KINDS_SOCKETS ||
	       c->service;
}

static int compare_mentions(const void *a, const void *b)
{
	const struct mention *ma = a, *mb = b;

	if (ma->package != mb->package)
		return ma->package < mb->package ? -1 : 1;
	if (ma->daemon != mb->daemon)
		return ma->daemon < mb->daemon ? -1 : 1;
	if (ma->entry != mb->entry)
		return ma->entry < mb->entry ? -1 : 1;
	return ma->word < mb->word ? -1 : ma->word > mb->word;
}

static void find_mentions(struct migration *m)
{
	for (size_t i = 0; i < m->n_entries; i++) {
		const struct entry *e = &m->entries[i];

		for (size_t k = 0; k < e->n; k++) {
			if (e->words[k].daemon == NONE)
				continue;
			GROW(m->mentions, m->n_mentions);
			m->mentions[m->n_mentions++] = (struct mention){
				e->package, e->words[k].daemon, i, k};
		}
	}
	if (m->n_mentions > 1)
		qsort(m->mentions, m->n_mentions, sizeof(*m->mentions),
		      compare_mentions);
}

/* Group the mentions by package and daemon. */
static void group(struct migration *m)
{
	for (size_t i = 0; i < m->n_mentions; i++) {
		const struct mention *a = &m->mentions[i];

		if (i == 0 || a->package != a[-1].package ||
		    a->daemon != a[-1].daemon) {
			GROW(m->claims, m->n_claims);
			m->claims[m->n_claims++] = (struct claim){
				.package = a->package,
				.daemon = a->daemon,
				.mentions = a,
				.call = NONE,
				.next = NONE,
			};
		}
		m->claims[m->n_claims - 1].n++;
		m->entries[a->entry].words[a->word].claim = m->n_claims - 1;
	}
	m->first_claims = rcalloc(m->daemons.n + 1, sizeof(*m->first_claims));
	m->owners = rcalloc(m->daemons.n + 1, sizeof(*m->owners));
	m->installs = rcalloc(m->daemons.n + 1, sizeof(*m->installs));
	m->services = rcalloc(m->daemons.n + 1, sizeof(*m->services));
	for (size_t i = 0; i < m->daemons.n; i++)
		m->first_claims[i] = m->owners[i] = m->installs[i] = NONE;
	for (size_t i = m->n_claims; i-- > 0;) {
		struct claim *c = &m->claims[i];

		c->next = m->first_claims[c->daemon];
		m->first_claims[c->daemon] = i;
		if (c->package == m->spec->n_packages)
			m->installs[c->daemon] = i;
	}
}

/* What the calls of one claim say. */
struct said {
	unsigned preset[SCHEME_ALL + 1]; /* the units, for each scheme */
	unsigned service, others;	 /* what an upgrade does with them */
};

/* What a call tells. */
static void read_call(struct claim *c, const struct entry *e,
		      const struct word *w, struct said *said)
{
	const struct scriptmacro *macro = e->macro;
	unsigned *upgrade = w->kinds & KIND_BIT(KIND_SERVICE) ? &said->service
							      : &said->others;

	if (c->call == NONE)
		c->call = e->line;
	c->called |= w->kinds;
	c->schemes |= macro->scheme;
	if (macro->does & DOES_PRESET)
		said->preset[macro->scheme] |= w->kinds;
	/* RESTART comes before RELOAD before NONE */
	if (macro->upgrade < *upgrade)
		*upgrade = macro->upgrade;
}

static void find_facts(struct migration *m, struct claim *c)
{
	struct said said = {.service = UPGRADE_UNSAID, .others = UPGRADE_NONE};
	bool only_restarts = true;

	c->preset = ~0u;
	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = claim_entry(m, c, i);
		const struct word *w = claim_word(m, c, i);

		if (e->place == PLACE_CALL) {
			read_call(c, e, w, &said);
			only_restarts &= e->macro->does == DOES_RESTART;
		} else if (e->place == PLACE_FILE && !e->absent) {
			c->listed |= w->kinds & KINDS_SOCKETS;
			c->service |= (w->kinds & KIND_BIT(KIND_SERVICE)) != 0;
		}
	}
	for (unsigned scheme = 1; scheme <= SCHEME_ALL; scheme++)
		if (c->schemes & scheme && (scheme & (scheme - 1)) == 0)
			c->preset &= said.preset[scheme];
	c->upgrade =
		said.service != UPGRADE_UNSAID ? said.service : said.others;
	m->services[c->daemon] += c->service;
	if (c->call == NONE)
		return;
	c->role = c->listed == 0 && !c->service && only_restarts
			  ? ROLE_RESTARTER
			  : ROLE_OWNER;
	if (c->role == ROLE_OWNER && m->owners[c->daemon] == NONE)
		m->owners[c->daemon] = c - m->claims;
}

/* What section I says of the package P. */
static void read_section(struct migration *m, size_t i, struct package *p)
{
	const struct spec_section *s = &m->spec->sections[i];

	if ((s->part == PART_FILES || s->part == PART_SCRIPT) &&
	    p->section == NONE)
		p->section = i;
	if (s->part == PART_FILES && p->files == NONE)
		p->files = s->header;
	p->list |= s->part == PART_FILES && s->list;
	if (s->odd != NULL && p->odd == NONE)
		p->odd = s->header;
	if (s->part != PART_SCRIPT)
		return;
	if (s->program && p->programs[s->script] == NONE)
		p->programs[s->script] = s->header;
	if (p->files != NONE && p->late[s->script] == NONE)
		p->late[s->script] = s->header;
}

/* What is known of the packages. */
static void find_packages(struct migration *m)
{
	const struct spec *spec = m->spec;

	m->packages = rcalloc(spec->n_packages + 1, sizeof(*m->packages));
	for (size_t i = 0; i <= spec->n_packages; i++) {
		struct package *p = &m->packages[i];

		p->files = p->section = p->doubts = p->odd = NONE;
		for (int k = 0; k < N_SECTIONS; k++)
			p->programs[k] = p->late[k] = NONE;
	}
	for (size_t i = 0; i < spec->n_sections; i++)
		read_section(m, i, &m->packages[spec->sections[i].package]);
	for (size_t i = 0; i < m->n_claims; i++) {
		struct package *p = &m->packages[m->claims[i].package];

		if (p->n_claims++ == 0)
			p->claims = &m->claims[i];
	}
	for (size_t i = m->n_doubts; i-- > 0;) {
		struct package *p = &m->packages[m->doubts[i].package];

		m->doubts[i].next = p->doubts;
		p->doubts = i;
	}
}

void migrate_claim(struct migration *m)
{
	find_mentions(m);
	group(m);
	for (size_t i = 0; i < m->n_claims; i++)
		find_facts(m, &m->claims[i]);
	find_packages(m);
}

void claims_free(struct migration *m)
{
	free(m->packages);
	free(m->first_claims);
	free(m->owners);
	free(m->installs);
	free(m->services);
	free(m->mentions);
	free(m->claims);
}
