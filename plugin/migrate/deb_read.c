/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What debian/ says of units, but for rules. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/text.h"
#include "migrate/deb_source.h"

#define BLANK " \t\r"

/* The file of a unit. */
static void read_unit(struct debian *debian, size_t file, const char *name,
		      const char *suffix)
{
	const char *rest;
	size_t len, package = deb_package(debian, name, suffix, &rest, &len);

	if (package == NONE || len == 0)
		return;
	deb_entry_add(debian, &(struct deb_entry){
				      .what = DEB_UNIT,
				      .file = file,
				      .package = package,
				      .why = debian->packages[package].varied
						     ? DEB_NOT_ALWAYS
						     : NULL,
			      });
	deb_word_add(debian, rest, strlen(rest));
}

/* The input file of dh_virtd_socket: its daemons are there already. */
static void read_ours(struct debian *debian, size_t file, size_t package)
{
	const struct deb_file *f = &debian->files[file];

	for (size_t i = 0; i < f->n; i++) {
		const char *text = f->lines[i] + strspn(f->lines[i], BLANK);
		size_t len = strcspn(text, BLANK);
		char *name = copy_text(text, len);
		const struct daemon *d =
			catalog_find(debian->daemons.catalog, name);

		free(name);
		if (len == 0 || *text == '#' || d == NULL)
			continue;
		deb_entry_add(debian,
			      &(struct deb_entry){
				      .what = DEB_TEXT,
				      .file = file,
				      .line = i,
				      .package = package,
				      .why = "the daemon is there already",
			      });
		deb_word_add(debian, text, len)->daemon =
			d - debian->daemons.catalog->daemons;
	}
}

/* Read the file at index FILE, whose name is for all architectures NAME. */
static void read_file(struct debian *debian, size_t file, const char *name)
{
	static const char *const scripts[] = {".postinst", ".preinst", ".prerm",
					      ".postrm"};
	const char *rest;
	size_t len, package;

	package = deb_package(debian, name, ".install", &rest, &len);
	if (package == NONE)
		package = deb_package(debian, name, ".install.in", &rest, &len);
	if (package != NONE)
		deb_read_install(debian, file, package);
	read_unit(debian, file, name, ".socket");
	package = deb_package(debian, name, ".virtd-sockets", &rest, &len);
	if (package != NONE)
		read_ours(debian, file, package);
	for (size_t k = 0; k < sizeof(scripts) / sizeof(scripts[0]); k++) {
		package = deb_package(debian, name, scripts[k], &rest, &len);
		if (package != NONE)
			deb_read_script(debian, file, package);
	}
}

/* Note the package of the file NAME, which some architectures alone have. */
static void note_varied(struct debian *debian, const char *name)
{
	static const char *const ends[] = {".install", ".socket",
					   ".virtd-sockets"};
	const char *rest;
	size_t len;

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t package =
			deb_package(debian, name, ends[i], &rest, &len);

		if (package != NONE)
			debian->packages[package].varied = true;
	}
}

void deb_read(struct debian *debian)
{
	char **names = rcalloc(debian->n_files + 1, sizeof(*names));

	for (size_t i = 0; i < debian->n_files; i++) {
		bool some;

		names[i] = deb_plain_name(debian->files[i].name, &some);
		if (some)
			note_varied(debian, names[i]);
	}
	for (size_t i = 0; i < debian->n_files; i++) {
		read_file(debian, i, names[i]);
		free(names[i]);
	}
	free(names);
}
