/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where in the shell's commands lines of a section stand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/braces.h"
#include "base/grow.h"
#include "migrate/entry.h"
#include "shell/scan.h"

struct depths {
	struct migration *m;
	size_t next;	  /* entry */
	size_t first;	  /* line */
	size_t end;	  /* line behind the last one */
	size_t *branches; /* of the last command at each depth */
	size_t n;
};

/* Whether a command at DEPTH in BRANCH may be alone in what encloses it. */
static bool is_parted(struct depths *d, unsigned depth, size_t branch)
{
	while (d->n <= depth) {
		GROW(d->branches, d->n);
		d->branches[d->n++] = branch;
	}
	d->branches[depth] = branch;
	return depth > 0 && d->branches[depth - 1] != branch;
}

static void set_depth(void *ctx, unsigned line, unsigned depth, bool bound)
{
	struct depths *d = ctx;
	struct migration *m = d->m;
	size_t i = d->first + line - 1;

	/* what nothing closes, such as "`", ends behind the last line */
	if (i >= d->end)
		return;
	bound |= is_parted(d, depth, m->spec->lines[i].branch);
	while (d->next < m->n_entries && m->entries[d->next].line < i)
		d->next++;
	/* only the first command of a line: others are no entries */
	for (; d->next < m->n_entries && m->entries[d->next].line == i;
	     d->next++) {
		m->entries[d->next].depth = depth;
		m->entries[d->next].bound = bound;
	}
}

/* Make a word of the N bytes at TEXT, on the same lines. */
static void hide(char *text, size_t n)
{
	for (char *p = text; p < text + n; p++) {
		if (*p != '\n')
			*p = 'x';
		else if (p[-1] != '\n')
			p[-1] = '\\';
	}
}

/* Make a word of each macro with braces in TEXT. */
static void hide_macros(char *text)
{
	char *end = text + strlen(text);

	for (char *p = text; p < end; p++) {
		size_t n = 0;

		if (*p == '\\' && p + 1 < end) {
			p++;
		} else if (*p == '%' && p + 1 < end &&
			   strchr("{([", p[1]) != NULL) {
			n = braces_group(p + 1, end - p - 1);
			/* no other one would be closed, either */
			if (n == 0)
				return;
		}
		hide(p + 1, n);
		p += n;
	}
}

/* The line I for the shell: nothing of a conditional, not even its end. */
static void print_line(const struct spec *spec, size_t i, FILE *out)
{
	if (spec->lines[i].span == 0)
		return;
	if (spec->lines[i].kind == LINE_TEXT && !spec_comment(spec, i)) {
		char *text = spec_with_newlines(spec, i);

		hide_macros(text);
		fprintf(out, "%s\n", text);
		free(text);
		return;
	}
	for (size_t k = 0; k < spec->lines[i].span; k++)
		fputs(spec->lines[i].kind == LINE_CONDITION ? "\\\n" : "\n",
		      out);
}

/* What cannot be taken out of the shell's commands. */
static void check_copies(struct migration *m, size_t first)
{
	for (size_t i = first; i < m->n_entries; i++) {
		struct entry *e = &m->entries[i];

		if (e->place == PLACE_COPY && (e->bound || e->depth > 0))
			e->why = "it stands inside a shell command";
	}
}

void depths_find(struct migration *m, const struct spec_section *s,
		 size_t first)
{
	struct depths d = {
		.m = m, .next = first, .first = s->header + 1, .end = s->end};
	char *text = NULL;
	size_t size;
	FILE *out;

	if (first == m->n_entries)
		return;
	out = open_memstream(&text, &size);
	if (out == NULL)
		abort();
	for (size_t i = s->header + 1; i < s->end; i++)
		print_line(m->spec, i, out);
	fclose(out);
	/* where no command begins is text: a here-document, a string */
	for (size_t i = first; i < m->n_entries; i++)
		m->entries[i].bound = true;
	shellscan_depths(text, set_depth, &d);
	free(text);
	free(d.branches);
	check_copies(m, first);
}
