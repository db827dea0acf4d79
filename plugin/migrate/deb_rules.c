/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What debian/rules does for units. */
#include <stdlib.h>
#include <string.h>

#include <rpm/argv.h>
#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/text.h"
#include "migrate/deb_text.h"

#define BLANK " \t\r"

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
	return name != NULL ? deb_package_find(debian, name, strlen(name))
			    : NONE;
}

/* Where a command is read. */
struct command {
	struct debian *debian;
	struct deb_entry *entry;
	char *const *words;
	size_t unit; /* the first word that is no option */
	bool known;  /* all options are */
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
	c->known = true;
	for (; c->words[i] != NULL; i++)
		if (strpbrk(c->words[i], "-$;|&<>()`") == c->words[i] ||
		    strpbrk(c->words[i], "$;|&<>()`*?[{") != NULL)
			return false;
	return true;
}

/* COMMENT, or NULL, as it stands behind a command. */
static char *join_comment(const char *comment)
{
	size_t len = comment != NULL ? strlen(comment) : 0;
	char *text = NULL;

	while (len > 0 && strchr(BLANK, comment[len - 1]) != NULL)
		len--;
	rasprintf(&text, "%s%.*s", comment != NULL ? " #" : "", (int)len,
		  comment != NULL ? comment : "");
	return text;
}

/* Where a line of rules stands. */
struct place {
	size_t depth; /* of conditions */
	bool own;     /* in a target for dh_installsystemd */
};

/* Why a command at PLACE, which says SAYS, cannot go, or NULL. */
static const char *why_not(const struct place *place, unsigned says)
{
	if (place->depth > 0)
		return "it stands under a condition";
	return !place->own && says != 0
		       ? "it is in no target override_dh_installsystemd"
		       : NULL;
}

/*
 * "dh_installsystemd OPTION... UNIT..." at COMMAND of the line TEXT; without
 * units it is for all.
 */
static bool read_command(struct debian *debian, struct deb_entry *e,
			 const char *text, const char *command,
			 const char *comment, const struct place *place)
{
	struct command c = {.debian = debian, .entry = e};
	ARGV_t words = NULL, start = argvNew();
	bool ok;

	argvSplit(&words, command, BLANK);
	c.words = words;
	ok = words != NULL && words[0] != NULL &&
	     strcmp(words[0], "dh_installsystemd") == 0 && read_options(&c);
	if (ok) {
		char *call;

		e->what = DEB_COMMAND;
		e->why = why_not(place, e->says);
		for (size_t i = 0; i < c.unit; i++)
			argvAdd(&start, words[i]);
		call = argvJoin(start, " ");
		/* "@" and the like of make in front of it */
		rasprintf(&e->start, "%.*s%s", (int)(command - text - 1),
			  text + 1, call);
		free(call);
		e->end = join_comment(comment);
		deb_entry_add(debian, e);
		for (size_t i = c.unit; words[i] != NULL; i++)
			deb_word_add(debian, words[i], strlen(words[i]));
	}
	if (!c.known)
		e->package = NONE;
	argvFree(start);
	argvFree(words);
	return ok;
}

/* The units in other text. */
static void read_text(struct debian *debian, struct deb_entry *e,
		      const char *text)
{
	e->what = DEB_TEXT;
	e->why = "it is no call of dh_installsystemd that virtd-socket knows";
	deb_entry_add(debian, e);
	deb_text(debian, text, true);
}

/* A line with targets, TEXT: note those that take dh_installsystemd's place. */
static void read_targets(struct debian *debian, const char *text, bool *own)
{
	static const char *const names[] = {"override_dh_installsystemd"};
	size_t n = strcspn(text, ":="), len;
	char *targets = copy_text(text, n);
	const char *word;

	*own = false;
	for (const char *rest = targets;
	     text[n] == ':' && text[n + 1] != '=' &&
	     (word = text_word(&rest, BLANK, &len)) != NULL;) {
		const char *end = WORDS_BEHIND(names, word);

		*own |= end != NULL;
		debian->override[0] |= end != NULL && *end != '-';
		debian->override[1] |= end != NULL && *end != '-';
		debian->override[0] |= end != NULL && *end == '-' &&
				       strncmp(end, "-arch", 5) == 0;
		debian->override[1] |= end != NULL && *end == '-' &&
				       strncmp(end, "-indep", 6) == 0;
	}
	free(targets);
}

/* Set PLACE to where the text behind the line TEXT stands. */
static void read_place(struct debian *debian, const char *text,
		       struct place *place)
{
	static const char *const opens[] = {"ifeq", "ifneq", "ifdef", "ifndef"};

	if (*text == '\t')
		return;
	text += strspn(text, BLANK);
	if (WORDS_BEHIND(opens, text) != NULL)
		place->depth++;
	else if (strncmp(text, "endif", 5) == 0)
		place->depth -= place->depth > 0;
	else if (strcspn(text, ":") < strlen(text))
		read_targets(debian, text, &place->own);
}

bool deb_read_rules(struct debian *debian)
{
	const struct deb_file *f = deb_file(debian, "rules");
	struct place place = {0};
	size_t span;

	for (size_t i = 0; f != NULL && i < f->n; i += span) {
		char *text = deb_join(f, i, true, &span);
		const char *comment = deb_cut_comment(text),
			   *command = text + strspn(text, BLANK "@-+");
		struct deb_entry e = {.file = f - debian->files,
				      .line = i,
				      .span = span,
				      .package = NONE};

		debian->dh |= strncmp(command, "dh ", 3) == 0 ||
			      strncmp(command, "dh\t", 3) == 0;
		read_place(debian, text, &place);
		if (*text != '\t' ||
		    !read_command(debian, &e, text, command, comment, &place))
			read_text(debian, &e, command);
		free(text);
	}
	return f != NULL;
}
