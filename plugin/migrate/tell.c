/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What our macros do otherwise than what was there before. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "migrate/claim.h"
#include "migrate/steps.h"

#define SERVICE KIND_BIT(KIND_SERVICE)

static const char *service_of(const struct migration *m, const struct claim *c)
{
	return m->daemons.list[c->daemon].service;
}

/*
 * tcp and tls are enabled where somebody asks for it, and not otherwise. The
 * style suse leaves that to the presets.
 */
static void tell_inet(const struct migration *m, const struct claim *c)
{
	unsigned inet = c->preset & c->listed & KINDS_INET;
	char kinds[40];

	if (inet == 0 || c->schemes == SCHEME_SUSE)
		return;
	kinds_format(inet, ',', kinds);
	notes_add(m->notes, c->call,
		  "the %s sockets of %s are no longer preset at installation; "
		  "\"-e %s\" in its line keeps that",
		  kinds, service_of(m, c), kinds);
}

/* Say BEFORE the names of the units of these KINDS, if any, and AFTER them. */
static void tell_units(const struct migration *m, const struct claim *c,
		       unsigned kinds, const char *before, const char *after)
{
	char unit[UNIT_NAME_LEN + 1], *text = NULL;
	size_t size;
	FILE *out;

	if (kinds == 0)
		return;
	out = open_memstream(&text, &size);
	if (out == NULL)
		abort();
	for (int k = 0; k < N_UNIT_KINDS; k++)
		if (kinds & KIND_BIT(k))
			fprintf(out, ", %s",
				unit_name(service_of(m, c), k, unit));
	fclose(out);
	notes_add(m->notes, c->call, "%s%s%s", before, text + 2, after);
	free(text);
}

/* All units are preset. */
static void tell_preset(const struct migration *m, const struct claim *c)
{
	unsigned service = c->service || c->kept ? SERVICE : 0;

	tell_units(m, c, (c->listed | service) & ~KINDS_INET & ~c->preset,
		   "preset at installation from now on: ",
		   "; a preset file that says \"disable\" for a unit keeps it "
		   "as it was");
}

/* So are all sockets disabled at removal, where calls did it for some units. */
static void tell_remove(const struct migration *m, const struct claim *c)
{
	unsigned preset = 0, removed = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = claim_entry(m, c, i);
		unsigned does = e->place == PLACE_CALL ? e->macro->does : 0;

		preset |= does & DOES_PRESET ? claim_word(m, c, i)->kinds : 0;
		removed |= does & DOES_REMOVE ? claim_word(m, c, i)->kinds : 0;
	}
	if (removed != 0)
		tell_units(m, c, preset & c->listed & ~removed,
			   "disabled at removal from now on: ", "");
}

/* A service of another source package is not scripted any more. */
static void tell_service(const struct migration *m, const struct claim *c)
{
	if (c->called & SERVICE && !c->service && !c->kept)
		notes_add(m->notes, c->call,
			  "scriptlets no longer treat %s.service, which no "
			  "package of this spec has",
			  service_of(m, c));
}

/* Some daemons hold what running guests need. */
static void tell_restart(const struct migration *m, const struct claim *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = claim_entry(m, c, i);

		if (e->place != PLACE_CALL || c->upgrade != UPGRADE_RELOAD ||
		    e->macro->upgrade != UPGRADE_RESTART ||
		    !(claim_word(m, c, i)->kinds & SERVICE))
			continue;
		notes_add(m->notes, e->line,
			  "an upgrade no longer restarts %s, but reloads it; "
			  "running guests need it",
			  service_of(m, c));
		return;
	}
}

/* Where an upgrade leaves the service alone our macros restart no socket. */
static void tell_sockets(const struct migration *m, const struct claim *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = claim_entry(m, c, i);

		if (e->place != PLACE_CALL || e->macro->does != DOES_RESTART ||
		    c->upgrade != UPGRADE_NONE)
			continue;
		notes_add(m->notes, e->line,
			  "an upgrade no longer restarts the sockets of %s, "
			  "whose service it leaves alone",
			  service_of(m, c));
		return;
	}
}

/* A line of our macro stands under the conditions of the sockets alone. */
static void tell_conditions(const struct migration *m, const struct claim *c,
			    unsigned does, const char *what)
{
	const struct spec *spec = m->spec;
	size_t *list = rcalloc(c->n, sizeof(*list)), n = 0, line = NONE;
	bool covered = false;

	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = claim_entry(m, c, i);

		if (e->place != PLACE_CALL || !(e->macro->does & does))
			continue;
		list[n++] = claim_branch(m, c, i);
		line = line == NONE ? e->line : line;
	}
	n = spec_branches_reduce(&spec->branches, list, n);
	for (size_t i = 0; i < n; i++)
		covered |= spec_within(&spec->branches, c->branch, list[i]);
	free(list);
	if (n > 0 && !covered)
		notes_add(m->notes, line,
			  "the units of %s are %s from now on wherever they "
			  "are in %%files, not under the conditions of this "
			  "line alone",
			  service_of(m, c), what);
}

/* A restart that a shell command or an upgrade was the condition of. */
static void tell_restarter(const struct migration *m, const struct claim *c)
{
	const struct daemon *d = &m->daemons.list[c->daemon];

	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = claim_entry(m, c, i);

		if (e->place != PLACE_CALL ||
		    (e->depth == 0 &&
		     strncmp(e->macro->name, "libvirt_", 8) == 0))
			continue;
		notes_add(m->notes, e->line,
			  "%s is %s by every installation and upgrade of this "
			  "package from now on",
			  d->service,
			  d->upgrade == UPGRADE_RELOAD ? "reloaded, not "
							 "restarted,"
						       : "restarted");
		return;
	}
}

/* Sockets that %install copied. */
static void tell_install(const struct migration *m, const struct claim *c)
{
	size_t install = m->installs[c->daemon];

	if (install == NONE || m->owners[c->daemon] != (size_t)(c - m->claims))
		return;
	for (size_t i = 0; i < m->claims[install].n; i++) {
		const struct entry *e = claim_entry(m, &m->claims[install], i);

		if (!claim_takes(m, e, claim_word(m, &m->claims[install], i)))
			continue;
		notes_add(m->notes, e->line,
			  "the sockets of %s come from virtd-socket from now "
			  "on, not from files of the package",
			  service_of(m, c));
		return;
	}
}

void migrate_tell(const struct migration *m)
{
	for (size_t i = 0; i < m->n_claims; i++) {
		const struct claim *c = &m->claims[i];

		if (!claim_goes(c))
			continue;
		if (c->role == ROLE_RESTARTER) {
			tell_restarter(m, c);
			continue;
		}
		tell_inet(m, c);
		tell_preset(m, c);
		tell_remove(m, c);
		tell_service(m, c);
		tell_conditions(m, c, DOES_PRESET, "preset");
		tell_conditions(m, c, DOES_REMOVE, "disabled at removal");
		tell_conditions(m, c, DOES_RESTART, "restarted by an upgrade");
		tell_restart(m, c);
		tell_sockets(m, c);
		tell_install(m, c);
	}
}
