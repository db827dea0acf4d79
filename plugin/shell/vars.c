/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which words the variables of a shell script may stand for. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/copytext.h"
#include "base/grow.h"
#include "shell/vars.h"
#include "shell/words.h"

enum { MAX_VARS = 256 }; /* more than any real script has */

struct var {
	char *name;
	struct shellwords words;
};

struct shellvars {
	struct var *vars;
	size_t n;
	struct shellwords functions;
	const char *function; /* whose body it is, one of functions, or NULL */
	size_t work;
};

/* The new value of a variable. */
struct value {
	struct shellvars *vars;
	struct shellwords words;
};

static void add_each(void *ctx, const char *word)
{
	struct value *value = ctx;

	shellwords_add(&value->words, word, &value->vars->work);
}

struct shellvars *shellvars_new(void)
{
	return rcalloc(1, sizeof(struct shellvars));
}

void shellvars_free(struct shellvars *vars)
{
	for (size_t i = 0; i < vars->n; i++) {
		free(vars->vars[i].name);
		shellwords_free(&vars->vars[i].words);
	}
	free(vars->vars);
	shellwords_free(&vars->functions);
	free(vars);
}

size_t shellvars_name(const char *text)
{
	size_t len = 0;

	if (isdigit((unsigned char)*text))
		return 0;
	while (isalnum((unsigned char)text[len]) || text[len] == '_')
		len++;
	return len;
}

static struct var *find(const struct shellvars *vars, const char *name,
			size_t len)
{
	for (size_t i = 0; i < vars->n; i++)
		if (strlen(vars->vars[i].name) == len &&
		    strncmp(vars->vars[i].name, name, len) == 0)
			return &vars->vars[i];
	return NULL;
}

void shellvars_set(struct shellvars *vars, const char *name, size_t len,
		   bool add, char *const *words, size_t n, size_t skip)
{
	struct value new = {.vars = vars};
	struct var *var;

	for (size_t i = 0; i < n; i++)
		shellvars_expand(vars, words[i] + skip, add_each, &new);
	var = find(vars, name, len);
	if (var == NULL && vars->n < MAX_VARS) {
		GROW(vars->vars, vars->n);
		var = &vars->vars[vars->n++];
		*var = (struct var){.name = copy_text(name, len)};
	}
	if (var == NULL) {
		shellwords_free(&new.words);
		return;
	}
	for (size_t i = 0; add && i < var->words.n; i++)
		shellwords_add(&new.words, var->words.word[i], &vars->work);
	shellwords_free(&var->words);
	var->words = new.words;
}

/*
 * The variable for $1, $2, ..., $@ and $* in the body of FUNCTION, a new
 * string that is no name of a variable.
 */
static char *arguments(const char *function)
{
	return rstrscat(NULL, "@", function, NULL);
}

void shellvars_enter(struct shellvars *vars, const char *name)
{
	vars->function = NULL;
	if (name == NULL)
		return;
	shellwords_add(&vars->functions, name, &vars->work);
	vars->function = shellwords_find(&vars->functions, name);
}

bool shellvars_call(struct shellvars *vars, const char *name,
		    char *const *words, size_t n)
{
	char *variable;

	if (shellwords_find(&vars->functions, name) == NULL)
		return false;
	variable = arguments(name);
	shellvars_set(vars, variable, strlen(variable), true, words, n, 0);
	free(variable);
	return true;
}

/* An expansion under way. */
struct expansion {
	struct shellvars *vars;
	struct shellwords now; /* the beginnings of the current word */
	bool started;
	void (*each)(void *ctx, const char *word);
	void *ctx;
};

static void append(struct expansion *e, const char *const *ends, size_t n)
{
	struct shellwords product = {0};

	e->started = true;
	if (e->now.n == 0)
		shellwords_add(&e->now, "", &e->vars->work);
	for (size_t i = 0; i < e->now.n; i++)
		for (size_t k = 0; k < n; k++) {
			if (!shellwords_can_grow(&product, e->vars->work))
				break;
			char *word = rmalloc(strlen(e->now.word[i]) +
					     strlen(ends[k]) + 1);

			stpcpy(stpcpy(word, e->now.word[i]), ends[k]);
			shellwords_add(&product, word, &e->vars->work);
			free(word);
		}
	shellwords_free(&e->now);
	e->now = product;
}

/* Append the LEN bytes at TEXT. */
static void append_text(struct expansion *e, const char *text, size_t len)
{
	char *copy = copy_text(text, len);

	if (len > 0)
		append(e, (const char *const[]){copy}, 1);
	free(copy);
}

static void flush(struct expansion *e)
{
	for (size_t i = 0; i < e->now.n; i++)
		if (*e->now.word[i] != '\0')
			e->each(e->ctx, e->now.word[i]);
	shellwords_free(&e->now);
	e->started = false;
}

/* Behind the group that starts with OPEN at P. */
static const char *skip_group(const char *p, char open, char close)
{
	unsigned depth = 0;

	for (; *p != '\0'; p++) {
		depth += *p == open;
		if (*p == close && --depth == 0)
			return p + 1;
	}
	return p;
}

static void append_variable(struct expansion *e, const char *name, size_t len)
{
	const char *function = e->vars->function;
	const struct var *var = NULL;

	if (len == 1 && strchr("@*123456789", *name) != NULL) {
		char *variable = arguments(function != NULL ? function : "");

		var = find(e->vars, variable, strlen(variable));
		free(variable);
	} else {
		var = find(e->vars, name, len);
	}
	if (var != NULL && var->words.n > 0)
		append(e, (const char *const *)var->words.word, var->words.n);
	else if (var == NULL || e->started)
		append(e, (const char *const[]){""}, 1);
}

/* Expand what P, a dollar sign, starts; returns what is behind it. */
static const char *expand_dollar(struct expansion *e, const char *p)
{
	const char *name = p + 1 + (p[1] == '{');
	size_t len = shellvars_name(name);

	if (p[1] == '(')
		return skip_group(p + 1, '(', ')');
	if (len == 0 && *name != '\0')
		len = 1;
	append_variable(e, name, len);
	return p[1] == '{' ? skip_group(p + 1, '{', '}') : name + len;
}

/* Expand one part at P, which QUOTE is open around; what is behind it. */
static const char *expand_part(struct expansion *e, const char *p, char *quote)
{
	size_t len;

	if (*p == '\'' || *p == '"') {
		if (*quote == '\0' || *quote == *p) {
			*quote = (char)(*quote == '\0' ? *p : '\0');
			return p + 1;
		}
		append_text(e, p, 1);
		return p + 1;
	}
	if (*p == '$' && *quote != '\'')
		return expand_dollar(e, p);
	if (*p == '`' && *quote != '\'') {
		p = strchr(p + 1, '`');
		return p != NULL ? p + 1 : "";
	}
	if (*p == '\\' && *quote != '\'' && p[1] != '\0') {
		if (p[1] != '\n')
			append_text(e, p + 1, 1);
		return p + 2;
	}
	if (isspace((unsigned char)*p)) {
		flush(e);
		return p + 1;
	}
	len = 1 + strcspn(p + 1, "'\"$`\\ \t\n\v\f\r");
	append_text(e, p, len);
	return p + len;
}

void shellvars_expand(struct shellvars *vars, const char *text,
		      void (*each)(void *ctx, const char *word), void *ctx)
{
	struct expansion e = {.vars = vars, .each = each, .ctx = ctx};
	char quote = '\0';

	while (*text != '\0')
		text = expand_part(&e, text, &quote);
	flush(&e);
}
