/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a spec file does by hand for the sockets, and how our macros do it. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "migrate/migrate.h"
#include "migrate/migration.h"

static void start(struct migration *m)
{
	const struct catalog *catalog = m->catalog;

	m->n_daemons = catalog->n;
	m->daemons = rcalloc(catalog->n + 1, sizeof(*m->daemons));
	if (catalog->n > 0)
		memcpy(m->daemons, catalog->daemons,
		       catalog->n * sizeof(*m->daemons));
	for (size_t i = 0; i < m->spec->n_lines; i++) {
		const char *text = m->spec->lines[i].text;

		m->suse |= strstr(text, "suse_version") != NULL;
		m->posttrans |= strstr(text, "virtd_socket_style") != NULL &&
				strstr(text, "posttrans") != NULL;
	}
}

static void finish(struct migration *m)
{
	/* names of the catalogue belong to it */
	for (size_t i = m->catalog->n; i < m->n_daemons; i++)
		free((char *)m->daemons[i].service);
	free(m->daemons);
	free(m->mentions);
	free(m->claims);
}

/* All claims, package by package. */
static void edit(struct migration *m)
{
	unsigned schemes = 0;

	for (size_t i = 0, n; i < m->n_claims; i += n) {
		for (n = 1; i + n < m->n_claims; n++)
			if (m->claims[i + n].package != m->claims[i].package)
				break;
		migrate_scripts(m, &m->claims[i], n);
	}
	for (size_t i = 0; i < m->n_claims; i++) {
		if (m->claims[i].left)
			continue;
		schemes |= m->claims[i].schemes;
		if (migrate_files(m, &m->claims[i]))
			migrate_install(m, &m->claims[i]);
	}
	if (schemes & SCHEME_LIBVIRT)
		migrate_macros(m);
	if (schemes != 0)
		migrate_preamble(m, schemes & SCHEME_LIBVIRT);
}

void migrate(const struct spec *spec, const struct catalog *catalog,
	     struct edits *edits)
{
	struct notes notes = {0};
	struct migration m = {.spec = spec,
			      .notes = &notes,
			      .catalog = catalog,
			      .edits = edits};

	start(&m);
	migrate_find(&m);
	migrate_claims(&m);
	edit(&m);
	migrate_print_notes(&m);
	finish(&m);
}
