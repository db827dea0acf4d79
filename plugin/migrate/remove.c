/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lines that our macros replace. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "migrate/claim.h"
#include "migrate/steps.h"

/* Whether our macros take the place of some word of E; of ALL of it. */
static bool is_taken(const struct migration *m, const struct entry *e,
		     bool *all)
{
	bool any = false;

	*all = e->n > 0;
	for (size_t i = 0; i < e->n; i++) {
		bool taken = claim_takes(m, e, &e->words[i]);

		any |= taken;
		*all &= taken;
	}
	return any;
}

/* The number of words of E from I on that have one source. */
static size_t count_source(const struct entry *e, size_t i)
{
	size_t n = 1;

	while (i + n < e->n && e->words[i + n].source == e->words[i].source)
		n++;
	return n;
}

/* Print the words of E that stay, SEPARATOR before each. Returns how many. */
static size_t print_rest(const struct migration *m, const struct entry *e,
			 const char *separator, FILE *out)
{
	size_t printed = 0;

	for (size_t i = 0, n; i < e->n; i += n) {
		bool any = false;

		n = count_source(e, i);
		for (size_t k = i; k < i + n; k++)
			any |= claim_takes(m, e, &e->words[k]);
		if (!any) {
			fprintf(out, "%s%s", separator,
				e->sources[e->words[i].source]);
			printed++;
		}
		for (size_t k = i; any && k < i + n; k++) {
			const struct word *w = &e->words[k];

			if (claim_takes(m, e, w))
				continue;
			fprintf(out, "%s%s", separator,
				w->written != NULL ? w->written : w->text);
			printed++;
		}
	}
	return printed;
}

/* Write what stays of E, which stands on a line of its own from now on. */
static void write_rest(const struct migration *m, struct edits *edits,
		       const struct entry *e)
{
	const char *line = m->spec->lines[e->line].text;
	int indent = (int)(spec_trimmed(m->spec, e->line) - line);
	char *text = NULL, *separator = NULL;
	size_t size, n;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		abort();
	if (e->place == PLACE_FILE) {
		/* one line for each unit */
		size_t len = strlen(e->start) + (size_t)indent + 2;

		separator = malloc(len);
		if (separator == NULL)
			abort();
		snprintf(separator, len, "\n%.*s%s", indent, line, e->start);
		n = print_rest(m, e, separator, out);
	} else {
		fprintf(out, "\n%.*s%s", indent, line, e->start);
		n = print_rest(m, e, " ", out);
		fprintf(out, "%s", e->end);
	}
	fclose(out);
	if (n > 0)
		edits_insert(edits, e->line, "%s", text + 1);
	free(separator);
	free(text);
}

void migrate_remove(const struct migration *m, struct edits *edits)
{
	for (size_t i = 0, n; i < m->n_entries; i += n) {
		const struct entry *e = &m->entries[i];
		size_t span = m->spec->lines[e->line].span;
		bool any = false, all = true;

		for (n = 0; i + n < m->n_entries && e[n].line == e->line; n++) {
			bool whole;

			any |= is_taken(m, &e[n], &whole);
			all &= whole;
		}
		if (!any)
			continue;
		edits_delete(edits, e->line, span + (all ? e->more : 0));
		for (size_t k = 0; k < n && !all; k++)
			write_rest(m, edits, &e[k]);
	}
}
