/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Warnings, which are printed in the order of lines when all is done. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/message.h"
#include "migrate/notes.h"

struct note {
	size_t line, order;
	const char *name; /* of what is left, or NULL */
	char *text;
};

struct notes {
	struct note *list;
	size_t n;
};

struct notes *notes_new(void)
{
	return rcalloc(1, sizeof(struct notes));
}

static void add(struct notes *notes, size_t i, const char *name, char *text)
{
	size_t n = notes->n;

	GROW(notes->list, n);
	notes->list[notes->n++] = (struct note){
		.line = i, .order = n, .name = name, .text = text};
}

void notes_add(struct notes *notes, size_t i, const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	rvasprintf(&text, fmt, ap);
	va_end(ap);
	add(notes, i, NULL, text);
}

void notes_leave(struct notes *notes, size_t i, const char *name,
		 const char *why)
{
	add(notes, i, name, rstrdup(why));
}

static int compare(const void *a, const void *b)
{
	const struct note *na = a, *nb = b;

	if (na->line != nb->line)
		return na->line < nb->line ? -1 : 1;
	return na->order < nb->order ? -1 : na->order > nb->order;
}

/* Whether B says of another daemon what A says. */
static bool is_same(const struct note *a, const struct note *b)
{
	return a->name != NULL && b->name != NULL && a->line == b->line &&
	       strcmp(a->text, b->text) == 0;
}

/* Print the N notes at LIST, which are the same for several daemons. */
static void print_left(const char *file, const char *text,
		       const struct note *list, size_t n)
{
	size_t len, size;
	char *names = NULL;
	FILE *out = open_memstream(&names, &size);

	if (out == NULL)
		abort();
	for (size_t i = 0; i < n; i++)
		fprintf(out, "%s%s", i > 0 ? ", " : "", list[i].name);
	fclose(out);
	text += strspn(text, " \t\r");
	len = strcspn(text, "\r");
	warning("%s:%zu: %s: left as before, because %s: %.*s%s", file,
		list->line + 1, names, list->text, len > 60 ? 60 : (int)len,
		text, len > 60 ? "..." : "");
	free(names);
}

void notes_print(struct notes *notes, const char *file,
		 const char *(*line)(const void *ctx, size_t i),
		 const void *ctx)
{
	if (notes->n > 1)
		qsort(notes->list, notes->n, sizeof(*notes->list), compare);
	for (size_t i = 0, n; i < notes->n; i += n) {
		const struct note *note = &notes->list[i];

		for (n = 1; i + n < notes->n; n++)
			if (!is_same(note, &note[n]))
				break;
		if (note->name != NULL)
			print_left(file, line(ctx, note->line), note, n);
		else
			warning("%s:%zu: %s", file, note->line + 1, note->text);
	}
	for (size_t i = 0; i < notes->n; i++)
		free(notes->list[i].text);
	free(notes->list);
	free(notes);
}
