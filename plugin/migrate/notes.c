/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Warnings: what is left, and what our macros do otherwise than before. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/message.h"
#include "migrate/migration.h"

void migrate_note(const struct migration *m, size_t i, const char *fmt, ...)
{
	struct notes *notes = m->notes;
	size_t n = notes->n;
	va_list ap;

	GROW(notes->list, n);
	notes->n++;
	notes->list[n] = (struct note){.line = i, .order = n};
	va_start(ap, fmt);
	rvasprintf(&notes->list[n].text, fmt, ap);
	va_end(ap);
}

void migrate_leave(const struct migration *m, size_t i, const char *why)
{
	const char *text = spec_trimmed(m->spec, i);
	size_t len = strcspn(text, "\r");

	migrate_note(m, i, "left as it is, because %s: %.*s%s", why,
		     len > 60 ? 60 : (int)len, text, len > 60 ? "..." : "");
}

static int compare(const void *a, const void *b)
{
	const struct note *na = a, *nb = b;

	if (na->line != nb->line)
		return na->line < nb->line ? -1 : 1;
	return na->order < nb->order ? -1 : na->order > nb->order;
}

void migrate_print_notes(const struct migration *m)
{
	struct notes *notes = m->notes;

	if (notes->n > 1)
		qsort(notes->list, notes->n, sizeof(*notes->list), compare);
	for (size_t i = 0; i < notes->n; i++) {
		warning("%s:%zu: %s", m->spec->file, notes->list[i].line + 1,
			notes->list[i].text);
		free(notes->list[i].text);
	}
	free(notes->list);
}

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
		migrate_note(
			m, a->line,
			"the %s sockets of %s are no longer preset at "
			"installation; add \"-e %s\" to its macros if they "
			"should be",
			kinds, m->daemons[claim->daemon].service, kinds);
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
		migrate_note(m, a->line,
			     "an upgrade no longer restarts %s, but reloads "
			     "it; running guests need it",
			     d->service);
		return;
	}
}

void migrate_notes(const struct migration *m, const struct claim *claim)
{
	note_inet(m, claim);
	note_restart(m, claim);
}
