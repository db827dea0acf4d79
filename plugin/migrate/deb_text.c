/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What text of debian/, of make or of a shell, may say of units. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/argv.h>
#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/braces.h"
#include "base/text.h"
#include "migrate/deb_text.h"

#define BLANK "\t\r "
#define IDENTIFIER                                                             \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
#define UNIT_CHARACTERS IDENTIFIER "-.@:{},"
/* with what may stand for them, and quotes */
#define WORD_CHARACTERS IDENTIFIER "-.@/*?[]=+~\\\"'"
/* the longest "${...}" that is looked at */
#define MAX_VARIABLE 256

char *deb_join(const struct deb_file *f, size_t i, bool whole, size_t *span)
{
	const char *first = f->lines[i];
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	bool more = true, comment = first[strspn(first, BLANK)] == '#';

	if (out == NULL)
		abort();
	for (*span = 0; more && i + *span < f->n; ++*span) {
		const char *line = f->lines[i + *span];
		size_t len = strlen(line);

		more = len > 0 && line[len - 1] == '\\' && (whole || !comment);
		fprintf(out, "%.*s ", (int)(len - more), line);
	}
	fclose(out);
	return text;
}

char *deb_cut_comment(char *text)
{
	char quote = '\0';

	for (char *p = text; *p != '\0'; p++) {
		if (*p == '\\' && p[1] != '\0' && quote != '\'') {
			p++;
		} else if (quote != '\0') {
			if (*p == quote)
				quote = '\0';
		} else if (*p == '"' || *p == '\'') {
			quote = *p;
		} else if (*p == '#' &&
			   (p == text || strchr(BLANK, p[-1]) != NULL)) {
			*p = '\0';
			return p + 1;
		}
	}
	return NULL;
}

void deb_doubt_add(struct debian *debian, const char *pattern)
{
	struct deb_word *w = deb_word_add(debian, "", 0);

	w->pattern = rstrdup(pattern);
}

/* The units that TEXT names. */
static void find_units(struct debian *debian, const char *text)
{
	size_t len;

	while (*(text += strcspn(text, UNIT_CHARACTERS)) != '\0') {
		const char *word = text;
		ARGV_t names;
		char *token;

		len = strspn(text, UNIT_CHARACTERS);
		text += len;
		if (memchr(word, '.', len) == NULL)
			continue;
		token = copy_text(word, len);
		names = braces_expand(token);
		for (char **name = names; name != NULL && *name != NULL; name++)
			deb_word_add(debian, *name, strlen(*name));
		argvFree(names);
		/* in make commas are not of braces */
		for (const char *rest = token;
		     (word = text_word(&rest, "{},", &len)) != NULL;)
			if (strpbrk(token, "{,") != NULL)
				deb_word_add(debian, word, len);
		free(token);
	}
}

/*
 * The length of the variable at TEXT, LEN bytes, which begins with "$": "$$x"
 * of a recipe, too. *WHOLE: nothing else stands in it that is to be read.
 */
static size_t variable(const char *text, size_t len, bool *whole)
{
	size_t dollars = strspn(text, "$"), n;
	const char *name = text + dollars;

	*whole = true;
	n = strspn(name, IDENTIFIER);
	if (*name == '{' || *name == '(') {
		size_t max = len - dollars;

		if (*name == '{')
			n = braces_group(
				name, max < MAX_VARIABLE ? max : MAX_VARIABLE);
		else
			n = 1 + strspn(name + 1, IDENTIFIER);
		if (*name == '(')
			n = name[n] == ')' ? n + 1 : 0;
		*whole = n > 0;
		n = *whole ? n : 1;
	} else if (n == 0) {
		n = *name != '\0' && strchr("@*?#<^!-", *name) != NULL;
	}
	return dollars + n;
}

/*
 * Copy the word at TEXT, LEN bytes, to WORD: without quotes, and with "*" for
 * each variable. A substitution ends it, so that what stands in there is read,
 * too. Returns how many bytes were taken.
 */
static size_t take_word(const char *text, size_t len, char *word)
{
	char *to = word;
	bool whole = true;
	size_t i = 0;

	while (whole && i < len) {
		size_t n = 1;

		if (text[i] == '$') {
			n = variable(text + i, len - i, &whole);
			*to++ = '*';
		} else if (text[i] == '`') {
			whole = false;
			*to++ = '*';
		} else if (text[i] == '%') {
			*to++ = '*';
		} else if (strchr(WORD_CHARACTERS, text[i]) == NULL) {
			break;
		} else if (strchr("\\\"'", text[i]) == NULL) {
			*to++ = text[i];
		}
		i += n;
	}
	*to = '\0';
	return i;
}

/* Commands that are given units, and whether a verb stands before these. */
static const struct {
	const char *name;
	bool verb;
} commands[] = {
	{"systemctl", true},	      {"deb-systemd-helper", true},
	{"deb-systemd-invoke", true}, {"invoke-rc.d", false},
	{"update-rc.d", false},	      {"service", false},
	{"dh_installsystemd", false}, {"dh_systemd_enable", false},
	{"dh_systemd_start", false},
};

#define N_COMMANDS (sizeof(commands) / sizeof(commands[0]))

/* What is known of a text so far. */
struct reading {
	struct debian *debian;
	bool rules;
	size_t command; /* that is given the words; N_COMMANDS: none */
	bool skip;	/* the next word is its verb */
};

static bool is_pattern(const char *word)
{
	return strpbrk(word, "*?[") != NULL;
}

/* WORD is given to a command. */
static void take_argument(struct reading *r, const char *word)
{
	static const char *const names[] = {"--name="};
	static const char *const ends[] = {".service", ".socket"};
	const char *name = WORDS_BEHIND(names, word);
	char *unit = NULL;

	if (name == NULL && (*word == '-' || *word == '\0')) {
		/* its value comes next */
		r->skip |= strcmp(word, "-p") == 0 ||
			   strcmp(word, "--package") == 0;
		return;
	}
	if (r->skip) {
		r->skip = false;
		return;
	}
	name = path_base(name != NULL ? name : word);
	if (is_pattern(name)) {
		bool open = strchr(name, '.') == NULL && !text_ends(name, "*");

		rasprintf(&unit, "%s%s", name,
			  open && strcmp(name, "*") != 0 ? ".*" : "");
		deb_doubt_add(r->debian, unit);
		free(unit);
		return;
	}
	for (size_t i = 0; strchr(name, '.') == NULL && i < 2; i++) {
		rasprintf(&unit, "%s%s", name, ends[i]);
		deb_word_add(r->debian, unit, strlen(unit));
		free(unit);
		unit = NULL;
	}
}

/* WORD is the FIRST of a text, or another. */
static void take(struct reading *r, const char *word, bool first)
{
	static const char suffix[] = ".socket";
	struct deb_entry *entry = &r->debian->entries[r->debian->n_entries - 1];
	const char *value = *word != '-' ? strrchr(word, '=') : NULL, *name;

	word = value != NULL ? value + 1 : word;
	name = path_base(word);
	for (size_t i = 0; i < N_COMMANDS; i++)
		if (strcmp(name, commands[i].name) == 0 &&
		    (first || strcmp(name, "service") != 0)) {
			r->command = i;
			r->skip = commands[i].verb;
			entry->acts = true;
			return;
		}
	if (r->command < N_COMMANDS)
		take_argument(r, word);
	else if (r->rules && strcmp(name, suffix) == 0)
		deb_doubt_add(r->debian, "*.socket");
	else if (r->rules && is_pattern(name) && text_ends(name, suffix))
		deb_doubt_add(r->debian, name);
}

void deb_text(struct debian *debian, const char *text, bool rules)
{
	struct reading r = {debian, rules, N_COMMANDS, false};
	size_t len = strlen(text);
	char *word = rmalloc(len + 1);
	bool first = true;

	find_units(debian, text);
	while (len > 0) {
		size_t used = take_word(text, len, word);

		if (used > 0) {
			take(&r, word, first);
			first = false;
		} else {
			used = 1;
			if (strchr(";|&<>)", *text) != NULL)
				r.command = N_COMMANDS;
		}
		text += used;
		len -= used;
	}
	free(word);
}
