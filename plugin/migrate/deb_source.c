/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is known of debian/ of a source package: its files. */
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

struct deb_file *deb_file_make(struct debian *debian, const char *name)
{
	struct deb_file *f = deb_file(debian, name);

	if (f != NULL)
		return f;
	deb_file_add(debian, name, rstrdup(""));
	debian->files[debian->n_files - 1].created = true;
	deb_files_sort(debian);
	return deb_file(debian, name);
}

size_t deb_package(const struct debian *debian, const char *name,
		   const char *suffix, const char **rest, size_t *len)
{
	size_t found = NONE, longest = 0, n = strlen(name);

	if (!text_ends(name, suffix))
		return strcmp(name, suffix + 1) == 0 && debian->n_packages > 0
		       ? *len = 0,
			 *rest = "", 0 : NONE;
	n -= strlen(suffix);
	for (size_t i = 0; i < debian->n_packages; i++) {
		size_t length = strlen(debian->packages[i]);

		if (length < longest || length > n ||
		    strncmp(name, debian->packages[i], length) != 0 ||
		    (length < n && name[length] != '.'))
			continue;
		longest = length;
		found = i;
	}
	*rest = name + longest + (longest < n);
	*len = n - longest - (longest < n);
	return found;
}
