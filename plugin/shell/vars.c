/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which words the variables of a shell script may stand for. */
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "shell/expansion.h"
#include "shell/vars.h"

enum { MAX_WORDS = 128 };

/* A set of words that grows. */
struct collecting {
	struct shellvars *vars;
	struct shellwords words;
	unsigned stamp;
};

static void add_id(struct collecting *c, rpmsid id)
{
	struct symbol *symbol = &c->vars->symbols[id];

	if (symbol->stamp == c->stamp)
		return;
	symbol->stamp = c->stamp;
	GROW(c->words.ids, c->words.n);
	c->words.ids[c->words.n++] = id;
	if (c->words.n > MAX_WORDS) {
		c->words.ids[0] = shellvars_intern(c->vars, "*", 1);
		c->words.n = 1;
		c->stamp = c->vars->symbols[c->words.ids[0]].stamp =
			++c->vars->stamp;
	}
}

static void add_word(void *ctx, const char *word, rpmsid id)
{
	struct collecting *c = ctx;

	if (*word != '\0')
		add_id(c,
		       id != 0 ? id
			       : shellvars_intern(c->vars, word, strlen(word)));
}

/* The same, but "" is a word, too: one of a loop. */
static void add_any(void *ctx, const char *word, rpmsid id)
{
	struct collecting *c = ctx;

	add_id(c, id != 0 ? id : shellvars_intern(c->vars, word, strlen(word)));
}

void shellvars_set(struct shellvars *vars, const char *name, size_t len,
		   bool add, char *const *words, size_t n, size_t skip)
{
	struct collecting c = {.vars = vars, .stamp = ++vars->stamp};
	unsigned asks = 0;
	struct symbol *var;
	rpmsid id;

	for (size_t i = 0; i < n; i++) {
		asks |= shellvars_asks(vars, words[i] + skip);
		shellvars_expand(vars, words[i] + skip,
				 skip > 0 ? add_word : add_any, &c);
	}
	if (skip > 0 && c.words.n == 0)
		add_id(&c, shellvars_intern(vars, "", 0));
	id = shellvars_intern(vars, name, len);
	for (size_t i = 0; add && i < vars->symbols[id].words.n; i++)
		add_id(&c, vars->symbols[id].words.ids[i]);
	var = &vars->symbols[id];
	var->asks = add ? var->asks | asks : asks;
	free(var->words.ids);
	var->words = c.words;
}

bool shellvars_call(struct shellvars *vars, const char *name,
		    char *const *words, size_t n)
{
	const struct symbol *symbol = shellvars_find(vars, name, strlen(name));
	char *variable;

	if (symbol == NULL || !symbol->function)
		return false;
	variable = shellvars_arguments(name);
	shellvars_set(vars, variable, strlen(variable), true, words, n, 0);
	free(variable);
	return true;
}
