/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What debian/ of a source package does by hand, and how our file does it. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/message.h"
#include "base/text.h"
#include "migrate/deb_source.h"
#include "migrate/debian.h"

struct debian *debian_new(const char *dir)
{
	struct debian *debian = rcalloc(1, sizeof(*debian));
	size_t len = strlen(dir);

	while (len > 1 && dir[len - 1] == '/')
		len--;
	rasprintf(&debian->dir, "%.*s", (int)len, dir);
	return debian;
}

const char *debian_dir(const struct debian *debian)
{
	return debian->dir;
}

static void free_entry(struct deb_entry *e)
{
	for (size_t i = 0; i < e->n; i++) {
		free(e->words[i].text);
		free(e->words[i].rest);
		free(e->words[i].pattern);
	}
	free(e->words);
	free(e->start);
	free(e->end);
}

void debian_free(struct debian *debian)
{
	if (debian == NULL)
		return;
	for (size_t i = 0; i < debian->n_files; i++) {
		struct deb_file *f = &debian->files[i];

		free(f->name);
		free(f->path);
		free(f->text);
		free(f->lines);
		edits_free(f->edits);
	}
	for (size_t i = 0; i < debian->n_entries; i++)
		free_entry(&debian->entries[i]);
	free(debian->files);
	deb_packages_free(debian);
	free(debian->entries);
	free(debian->claims);
	free(debian->dir);
	free(debian);
}

bool debian_wants(const char *name)
{
	static const char *const names[] = {"control", "control.in",
					    "rules",   "not-installed",
					    "install", "install.in"};
	static const char *const ends[] = {
		".install",	 ".install.in", ".socket", ".service",
		".postinst",	 ".preinst",	".prerm",  ".postrm",
		"postinst",	 "preinst",	"prerm",   "postrm",
		".virtd-sockets"};
	bool some, wanted;
	char *plain = deb_plain_name(name, &some);

	wanted = WORDS_HAVE(names, plain);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		wanted |= text_ends(plain, ends[i]);
	free(plain);
	return wanted;
}

void debian_add(struct debian *debian, const char *name, char *text)
{
	deb_file_add(debian, name, text);
}

static const char *line(const void *file, size_t i)
{
	return ((const struct deb_file *)file)->lines[i];
}

static void print_notes(struct debian *debian)
{
	for (size_t i = 0; i < debian->n_files; i++) {
		struct deb_file *f = &debian->files[i];

		notes_print(f->notes, f->path, line, f);
		f->notes = NULL;
	}
}

bool debian_migrate(struct debian *debian, const struct catalog *catalog)
{
	bool ok;

	deb_files_sort(debian);
	daemons_open(&debian->daemons, catalog);
	ok = deb_read_control(debian) && deb_read_rules(debian);
	if (ok) {
		deb_read(debian);
		deb_claims(debian);
		deb_judge(debian);
		deb_check(debian);
		deb_write(debian);
	} else {
		error("cannot migrate \"%s\": it has no control and rules, as "
		      "debian/ of a source package",
		      debian->dir);
	}
	print_notes(debian);
	daemons_close(&debian->daemons);
	return ok;
}

bool debian_any(const struct debian *debian)
{
	for (size_t i = 0; i < debian->n_files; i++)
		if (edits_any(debian->files[i].edits))
			return true;
	return false;
}

void debian_print(const struct debian *debian, const char *dir, FILE *out)
{
	for (size_t i = 0; i < debian->n_files; i++) {
		const struct deb_file *f = &debian->files[i];
		char *name = NULL;

		rasprintf(&name, "%s/%s", dir, f->name);
		edits_print(f->edits, f->created ? "/dev/null" : name,
			    f->removed ? "/dev/null" : name, line, f,
			    f->newline, out);
		free(name);
	}
}
