/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Changes to the lines of a text, and their unified diff. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "spec/diff_name.h"
#include "spec/edits.h"

#define CONTEXT 3

/* Lines, with newlines. */
struct added {
	char *text; /* NULL if there are none */
	size_t len, size;
};

struct edits {
	size_t n;
	bool *gone;	      /* one for each line */
	struct added *before; /* one more than lines */
};

/* What a diff is made of. */
struct diff {
	const struct edits *edits;
	const char *(*line)(const void *ctx, size_t i);
	const void *ctx;
	bool newline;
	FILE *out;
	long shift; /* how many lines more the new text has so far */
};

struct edits *edits_new(size_t n)
{
	struct edits *e = rcalloc(1, sizeof(*e));

	e->n = n;
	e->gone = rcalloc(n + 1, sizeof(*e->gone));
	e->before = rcalloc(n + 1, sizeof(*e->before));
	return e;
}

void edits_free(struct edits *edits)
{
	if (edits == NULL)
		return;
	for (size_t i = 0; i <= edits->n; i++)
		free(edits->before[i].text);
	free(edits->before);
	free(edits->gone);
	free(edits);
}

void edits_delete(struct edits *edits, size_t i, size_t n)
{
	memset(&edits->gone[i], true, n);
}

bool edits_deleted(const struct edits *edits, size_t i)
{
	return edits->gone[i];
}

void edits_insert(struct edits *edits, size_t i, const char *fmt, ...)
{
	struct added *added = &edits->before[i];
	char *line = NULL;
	size_t len;
	va_list ap;

	va_start(ap, fmt);
	rvasprintf(&line, fmt, ap);
	va_end(ap);
	len = strlen(line);
	if (added->size < added->len + len + 2) {
		added->size = 2 * (added->len + len + 2);
		added->text = rrealloc(added->text, added->size);
	}
	memcpy(added->text + added->len, line, len);
	added->len += len;
	memcpy(added->text + added->len++, "\n", 2);
	free(line);
}

const char *edits_inserted(const struct edits *edits, size_t i)
{
	return edits->before[i].text;
}

static bool changed(const struct edits *e, size_t i)
{
	return e->gone[i] || e->before[i].text != NULL;
}

bool edits_any(const struct edits *edits)
{
	for (size_t i = 0; i <= edits->n; i++)
		if (changed(edits, i))
			return true;
	return false;
}

/* Print TEXT, which ends with a newline, with "+" before each line. */
static void print_added(const char *text, FILE *out)
{
	while (*text != '\0') {
		int len = (int)strcspn(text, "\n");

		fprintf(out, "+%.*s\n", len, text);
		text += len + 1;
	}
}

/* Print what is put before the lines from *FIRST up to I. */
static void print_pending(const struct diff *d, size_t *first, size_t i)
{
	for (; *first <= i; ++*first)
		if (d->edits->before[*first].text != NULL)
			print_added(d->edits->before[*first].text, d->out);
}

static void print_line(const struct diff *d, char sign, size_t i)
{
	fprintf(d->out, "%c%s\n", sign, d->line(d->ctx, i));
	if (i + 1 == d->edits->n && !d->newline)
		fputs("\\ No newline at end of file\n", d->out);
}

/* Whether line I must be replaced to end with a newline. */
static bool needs_newline(const struct diff *d, size_t i)
{
	return i + 1 == d->edits->n && !d->newline && !d->edits->gone[i] &&
	       d->edits->before[i + 1].text != NULL;
}

/* Removed lines, then those that replace them, then one that stays. */
static void print_lines(const struct diff *d, size_t start, size_t end)
{
	size_t added = start;

	for (size_t i = start; i < end; i++) {
		if (d->edits->gone[i]) {
			print_line(d, '-', i);
			continue;
		}
		print_pending(d, &added, i);
		if (needs_newline(d, i)) {
			print_line(d, '-', i);
			fprintf(d->out, "+%s\n", d->line(d->ctx, i));
		} else {
			print_line(d, ' ', i);
		}
	}
	print_pending(d, &added, end < d->edits->n ? end - 1 : end);
}

static size_t count_lines(const char *text)
{
	size_t n = 0;

	for (; text != NULL && *text != '\0'; text++)
		n += *text == '\n';
	return n;
}

static void print_range(const struct diff *d, char sign, size_t start, size_t n)
{
	/* a range of no lines is named by the line before it */
	fprintf(d->out, "%c%zu", sign, n > 0 ? start + 1 : start);
	if (n != 1)
		fprintf(d->out, ",%zu", n);
}

/* Print the lines from START to END, which hold some changes. */
static void print_hunk(struct diff *d, size_t start, size_t end)
{
	const struct edits *e = d->edits;
	size_t old = end - start, new = old;

	for (size_t i = start; i < end; i++)
		new += count_lines(e->before[i].text) - e->gone[i];
	if (end == e->n)
		new += count_lines(e->before[end].text);
	fputs("@@ ", d->out);
	print_range(d, '-', start, old);
	fputc(' ', d->out);
	print_range(d, '+', start + d->shift, new);
	fputs(" @@\n", d->out);
	print_lines(d, start, end);
	d->shift += (long)new - (long)old;
}

/* The first change at or behind line I; N + 1 if there is none. */
static size_t next_change(const struct edits *e, size_t i)
{
	while (i <= e->n && !changed(e, i))
		i++;
	return i;
}

void edits_print(const struct edits *edits, const char *old, const char *new,
		 const char *(*line)(const void *ctx, size_t i),
		 const void *ctx, bool newline, FILE *out)
{
	struct diff d = {edits, line, ctx, newline, out, 0};
	size_t n = edits->n, i = next_change(edits, 0);

	if (i > n)
		return;
	diff_name_print("---", old, out);
	diff_name_print("+++", new, out);
	while (i <= n) {
		size_t start = i > CONTEXT ? i - CONTEXT : 0, end;

		do {
			end = i + edits->gone[i];
			i = next_change(edits, i + 1);
		} while (i <= n && i <= end + 2 * (size_t)CONTEXT);
		print_hunk(&d, start, n - end < CONTEXT ? n : end + CONTEXT);
	}
}
