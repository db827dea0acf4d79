/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the lines of a spec file say of units. */
#include <stdlib.h>

#include <rpm/rpmutil.h>

#include "base/braces.h"
#include "base/grow.h"
#include "migrate/entry.h"

void entry_source(struct entry *entry, const char *text)
{
	GROW(entry->sources, entry->n_sources);
	entry->sources[entry->n_sources++] = rstrdup(text);
}

void entry_word(struct entry *entry, const char *text)
{
	GROW(entry->words, entry->n);
	entry->words[entry->n++] = (struct word){
		.text = rstrdup(text),
		.source = entry->n_sources - 1,
		.daemon = NONE,
		.claim = NONE,
	};
}

void entry_units(struct entry *e, const char *unit)
{
	ARGV_t names = braces_expand(unit);

	if (names == NULL) {
		e->why = "its braces make too many names";
		entry_word(e, "*");
	}
	for (char **name = names; name != NULL && *name != NULL; name++)
		entry_word(e, *name);
	argvFree(names);
}

void entry_free(struct entry *entry)
{
	for (size_t i = 0; i < entry->n; i++) {
		free(entry->words[i].text);
		free(entry->words[i].written);
	}
	for (size_t i = 0; i < entry->n_sources; i++)
		free(entry->sources[i]);
	free(entry->words);
	free(entry->sources);
	free(entry->start);
	free(entry->end);
}

void entry_take(struct migration *m, size_t i, const struct entry *entry)
{
	struct entry *e;

	GROW(m->entries, m->n_entries);
	e = &m->entries[m->n_entries++];
	*e = *entry;
	e->line = i;
	e->package = m->spec->sections[m->spec->lines[i].section].package;
	if (e->place == PLACE_COPY || e->place == PLACE_INSTALL)
		e->package = m->spec->n_packages;
}
