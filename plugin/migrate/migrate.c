/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a spec file does by hand for the sockets, and how our macros do it. */
#include <stdlib.h>

#include "migrate/claim.h"
#include "migrate/entry.h"
#include "migrate/migrate.h"
#include "migrate/steps.h"
#include "migrate/daemons.h"

static void finish(struct migration *m)
{
	for (size_t i = 0; i < m->n_entries; i++)
		entry_free(&m->entries[i]);
	for (size_t i = 0; i < m->n_doubts; i++)
		free(m->doubts[i].pattern);
	free(m->entries);
	free(m->doubts);
	claims_free(m);
	daemons_close(&m->daemons);
}

void migrate(const struct spec *spec, const struct catalog *catalog,
	     struct edits *edits)
{
	struct migration m = {.spec = spec, .notes = notes_new()};

	daemons_open(&m.daemons, catalog);
	migrate_read(&m);
	migrate_resolve(&m);
	migrate_claim(&m);
	migrate_site(&m);
	migrate_judge(&m);
	migrate_spread(&m);

	migrate_remove(&m, edits);
	migrate_insert(&m, edits);
	migrate_definitions(&m, edits);
	migrate_tidy(&m, edits);
	migrate_preamble(&m, edits);
	migrate_tell(&m);
	notes_print(m.notes, spec->file, spec_text, spec);
	finish(&m);
}
