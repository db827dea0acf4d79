/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a word of a script to what it may stand for. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "shell/expansion.h"
#include "shell/text.h"

enum { MAX_LENGTH = 256 }; /* more than any unit's name */

/* An expansion under way. */
struct expansion {
	struct shellvars *vars;
	bool started;		/* the current word has something */
	struct shellwords sole; /* the variable that is all of it so far */
	bool is_sole;
	char text[MAX_LENGTH + 1]; /* the rest of it */
	size_t len;
	bool too_long;
	void (*each)(void *ctx, const char *word, rpmsid id);
	void *ctx;
};

static void put(struct expansion *e, const char *text, size_t len)
{
	if (e->too_long || len > MAX_LENGTH - e->len) {
		e->too_long = true;
		return;
	}
	/* what is not known twice is not known once */
	while (len > 0 && *text == '*' && e->len > 0 &&
	       e->text[e->len - 1] == '*')
		text++, len--;
	memcpy(e->text + e->len, text, len);
	e->len += len;
}

/* Put WORDS as a part of a word. */
static void put_words(struct expansion *e, struct shellwords words)
{
	const char *text = words.n == 0 ? "" : "*";

	if (words.n == 1)
		text = shellvars_text(e->vars, words.ids[0]);
	put(e, text, strlen(text));
}

/* Append the LEN bytes at TEXT, none for a quote. */
static void append(struct expansion *e, const char *text, size_t len)
{
	if (e->is_sole && len > 0) {
		e->is_sole = false;
		put_words(e, e->sole);
	}
	put(e, text, len);
	e->started = true;
}

static void append_words(struct expansion *e, struct shellwords words)
{
	if (e->len == 0 && !e->is_sole && !e->too_long) {
		e->sole = words;
		e->is_sole = true;
		e->started = true;
		return;
	}
	append(e, "", 0);
	if (e->is_sole) {
		e->is_sole = false;
		put_words(e, e->sole);
	}
	put_words(e, words);
}

static void flush(struct expansion *e)
{
	if (e->is_sole) {
		for (size_t i = 0; i < e->sole.n; i++)
			e->each(e->ctx, shellvars_text(e->vars, e->sole.ids[i]),
				e->sole.ids[i]);
	} else if (e->started) {
		e->text[e->len] = '\0';
		e->each(e->ctx, e->too_long ? "*" : e->text, 0);
	}
	e->started = e->is_sole = e->too_long = false;
	e->len = 0;
}

/* Behind the part of a word that starts at P. */
static const char *skip(const char *p)
{
	struct shelltext t = {.p = p};

	shelltext_part(&t);
	return t.p;
}

/* Expand what P, a dollar sign, starts; returns what is behind it. */
static const char *expand_dollar(struct expansion *e, const char *p)
{
	bool brace = p[1] == '{';
	const char *name = p + 1 + brace;
	size_t len = shellvars_name(name);
	struct shellwords words;

	if (p[1] == '(') {
		append(e, "*", 1);
		return skip(p);
	}
	if (len == 0 && *name != '\0')
		len = 1;
	words = shellvars_words(e->vars, name, len);
	/* ${u%.x}: another text; ${u:-x}: its own where it has one; $1 */
	if ((brace && name[len] != '}' &&
	     (words.n == 0 || strchr("-:+?=", name[len]) == NULL)) ||
	    (words.n == 0 && shellvars_name(name) == 0))
		append(e, "*", 1);
	else
		append_words(e, words);
	return brace ? skip(p) : name + len;
}

/* Expand one part at P, which QUOTE is open around; what is behind it. */
static const char *expand_part(struct expansion *e, const char *p, char *quote)
{
	size_t len;

	if (*p == '\'' || *p == '"') {
		bool ends = *quote == *p;

		append(e, p, *quote != '\0' && !ends);
		if (*quote == '\0' || ends)
			*quote = (char)(ends ? '\0' : *p);
		return p + 1;
	}
	if (*p == '$' && *quote != '\'')
		return expand_dollar(e, p);
	if (*p == '`' && *quote != '\'') {
		append(e, "*", 1);
		return skip(p);
	}
	if (*p == '\\' && *quote != '\'' && p[1] != '\0') {
		append(e, p + 1, p[1] != '\n');
		return p + 2;
	}
	if (isspace((unsigned char)*p)) {
		flush(e);
		return p + 1;
	}
	len = 1 + strcspn(p + 1, "'\"$`\\ \t\n\v\f\r");
	append(e, p, len);
	return p + len;
}

void shellvars_expand(struct shellvars *vars, const char *text,
		      void (*each)(void *ctx, const char *word, rpmsid id),
		      void *ctx)
{
	struct expansion e = {.vars = vars, .each = each, .ctx = ctx};
	char quote = '\0';

	while (*text != '\0')
		text = expand_part(&e, text, &quote);
	flush(&e);
}
