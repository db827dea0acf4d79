/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is known of debian/ of a source package: its files, and entries. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/text.h"
#include "migrate/deb_source.h"
#include "spec/lines.h"

void deb_file_add(struct debian *debian, const char *name, char *text)
{
	struct deb_file *f;
	char *rest = text, *line;

	GROW(debian->files, debian->n_files);
	f = &debian->files[debian->n_files++];
	*f = (struct deb_file){.name = rstrdup(name), .text = text};
	rasprintf(&f->path, "%s/%s", debian->dir, name);
	while ((line = lines_next(&rest, &f->newline)) != NULL) {
		GROW(f->lines, f->n);
		f->lines[f->n++] = line;
	}
	f->edits = edits_new(f->n);
	f->notes = notes_new();
}

static int compare(const void *a, const void *b)
{
	const struct deb_file *fa = a, *fb = b;

	return strcmp(fa->name, fb->name);
}

void deb_files_sort(struct debian *debian)
{
	if (debian->n_files > 1)
		qsort(debian->files, debian->n_files, sizeof(*debian->files),
		      compare);
}

struct deb_file *deb_file(struct debian *debian, const char *name)
{
	struct deb_file key = {.name = (char *)name};

	return debian->n_files > 0
		       ? bsearch(&key, debian->files, debian->n_files,
				 sizeof(key), compare)
		       : NULL;
}

void deb_files_make(struct debian *debian, char *const *names, size_t n)
{
	bool *there = rcalloc(n + 1, sizeof(*there));

	for (size_t i = 0; i < n; i++)
		there[i] = deb_file(debian, names[i]) != NULL;
	for (size_t i = 0; i < n; i++) {
		if (there[i])
			continue;
		deb_file_add(debian, names[i], rstrdup(""));
		debian->files[debian->n_files - 1].created = true;
	}
	deb_files_sort(debian);
	free(there);
}

void deb_entry_add(struct debian *debian, const struct deb_entry *e)
{
	GROW(debian->entries, debian->n_entries);
	debian->entries[debian->n_entries++] = *e;
}

struct deb_word *deb_word_add(struct debian *debian, const char *text,
			      size_t len)
{
	struct deb_entry *e = &debian->entries[debian->n_entries - 1];
	enum unit_kind kind;
	struct deb_word *w;

	GROW(e->words, e->n);
	w = &e->words[e->n++];
	*w = (struct deb_word){.text = copy_text(text, len)};
	w->daemon = daemons_unit(&debian->daemons, path_base(w->text), &kind);
	w->kinds = w->daemon != NONE ? KIND_BIT(kind) : 0;
	return w;
}
