/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Loops of %install that copy units. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/braces.h"
#include "base/text.h"
#include "migrate/copy.h"
#include "migrate/entry.h"
#include "spec/expand.h"

/* A loop: "for NAME in WORD...; do", one command, "done". */
struct loop {
	size_t body, end; /* lines */
	char *name;
	ARGV_t words;	  /* as they are written */
	const char *tail; /* behind the words: "; do" */
};

/* The next line behind I that is not joined to it. */
static size_t next(const struct spec *spec, size_t i)
{
	return i + spec->lines[i].span;
}

/* Whether line I of %install is WORD and nothing else. */
static bool is_word(const struct spec *spec, size_t i, const char *word)
{
	const char *text;

	if (i >= spec->n_lines || spec->lines[i].kind != LINE_TEXT)
		return false;
	text = spec_trimmed(spec, i);
	return strncmp(text, word, strlen(word)) == 0 &&
	       text[strlen(word) + strspn(text + strlen(word), SPEC_BLANK)] ==
		       '\0';
}

/* Fill L with the loop at line I. Returns false if there is none. */
static bool read_loop(const struct spec *spec, size_t i, struct loop *l)
{
	char *text = spec_joined(spec, i), *semicolon = strrchr(text, ';');
	ARGV_t words = NULL;
	bool ok;

	l->body = next(spec, i);
	l->tail = "";
	if (semicolon != NULL) {
		ok = strcmp(semicolon + 1 + strspn(semicolon + 1, SPEC_BLANK),
			    "do") == 0;
		*semicolon = '\0';
		l->tail = "; do";
	} else {
		ok = is_word(spec, l->body, "do");
		l->body++;
	}
	argvSplit(&words, text, SPEC_BLANK);
	ok = ok && argvCount(words) > 3 && strcmp(words[0], "for") == 0 &&
	     strcmp(words[2], "in") == 0 && l->body < spec->n_lines &&
	     spec->lines[l->body].kind == LINE_TEXT &&
	     spec->lines[l->body].span > 0;
	if (ok) {
		l->end = next(spec, l->body);
		l->name = rstrdup(words[1]);
		argvAppend(&l->words, words + 3);
	}
	argvFree(words);
	free(text);
	return ok;
}

/* Whether the command in L copies its variable into the directory of units. */
static bool is_plain(const struct spec *spec, const struct loop *l)
{
	char *text = spec_joined(spec, l->body), *plain = NULL, *braces = NULL;
	char *expanded = spec_expand(spec, l->body, text, NULL);
	struct copy c;
	bool ok = copy_parse(expanded, &c) && c.first == c.last &&
		  is_word(spec, l->end, "done");

	rasprintf(&plain, "$%s", l->name);
	rasprintf(&braces, "${%s}", l->name);
	if (ok) {
		const char *from = path_base(c.words[c.first]);

		ok = (strcmp(from, plain) == 0 || strcmp(from, braces) == 0) &&
		     (*c.unit == '\0' || strcmp(c.unit, plain) == 0 ||
		      strcmp(c.unit, braces) == 0);
	}
	free(plain);
	free(braces);
	copy_free(&c);
	free(expanded);
	free(text);
	return ok;
}

static void loop_free(struct loop *l)
{
	free(l->name);
	argvFree(l->words);
}

/* Add the name TEXT, with its directory, to E. */
static void add_name(struct entry *e, const char *text)
{
	const char *name = path_base(text);

	entry_word(e, name);
	if (name != text)
		e->words[e->n - 1].written = rstrdup(text);
}

/*
 * Take the words of the loop L at line I. Returns false if they cannot stand
 * alone.
 */
static bool take_loop(struct migration *m, size_t i, const struct loop *l)
{
	bool ok = true;
	struct entry e = {.place = PLACE_COPY,
			  .end = rstrdup(l->tail),
			  .more = l->end + 1 - next(m->spec, i)};

	rasprintf(&e.start, "for %s in", l->name);
	for (char **word = l->words; *word != NULL; word++) {
		char *expanded = spec_expand(m->spec, i, *word, NULL);
		ARGV_t names = NULL;

		entry_source(&e, *word);
		argvSplit(&names, expanded, SPEC_BLANK "\n");
		for (char **name = names; *name != NULL; name++) {
			add_name(&e, *name);
			ok &= braces_closed(*name);
		}
		argvFree(names);
		free(expanded);
	}
	if (ok)
		entry_take(m, i, &e);
	else
		entry_free(&e);
	return ok;
}

/* Take the loop at line I, if what it does is not clear, as text. */
static void take_other_loop(struct migration *m, size_t i)
{
	const struct spec *spec = m->spec;
	size_t end = spec->sections[spec->lines[i].section].end;
	struct entry e = {.place = PLACE_INSTALL,
			  .why = "it is no plain copy of sockets"};
	char *text = spec_joined(spec, i);

	for (size_t k = i; k < end && !is_word(spec, k, "done"); k++) {
		/* another loop has its own turn */
		if (k > i && loop_begins(spec, k))
			break;
		if (m->in_units || copy_has_units(spec->lines[k].text)) {
			e.start = spec_expand(spec, i, text, NULL);
			entry_take(m, i, &e);
			break;
		}
	}
	free(text);
}

bool loop_begins(const struct spec *spec, size_t i)
{
	return strncmp(spec_trimmed(spec, i), "for ", 4) == 0;
}

size_t loop_read(struct migration *m, size_t i)
{
	const struct spec *spec = m->spec;
	struct loop l = {0};
	size_t n = spec->lines[i].span;

	if (read_loop(spec, i, &l) && is_plain(spec, &l) && take_loop(m, i, &l))
		n = l.end + 1 - i;
	else
		take_other_loop(m, i);
	loop_free(&l);
	return n;
}
