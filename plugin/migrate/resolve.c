/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which daemons the words of the spec file mean. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "migrate/entry.h"
#include "migrate/hidden.h"
#include "migrate/resolve.h"
#include "migrate/steps.h"

/*
 * libvirt's macros also treat services without sockets, which are in no
 * catalogue.
 */
static void find_services(struct migration *m)
{
	static const char suffix[] = ".service";

	for (size_t i = 0; i < m->n_entries; i++) {
		const struct entry *e = &m->entries[i];

		if (e->macro == NULL || e->macro->scheme != SCHEME_LIBVIRT)
			continue;
		for (size_t k = 0; k < e->n; k++) {
			const char *text = e->words[k].text;
			const char *end = strstr(text, suffix);
			char *name;

			if (end == NULL || end[sizeof(suffix) - 1] != '\0')
				continue;
			name = copy_text(text, end - text);
			if (daemon_is_name(name))
				daemons_add(&m->daemons, name, end - text);
			free(name);
		}
	}
}

static void resolve_units(const struct migration *m, struct entry *e)
{
	for (size_t i = 0; i < e->n; i++)
		resolve_unit(m, e, i);
}

/* Names behind %virtd_socket are for all sockets. */
static void resolve_ours(const struct migration *m, struct entry *e)
{
	resolve_units(m, e);
	for (size_t i = 0; i < e->n; i++)
		e->words[i].kinds = KINDS_SOCKETS;
}

/* The units that one word matches are put behind it. */
struct matching {
	struct entry *entry;
	size_t word;
	bool any;
};

static void match(void *ctx, size_t daemon, unsigned kinds)
{
	struct matching *m = ctx;
	struct entry *e = m->entry;
	struct word *w;

	if (m->any)
		entry_word(e, e->words[m->word].text);
	w = &e->words[m->any ? e->n - 1 : m->word];
	w->source = e->words[m->word].source;
	w->daemon = daemon;
	w->kinds = kinds;
	m->any = true;
}

/* The words of a line of %files. */
static void resolve_file(struct migration *m, struct entry *e)
{
	for (size_t i = 0, n = e->n; i < n; i++) {
		struct matching matching = {.entry = e, .word = i};
		const char *text = e->words[i].text;

		if (strchr(text, '%') != NULL) {
			resolve_doubt(m, e, text);
			continue;
		}
		if (*text != '\0' && strpbrk(text, "*?[") == NULL) {
			resolve_unit(m, e, i);
			continue;
		}
		if (!daemons_pattern(&m->daemons, *text != '\0' ? text : "*",
				     match, &matching) &&
		    matching.any && e->why == NULL)
			e->why = "it may name other units, too";
	}
}

static void resolve_call(struct migration *m, struct entry *e)
{
	resolve_units(m, e);
	for (size_t i = 0; i < e->n; i++)
		if (strchr(e->words[i].text, '%') != NULL)
			resolve_doubt(m, e, e->words[i].text);
}

void migrate_resolve(struct migration *m)
{
	struct values *values = values_new(m->spec);

	find_services(m);
	for (size_t i = 0; i < m->n_entries; i++) {
		struct entry *e = &m->entries[i];

		if (e->place == PLACE_CALL)
			resolve_call(m, e);
		else if (e->place == PLACE_FILE)
			resolve_file(m, e);
		else if (e->place == PLACE_COPY)
			resolve_copy(m, e, values);
		else if (e->place == PLACE_INSTALL && e->start != NULL)
			resolve_install(m, e, values);
		else if (e->start != NULL)
			resolve_text(m, e, values);
		else
			resolve_ours(m, e);
	}
	values_free(values);
	hidden_find(m);
}
