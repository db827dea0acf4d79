/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Units that %install copies by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/braces.h"
#include "base/text.h"
#include "migrate/copy.h"
#include "migrate/directory.h"
#include "migrate/entry.h"
#include "spec/expand.h"
#include "spec/meanings.h"

static const char *const commands[] = {
	"install",	"cp",	      "/usr/bin/install", "/usr/bin/cp",
	"%{__install}", "%__install", "%{__cp}",	  "%__cp",
};

static const char *const roots[] = {
	"%{buildroot}",	   "%buildroot",	"%{?buildroot}",
	"$RPM_BUILD_ROOT", "${RPM_BUILD_ROOT}",
};

/* The words of TEXT without the quotes that they need not have. */
static ARGV_t split(const char *text)
{
	char *plain = rstrdup(text), *to = plain;
	ARGV_t words = NULL;

	for (const char *p = text; *p != '\0'; p++)
		if (*p != '"')
			*to++ = *p;
	*to = '\0';
	argvSplit(&words, plain, SPEC_BLANK);
	free(plain);
	return words;
}

/* Whether the option WORD has the next word for an argument. */
static bool takes_argument(const char *word)
{
	return word[1] != '-' && strchr("mog", word[strlen(word) - 1]) != NULL;
}

bool copy_parse(const char *text, struct copy *c)
{
	const char *path;
	int n;

	*c = (struct copy){.words = split(text)};
	n = argvCount(c->words);
	if (n < 3 || !WORDS_HAVE(commands, c->words[0]))
		return false;
	for (c->first = 1; c->first < n && *c->words[c->first] == '-';
	     c->first++) {
		if (strncmp(c->words[c->first], "-t", 2) == 0 ||
		    strncmp(c->words[c->first], "--t", 3) == 0)
			return false;
		c->first += takes_argument(c->words[c->first]);
	}
	c->last = n - 2;
	if (c->last < c->first)
		return false;
	for (int i = 1; i < n - 1; i++)
		if (strpbrk(c->words[i], ";|&<>`\\()*?[\n") != NULL ||
		    !braces_closed(c->words[i]))
			return false;
	path = WORDS_BEHIND(roots, c->words[n - 1]);
	if (path == NULL)
		return false;
	c->unit = directory_unit(path);
	if (c->unit == NULL && *path != '\0' && path[strlen(path) - 1] != '/') {
		char *directory = NULL;

		rasprintf(&directory, "%s/", path);
		if (directory_unit(directory) != NULL)
			c->unit = "";
		free(directory);
	}
	return c->unit != NULL && strpbrk(c->unit, ",*?[;|&<>") == NULL &&
	       (*c->unit == '\0' || c->last == c->first);
}

void copy_free(struct copy *c)
{
	argvFree(c->words);
}

/* What C copies: words of ENTRY, with their names in the directory of units. */
static void read_names(const struct copy *c, struct entry *e)
{
	for (int i = c->first; i <= c->last; i++) {
		entry_source(e, c->words[i]);
		entry_word(e,
			   *c->unit != '\0' ? c->unit : path_base(c->words[i]));
	}
}

/* The words of C from FIRST on, N of them. */
static char *join(const struct copy *c, int first, int n)
{
	ARGV_t words = argvNew();
	char *text;

	for (int i = first; i < first + n; i++)
		argvAdd(&words, c->words[i]);
	text = argvJoin(words, " ");
	argvFree(words);
	return text;
}

bool copy_has_units(const char *text)
{
	return strstr(text, "unitdir") != NULL ||
	       strstr(text, "systemd/system") != NULL;
}

static void find_units(void *ctx, const char *text)
{
	*(bool *)ctx |= copy_has_units(text);
}

/* TEXT may do something to units, but we cannot say what. */
static void take_other(struct migration *m, size_t i, const char *text)
{
	struct entry e = {.place = PLACE_INSTALL,
			  .why = "it is no plain copy of sockets"};
	bool has = m->in_units || copy_has_units(text);

	if (!has && spec_meanings(m->spec, i, text, NULL, find_units, &has) &&
	    !has)
		return;
	e.start = rstrdup(text);
	entry_take(m, i, &e);
}

/* Where the commands behind TEXT run: in the directory of units, or not. */
static void follow(struct migration *m, const char *text)
{
	const char *word;
	bool moves = false, here = false;
	size_t len;

	while ((word = text_word(&text, SPEC_BLANK "\n(;&", &len)) != NULL) {
		char *own = copy_text(word, len);

		if (moves)
			here = m->in_units = copy_has_units(own);
		moves = strcmp(own, "cd") == 0 || strcmp(own, "pushd") == 0;
		/* a subshell ends */
		if (strcmp(own, "popd") == 0 || *own == ')' ||
		    (here && strchr(own, ')') != NULL))
			m->in_units = false;
		free(own);
	}
}

/* %virtd_socket: its names. */
static bool read_ours(struct migration *m, size_t i, const char *text)
{
	struct entry e = {.place = PLACE_INSTALL,
			  .why = "%virtd_socket is there already"};
	const char *rest = spec_macro(text, "virtd_socket");
	ARGV_t words = NULL;

	if (rest == NULL)
		return false;
	argvSplit(&words, rest, SPEC_BLANK);
	for (char **word = words; *word != NULL && strcmp(*word, "--") != 0;
	     word++) {
		char *unit = NULL;

		entry_source(&e, *word);
		rasprintf(&unit, "%s.service", *word);
		entry_word(&e, unit);
		free(unit);
		unit = NULL;
		rasprintf(&unit, "virt%sd.service", *word);
		entry_word(&e, unit);
		free(unit);
	}
	argvFree(words);
	entry_take(m, i, &e);
	return true;
}

void copy_read(struct migration *m, size_t i)
{
	char *text = spec_joined(m->spec, i);
	char *expanded = spec_expand(m->spec, i, text, NULL);
	const char *trimmed = expanded + strspn(expanded, SPEC_BLANK);
	struct entry e = {.place = PLACE_COPY};
	struct copy c;

	if (copy_parse(trimmed, &c)) {
		read_names(&c, &e);
		e.start = join(&c, 0, c.first);
		rasprintf(&e.end, " %s", c.words[c.last + 1]);
		entry_take(m, i, &e);
	} else if (!spec_comment(m->spec, i) && !read_ours(m, i, trimmed)) {
		take_other(m, i, trimmed);
	}
	if (*trimmed != '#')
		follow(m, trimmed);
	copy_free(&c);
	free(expanded);
	free(text);
}
