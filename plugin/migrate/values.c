/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which words the shell variables of a section may stand for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/text.h"
#include "migrate/pattern.h"
#include "migrate/values.h"
#include "shell/expansion.h"
#include "shell/text.h"
#include "shell/vars.h"
#include "spec/expand.h"

struct values {
	const struct spec *spec;
	size_t section; /* that was read, SIZE_MAX: none */
	struct shellvars *vars;
};

/* What the next word of a command is. */
enum next { NEXT_ANY, NEXT_NAME, NEXT_IN, NEXT_LIST, NEXT_READ };

struct values *values_new(const struct spec *spec)
{
	struct values *v = rcalloc(1, sizeof(*v));

	v->spec = spec;
	v->section = SIZE_MAX;
	v->vars = shellvars_new();
	return v;
}

void values_free(struct values *v)
{
	shellvars_free(v->vars);
	free(v);
}

/* Whether something is known of all variables in WORD. */
static bool is_known(const struct values *v, const char *word)
{
	if (strchr(word, '`') != NULL)
		return false;
	while ((word = strchr(word, '$')) != NULL) {
		size_t len;

		word += 1 + (word[1] == '{');
		len = shellvars_name(word);
		if (len == 0 || shellvars_words(v->vars, word, len).n == 0)
			return false;
		word += len;
	}
	return true;
}

/* The variable NAME may stand for WORD, behind its first SKIP bytes. */
static void add(struct values *v, const char *name, size_t len,
		const char *word, size_t skip)
{
	char *own = rstrdup(is_known(v, word + skip) ? word : "*");

	if (strcmp(own, "*") == 0)
		skip = 0;
	shellvars_set(v->vars, name, len, true, &own, 1, skip);
	free(own);
}

/* Whether C, behind a name, begins "=(", "+=" or "[1]=". */
static bool is_list(char c)
{
	return c == '=' || c == '+' || c == '[';
}

/* Take the next WORD of a command, AFTER which "(" may stand. */
static enum next take_word(struct values *v, enum next next, const char *word,
			   char after, char **name)
{
	size_t len = shellvars_name(word);

	if (next == NEXT_NAME) {
		free(*name);
		*name = rstrdup(word);
		return NEXT_IN;
	}
	if (next == NEXT_IN)
		return strcmp(word, "in") == 0 ? NEXT_LIST : NEXT_ANY;
	if (next == NEXT_LIST)
		add(v, *name, strlen(*name), word, 0);
	else if (len > 0 && next != NEXT_READ && word[len] == '=' &&
		 after != '(')
		add(v, word, len, word, len + 1);
	else if (len > 0 && (next == NEXT_READ || is_list(word[len])))
		add(v, word, len, "*", 0);
	else if (strcmp(word, "for") == 0)
		return NEXT_NAME;
	else if (strcmp(word, "read") == 0)
		return NEXT_READ;
	return next;
}

static void take_text(struct values *v, const char *text)
{
	struct shelltext t = {.p = text, .line = 1};
	enum next next = NEXT_ANY;
	char *name = NULL;

	for (;;) {
		char *word;

		shelltext_skip_blanks(&t);
		if (*t.p == '\0')
			break;
		if (*t.p == '#') {
			shelltext_skip_line(&t);
			continue;
		}
		if (strchr("\n;&|()<>", *t.p) != NULL) {
			t.p++;
			next = NEXT_ANY;
			continue;
		}
		word = shelltext_word(&t);
		next = take_word(v, next, word, *t.p, &name);
		free(word);
	}
	free(name);
}

/* Take all of the section that line LINE is in. */
static void read_section(struct values *v, size_t line)
{
	const struct spec *spec = v->spec;
	const struct spec_section *s;
	char *text = NULL;
	size_t size;
	FILE *out;

	if (v->section == spec->lines[line].section)
		return;
	v->section = spec->lines[line].section;
	s = &spec->sections[v->section];
	shellvars_free(v->vars);
	v->vars = shellvars_new();
	out = open_memstream(&text, &size);
	if (out == NULL)
		abort();
	for (size_t i = s->header + 1; i < s->end; i++) {
		char *own, *expanded, *plain;

		if (spec->lines[i].kind != LINE_TEXT ||
		    spec->lines[i].span == 0)
			continue;
		own = spec_with_newlines(spec, i);
		expanded = spec_expand(spec, i, own, NULL);
		plain = pattern_make(expanded, "%");
		fprintf(out, "%s\n", plain);
		free(plain);
		free(expanded);
		free(own);
	}
	fclose(out);
	take_text(v, text);
	free(text);
}

bool values_expand(struct values *v, size_t line, const char *word,
		   void (*each)(void *ctx, const char *word, rpmsid id),
		   void *ctx)
{
	read_section(v, line);
	if (!is_known(v, word))
		return false;
	shellvars_expand(v->vars, word, each, ctx);
	return true;
}
