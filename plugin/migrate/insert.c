/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Our macros in %install. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "migrate/claim.h"
#include "migrate/conditions.h"
#include "migrate/steps.h"
#include "migrate/daemons.h"

/* One of our lines, for one claim. */
struct line {
	const struct claim *claim;
	size_t header; /* of the first section of its package */
	size_t branch; /* the first one with the same conditions */
	char *start;   /* without the name */
};

/* Which options CLAIM needs besides its name. */
static void print_options(const struct migration *m, const struct claim *c,
			  FILE *out)
{
	const struct daemon *d = &m->daemons.list[c->daemon];
	bool known = c->daemon < m->daemons.catalog->n;
	char kinds[40];

	if (!known)
		fputs(" -k none", out);
	else if (c->listed != d->kinds)
		fprintf(out, " -k %s", kinds_format(c->listed, ',', kinds));
	/* who does not script the service does nothing at an upgrade */
	if ((c->service || c->kept) && (c->upgrade != d->upgrade || !known))
		fprintf(out, " -u %s", upgrade_name(c->upgrade));
}

/* "%virtd_socket -s -p SUB -k KINDS", for free(). */
static char *make_start(const struct migration *m, const struct claim *c,
			const struct spec_section *section)
{
	char *start = NULL, *owner = spec_owner(section);
	size_t size;
	FILE *out = open_memstream(&start, &size);

	if (out == NULL)
		abort();
	if (c->role == ROLE_RESTARTER) {
		fprintf(out, "%%virtd_socket_restart%s", owner);
	} else {
		fprintf(out, "%%virtd_socket%s%s",
			c->service ? " -s"
			: c->kept  ? ""
				   : " -S",
			owner);
		print_options(m, c, out);
	}
	fclose(out);
	free(owner);
	return start;
}

static int compare(const void *a, const void *b)
{
	const struct line *la = a, *lb = b;
	int order;

	if (la->header != lb->header)
		return la->header < lb->header ? -1 : 1;
	if (la->branch != lb->branch)
		return la->branch < lb->branch ? -1 : 1;
	order = strcmp(la->start, lb->start);
	if (order != 0)
		return order;
	if (la->claim->mentions->entry != lb->claim->mentions->entry)
		return la->claim->mentions->entry < lb->claim->mentions->entry
			       ? -1
			       : 1;
	return la->claim->mentions->word < lb->claim->mentions->word ? -1 : 1;
}

/* Whether A and B can be one line. */
static bool is_same(const struct line *a, const struct line *b)
{
	return a->header == b->header && a->branch == b->branch &&
	       strcmp(a->start, b->start) == 0;
}

static struct line *make_lines(const struct migration *m, size_t *n)
{
	struct line *lines = rcalloc(m->n_claims + 1, sizeof(*lines));

	*n = 0;
	for (size_t i = 0; i < m->n_claims; i++) {
		const struct claim *c = &m->claims[i];
		const struct spec_section *s;

		if (!claim_goes(c))
			continue;
		s = &m->spec->sections[m->packages[c->package].section];
		lines[(*n)++] = (struct line){
			.claim = c,
			.header = s->header,
			.branch = m->spec->branches.list[c->branch].same,
			.start = make_start(m, c, s),
		};
	}
	qsort(lines, *n, sizeof(*lines), compare);
	return lines;
}

/* Put the line that the N at LINES are. */
static void put(const struct migration *m, struct edits *edits,
		const struct line *lines, size_t n)
{
	char *names = NULL, name[SERVICE_NAME_LEN + 1];
	size_t size;
	FILE *out = open_memstream(&names, &size);

	if (out == NULL)
		abort();
	for (size_t i = 0; i < n; i++)
		fprintf(out, " %s",
			daemons_name(&m->daemons, lines[i].claim->daemon,
				     name));
	fclose(out);
	edits_insert(edits, m->site.line, "%s%s", lines->start, names);
	free(names);
}

/*
 * Whether a line that the shell may read last before ours, whatever the
 * conditions, goes on behind a backslash.
 */
static bool is_cut(const struct migration *m, const struct edits *edits)
{
	for (size_t i = m->site.line; i-- > 0;) {
		const struct spec_line *line = &m->spec->lines[i];

		if (line->kind == LINE_HEADER)
			return false;
		if (line->kind == LINE_CONDITION || line->span == 0 ||
		    edits_deleted(edits, i))
			continue;
		if (line->cut)
			return true;
		if (line->branch == m->site.branch)
			return false;
	}
	return false;
}

void migrate_insert(const struct migration *m, struct edits *edits)
{
	struct conditions c = {m, edits, m->site.branch};
	size_t count, n;
	struct line *lines = make_lines(m, &count);

	if (count > 0 && m->site.header)
		edits_insert(edits, m->site.line, "%%install");
	else if (count > 0 && is_cut(m, edits))
		edits_insert(edits, m->site.line, "%s", "");
	for (size_t i = 0; i < count; i += n) {
		for (n = 1; i + n < count; n++)
			if (!is_same(&lines[i], &lines[i + n]))
				break;
		conditions_go(&c, lines[i].branch);
		put(m, edits, &lines[i], n);
	}
	conditions_go(&c, m->site.branch);
	if (count > 0 && m->site.header)
		edits_insert(edits, m->site.line, "%s", "");
	for (size_t i = 0; i < count; i++)
		free(lines[i].start);
	free(lines);
}
