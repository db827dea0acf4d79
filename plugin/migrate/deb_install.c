/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What PACKAGE.install of debian/ says of units. */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/argv.h>
#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/text.h"
#include "migrate/deb_text.h"

#define BLANK " \t\r"

/* A word that is no unit, whatever its name. */
static void add_other(struct debian *debian, const char *text)
{
	struct deb_word *w = deb_word_add(debian, text, strlen(text));

	w->daemon = NONE;
	w->kinds = 0;
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

/* Whether PATH may be the directory of units, or have it. */
static bool may_have_units(const char *path)
{
	static const char *const directories[] = {
		"usr/lib/systemd", "usr/lib/systemd/system", "lib/systemd",
		"lib/systemd/system"};
	static const char *const prefixes[] = {"debian/tmp/", "/"};
	const char *rest = WORDS_BEHIND(prefixes, path);

	rest = rest != NULL ? rest : path;
	for (size_t i = 0; i < sizeof(directories) / sizeof(directories[0]);
	     i++)
		if (strstr(rest, "systemd") != NULL &&
		    fnmatch(rest, directories[i], FNM_PATHNAME) == 0)
			return true;
	return false;
}

/* Whether the build fills in some of TEXT. */
static bool is_template(const char *text)
{
	const char *at = strchr(text, '@');

	return strchr(text, '$') != NULL ||
	       (at != NULL && strchr(at + 1, '@') != NULL);
}

/* What PATH, whose directory cannot be known, names if it is one of units. */
static const char *unit_anywhere(const char *path, const char *directory)
{
	const char *name = path_base(path);
	char *place = directory != NULL ? rstrdup(directory)
					: copy_text(path, name - path);
	bool open = is_template(place) || strpbrk(place, "*?[{") != NULL;

	free(place);
	return open && (text_ends(name, ".socket") ||
			text_ends(name, ".service"))
		       ? name
		       : NULL;
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

/* The length of what the build, or the shell, puts something else for. */
static size_t open_length(const char *text)
{
	static const char *const ends[] = {"@", "}"};
	const char *end = *text == '@'			     ? ends[0]
			  : *text == '{'		     ? ends[1]
			  : text[0] == '$' && text[1] == '{' ? ends[1]
							     : NULL;
	const char *close;

	if (end == NULL)
		return *text == '$';
	close = strpbrk(text + 1, end);
	return close != NULL ? (size_t)(close + 1 - text) : 0;
}

/* UNIT with "*" for each of these; NULL if it has none. For free(). */
static char *open_pattern(const char *unit)
{
	char *pattern = rmalloc(strlen(unit) + 1), *to = pattern;
	bool any = false;

	while (*unit != '\0') {
		size_t n = open_length(unit);

		any |= n > 0;
		*to = *unit;
		if (n > 0)
			*to = '*';
		to++;
		unit += n > 0 ? n : 1;
	}
	*to = '\0';
	if (!any)
		free(pattern);
	return any ? pattern : NULL;
}

/* A word of PACKAGE.install, of which UNIT is the name of the unit. */
static void read_path(struct debian *debian, const char *word, const char *unit)
{
	struct matching m = {debian, word, unit, false};
	char *open = open_pattern(unit);
	const char *pattern = open != NULL ? open : *unit != '\0' ? unit : "*";
	bool sure;

	if (strpbrk(pattern, "*?[") == NULL) {
		deb_word_add(debian, word, strlen(word));
		return;
	}
	sure = daemons_pattern(&debian->daemons, pattern, match, &m) &&
	       open == NULL;
	if (!m.any)
		add_other(debian, word);
	else if (!sure)
		debian->entries[debian->n_entries - 1].why =
			"it may name other units, too";
	free(open);
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

/* What the word of a line of PACKAGE.install, in the last entry, names. */
static void read_word(struct debian *debian, const char *word,
		      const char *directory)
{
	const char *unit = unit_of(word, directory);

	if (unit == NULL && (unit = unit_anywhere(word, directory)) != NULL)
		debian->entries[debian->n_entries - 1].why =
			"its directory cannot be known";
	if (unit == NULL && directory == NULL && may_have_units(word))
		unit = "";
	if (unit != NULL)
		read_path(debian, word, unit);
	else
		add_other(debian, word);
}

/* A line of PACKAGE.install, E: "PATH", or "PATH... DIRECTORY". */
static void read_install_line(struct debian *debian, struct deb_entry *e)
{
	const char *text = debian->files[e->file].lines[e->line];
	const char *directory = NULL;
	ARGV_t words = NULL;
	int n;

	argvSplit(&words, text, BLANK);
	n = argvCount(words);
	/* dh-exec(1) knows more than we do */
	if (strpbrk(text, "<>=") != NULL || text[strspn(text, BLANK)] == '[')
		e->why = "it is more than a list of files";
	else if (n > 1)
		directory = words[--n];
	if (n > 0 && *words[0] != '#') {
		e->start = rstrdup("");
		rasprintf(&e->end, "%s%s", directory != NULL ? " " : "",
			  directory != NULL ? directory : "");
		deb_entry_add(debian, e);
		for (int k = 0; k < n; k++)
			read_word(debian, words[k], directory);
	}
	argvFree(words);
}

/* PACKAGE.install is no list, but a program that prints one. */
static bool is_program(const struct deb_file *f)
{
	return f->n > 0 && strncmp(f->lines[0], "#!", 2) == 0 &&
	       strstr(f->lines[0], "dh-exec") == NULL;
}

void deb_read_install(struct debian *debian, size_t file, size_t package)
{
	const struct deb_file *f = &debian->files[file];
	bool program = is_program(f);

	for (size_t i = 0; i < f->n; i++) {
		struct deb_entry e = {.what = DEB_INSTALL,
				      .file = file,
				      .line = i,
				      .span = 1,
				      .package = package};

		if (debian->packages[package].varied)
			e.why = DEB_NOT_ALWAYS;
		if (!program) {
			read_install_line(debian, &e);
			continue;
		}
		e.what = DEB_TEXT;
		e.package = NONE;
		e.why = "it is more than a list of files";
		deb_entry_add(debian, &e);
		deb_text(debian, f->lines[i], true);
	}
}
