/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What debian/ says of units, but for rules. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <rpm/argv.h>
#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/braces.h"
#include "base/text.h"
#include "base/grow.h"
#include "migrate/deb_source.h"

#define BLANK		" \t\r"
#define UNIT_CHARACTERS SPEC_IDENTIFIER "-.@:{},"
#define SPEC_IDENTIFIER                                                        \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

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

/* A word that is no unit, whatever its name. */
static void add_other(struct debian *debian, const char *text)
{
	struct deb_word *w = deb_word_add(debian, text, strlen(text));

	w->daemon = NONE;
	w->kinds = 0;
}

bool deb_read_control(struct debian *debian)
{
	static const char tag[] = "Package:";
	const struct deb_file *f = deb_file(debian, "control");

	for (size_t i = 0; f != NULL && i < f->n; i++) {
		const char *text = f->lines[i];

		if (strncasecmp(text, tag, sizeof(tag) - 1) != 0)
			continue;
		text += sizeof(tag) - 1;
		text += strspn(text, BLANK);
		GROW(debian->packages, debian->n_packages);
		debian->packages[debian->n_packages++] =
			copy_text(text, strcspn(text, BLANK));
	}
	return f != NULL;
}

/* What PATH has in the directory of units, or NULL. */
static const char *unit_in(const char *path)
{
	static const char *const directories[] = {"usr/lib/systemd/system/",
						  "lib/systemd/system/",
						  "${env:unitdir}/"};
	static const char *const prefixes[] = {"debian/tmp/", "/"};
	const char *rest = WORDS_BEHIND(prefixes, path);
	const char *unit =
		WORDS_BEHIND(directories, rest != NULL ? rest : path);

	return unit != NULL && strchr(unit, '/') == NULL ? unit : NULL;
}

/* Where a pattern matches. */
struct matching {
	struct debian *debian;
	const char *word;
	const char *unit;
	bool any;
};

static void match(void *ctx, size_t daemon, unsigned kinds)
{
	struct matching *m = ctx;
	struct deb_word *w = deb_word_add(m->debian, m->word, strlen(m->word));

	w->daemon = daemon;
	w->kinds = kinds;
	m->any = true;
	if (kinds & KIND_BIT(KIND_SERVICE)) {
		char unit[UNIT_NAME_LEN + 1];

		rasprintf(&w->rest, "%.*s%s", (int)(m->unit - m->word), m->word,
			  unit_name(m->debian->daemons.list[daemon].service,
				    KIND_SERVICE, unit));
	}
}

/* A word of PACKAGE.install, of which UNIT is the name of the unit. */
static void read_path(struct debian *debian, const char *word, const char *unit)
{
	struct matching m = {debian, word, unit, false};
	struct deb_entry *e;

	if (strpbrk(unit, "*?[{") == NULL && *unit != '\0') {
		deb_word_add(debian, word, strlen(word));
		return;
	}
	if (strchr(unit, '{') == NULL &&
	    daemons_pattern(&debian->daemons, *unit != '\0' ? unit : "*", match,
			    &m))
		return;
	if (!m.any && strchr(unit, '{') == NULL) {
		add_other(debian, word);
		return;
	}
	e = &debian->entries[debian->n_entries - 1];
	e->why = "it may name other units, too";
	if (!m.any)
		read_path(debian, word, "*");
}

/*
 * The unit that WORD of a line of PACKAGE.install is, or NULL: with a DIRECTORY
 * behind it by its name, else by its own directory.
 */
static const char *unit_of(const char *word, const char *directory)
{
	char *path = NULL;
	bool in;

	if (directory == NULL)
		return unit_in(word);
	rasprintf(&path, "%s/", directory);
	in = unit_in(path) != NULL;
	free(path);
	return in ? path_base(word) : NULL;
}

/* A line of PACKAGE.install: "PATH", or "PATH... DIRECTORY". */
static void read_install_line(struct debian *debian, size_t file, size_t i,
			      size_t package)
{
	const char *text = debian->files[file].lines[i];
	struct deb_entry e = {.what = DEB_INSTALL,
			      .file = file,
			      .line = i,
			      .span = 1,
			      .package = package};
	const char *directory = NULL;
	ARGV_t words = NULL;
	int n;

	argvSplit(&words, text, BLANK);
	n = argvCount(words);
	/* dh-exec(1) knows more than we do */
	if (strpbrk(text, "<>=") != NULL || *text == '[')
		e.why = "it is more than a list of files";
	else if (n > 1)
		directory = words[--n];
	if (n > 0 && *words[0] != '#') {
		e.start = rstrdup("");
		rasprintf(&e.end, "%s%s", directory != NULL ? " " : "",
			  directory != NULL ? directory : "");
		deb_entry_add(debian, &e);
		for (int k = 0; k < n; k++) {
			const char *unit = unit_of(words[k], directory);

			if (unit != NULL)
				read_path(debian, words[k], unit);
			else
				add_other(debian, words[k]);
		}
	}
	argvFree(words);
}

/* Whether line TEXT of a maintainer script acts on units. */
static bool acts(const char *text)
{
	text += strspn(text, BLANK);
	return *text != '#' && (strstr(text, "systemctl") != NULL ||
				strstr(text, "deb-systemd") != NULL);
}

/* The units that a line names, which does something that we cannot change. */
static void read_text(struct debian *debian, size_t file, size_t i,
		      size_t package)
{
	const char *text = debian->files[file].lines[i];

	if (!acts(text))
		return;
	deb_entry_add(debian,
		      &(struct deb_entry){
			      .what = DEB_TEXT,
			      .file = file,
			      .line = i,
			      .span = 1,
			      .package = package,
			      .why = "it is no call that virtd-socket knows",
		      });
	while (*(text += strcspn(text, UNIT_CHARACTERS)) != '\0') {
		size_t len = strspn(text, UNIT_CHARACTERS);
		char *token = copy_text(text, len);
		ARGV_t names = braces_expand(token);

		for (char **name = names; name != NULL && *name != NULL; name++)
			deb_word_add(debian, *name, strlen(*name));
		argvFree(names);
		free(token);
		text += len;
	}
}

/* The file of a unit. */
static void read_unit(struct debian *debian, size_t file, const char *suffix)
{
	const char *name = debian->files[file].name, *rest;
	size_t len, package = deb_package(debian, name, suffix, &rest, &len);

	if (package == NONE || len == 0)
		return;
	deb_entry_add(debian, &(struct deb_entry){.what = DEB_UNIT,
						  .file = file,
						  .package = package});
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

static void read_file(struct debian *debian, size_t file)
{
	static const char *const scripts[] = {".postinst", ".preinst", ".prerm",
					      ".postrm"};
	const char *name = debian->files[file].name, *rest;
	size_t len, package;

	package = deb_package(debian, name, ".install", &rest, &len);
	if (package == NONE)
		package = deb_package(debian, name, ".install.in", &rest, &len);
	for (size_t i = 0; package != NONE && i < debian->files[file].n; i++)
		read_install_line(debian, file, i, package);
	read_unit(debian, file, ".socket");
	package = deb_package(debian, name, ".virtd-sockets", &rest, &len);
	if (package != NONE)
		read_ours(debian, file, package);
	for (size_t k = 0; k < sizeof(scripts) / sizeof(scripts[0]); k++) {
		package = deb_package(debian, name, scripts[k], &rest, &len);
		for (size_t i = 0; package != NONE && i < debian->files[file].n;
		     i++)
			read_text(debian, file, i, package);
	}
}

void deb_read(struct debian *debian)
{
	for (size_t i = 0; i < debian->n_files; i++)
		read_file(debian, i);
}
