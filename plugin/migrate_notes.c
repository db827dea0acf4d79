/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What our macros do otherwise than what they replace. */
#include "message.h"
#include "migrate_parts.h"

/*
 * tcp and tls are enabled where somebody asks for it, and not otherwise. The
 * style suse leaves that to the presets.
 */
static void note_inet(const struct migration *m, const struct claim *claim)
{
	for (size_t i = 0; i < claim->n; i++) {
		const struct mention *a = &claim->mentions[i];
		unsigned inet = a->kinds & KINDS_INET & claim->kinds;
		char kinds[40];

		if (a->macro == NULL || inet == 0 ||
		    a->macro->scheme == SCHEME_SUSE ||
		    a->macro->section == SECTION_PREUN ||
		    a->macro->section == SECTION_POSTUN)
			continue;
		kinds_format(inet, ',', kinds);
		warning("%s:%zu: the %s sockets of %s are no longer preset at "
			"installation; add \"-e %s\" to its macros if they "
			"should be",
			m->spec->file, a->line + 1, kinds,
			m->daemons[claim->daemon].service, kinds);
		return;
	}
}

/* Some daemons hold what running guests need. */
static void note_restart(const struct migration *m, const struct claim *claim)
{
	const struct daemon *d = &m->daemons[claim->daemon];

	for (size_t i = 0; i < claim->n; i++) {
		const struct mention *a = &claim->mentions[i];

		if (a->macro == NULL || a->macro->upgrade != UPGRADE_RESTART ||
		    claim->upgrade != UPGRADE_RELOAD ||
		    !(a->kinds & KIND_BIT(KIND_SERVICE)))
			continue;
		warning("%s:%zu: an upgrade no longer restarts %s, but reloads "
			"it; running guests need it",
			m->spec->file, a->line + 1, d->service);
		return;
	}
}

void migrate_notes(const struct migration *m, const struct claim *claim)
{
	note_inet(m, claim);
	note_restart(m, claim);
}
