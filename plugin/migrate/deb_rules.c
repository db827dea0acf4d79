/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What debian/rules does for units. */
#include <stdlib.h>
#include <string.h>

#include <rpm/argv.h>
#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/text.h"
#include "migrate/deb_source.h"

#define BLANK " \t\r"

/* Line I of F with those that backslashes join to it; *SPAN is their number. */
static char *join(const struct deb_file *f, size_t i, size_t *span)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	bool more = true;

	if (out == NULL)
		abort();
	for (*span = 0; more && i + *span < f->n; ++*span) {
		const char *line = f->lines[i + *span];
		size_t len = strlen(line);

		more = len > 0 && line[len - 1] == '\\';
		fprintf(out, "%.*s ", (int)(len - more), line);
	}
	fclose(out);
	return text;
}

/* An option of dh_installsystemd, debhelper 13.24. */
static const struct {
	const char *name;
	unsigned says;
} options[] = {
	{"--no-enable", DEB_NO_ENABLE},
	{"--no-start", DEB_NO_START},
	{"--no-also", 0},
	{"-r", DEB_NO_RESTART},
	{"--no-stop-on-upgrade", DEB_NO_RESTART},
	{"--no-restart-on-upgrade", DEB_NO_RESTART},
	{"--no-restart-after-upgrade", 0},
	{"-R", 0},
	{"--restart-after-upgrade", 0},
};

/* Take the option WORD into E. Returns false if it is not known. */
static bool read_option(struct deb_entry *e, const char *word)
{
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (strcmp(options[i].name, word) == 0) {
			e->says |= options[i].says;
			return true;
		}
	return false;
}

/* The package that the option at WORDS names, or NONE; *N words are taken. */
static size_t read_package(const struct debian *debian, char *const *words,
			   size_t *n)
{
	static const char *const starts[] = {"--package=", "-p"};
	const char *name = WORDS_BEHIND(starts, words[0]);

	*n = 1;
	if (name != NULL && *name == '\0') {
		name = words[1];
		*n = 2;
	}
	for (size_t i = 0; name != NULL && i < debian->n_packages; i++)
		if (strcmp(debian->packages[i], name) == 0)
			return i;
	return NONE;
}

/* Where a command is read. */
struct command {
	struct debian *debian;
	struct deb_entry *entry;
	char *const *words;
	size_t unit; /* the first word that is no option */
};

/* Read the options of C. Returns false if one is not known. */
static bool read_options(struct command *c)
{
	size_t i = 1, n;

	c->entry->package = NONE;
	for (; c->words[i] != NULL && *c->words[i] == '-'; i += n) {
		size_t package = read_package(c->debian, c->words + i, &n);

		if (package != NONE) {
			if (c->entry->package != NONE)
				return false;
			c->entry->package = package;
		} else if (!read_option(c->entry, c->words[i])) {
			return false;
		}
	}
	c->unit = i;
	for (; c->words[i] != NULL; i++)
		if (strpbrk(c->words[i], "-$;|&<>()`") == c->words[i] ||
		    strpbrk(c->words[i], "$;|&<>()`*?[{") != NULL)
			return false;
	return true;
}

/* "dh_installsystemd OPTION... UNIT...". */
static bool read_command(struct debian *debian, struct deb_entry *e,
			 const char *text)
{
	struct command c = {.debian = debian, .entry = e};
	ARGV_t words = NULL, start = argvNew();
	bool ok;

	argvSplit(&words, text, BLANK);
	c.words = words;
	ok = words[0] != NULL && strcmp(words[0], "dh_installsystemd") == 0 &&
	     read_options(&c) && words[c.unit] != NULL;
	if (ok) {
		e->what = DEB_COMMAND;
		for (size_t i = 0; i < c.unit; i++)
			argvAdd(&start, words[i]);
		e->start = argvJoin(start, " ");
		e->end = rstrdup("");
		deb_entry_add(debian, e);
		for (size_t i = c.unit; words[i] != NULL; i++)
			deb_word_add(debian, words[i], strlen(words[i]));
	}
	argvFree(start);
	argvFree(words);
	return ok;
}

/* The units in other text. */
static void read_text(struct debian *debian, struct deb_entry *e,
		      const char *text)
{
	ARGV_t words = NULL;

	e->what = DEB_TEXT;
	e->package = NONE;
	e->why = "it is no call of dh_installsystemd that virtd-socket knows";
	deb_entry_add(debian, e);
	argvSplit(&words, text, BLANK "\"';()=,");
	for (char **word = words; *word != NULL; word++)
		deb_word_add(debian, *word, strlen(*word));
	argvFree(words);
}

bool deb_read_rules(struct debian *debian)
{
	const struct deb_file *f = deb_file(debian, "rules");
	size_t span;

	for (size_t i = 0; f != NULL && i < f->n; i += span) {
		char *text = join(f, i, &span);
		const char *command = text + strspn(text, BLANK "@-+");
		struct deb_entry e = {
			.file = f - debian->files, .line = i, .span = span};

		debian->dh |= strncmp(command, "dh ", 3) == 0 ||
			      strncmp(command, "dh\t", 3) == 0;
		debian->override |=
			strncmp(text, "override_dh_installsystemd", 26) == 0;
		if (*command != '#' &&
		    (*text != '\t' || !read_command(debian, &e, command)))
			read_text(debian, &e, command);
		free(text);
	}
	return f != NULL;
}
