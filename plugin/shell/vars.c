/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which words the variables of a shell script may stand for. */
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmstrpool.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "shell/expansion.h"
#include "shell/vars.h"

enum { MAX_WORDS = 128 };

/* What is known of a text, as a word and as the name of a variable. */
struct symbol {
	struct shellwords words; /* what the variable stands for */
	unsigned asks;
	bool function;
	unsigned stamp; /* of the set that the word was last added to */
	uint32_t *told; /* a bit for each number and flags, or NULL */
};

struct shellvars {
	struct rpmstrPool_s *pool;
	struct symbol *symbols; /* by id */
	size_t n;
	unsigned stamp;
	const char *function; /* whose body it is, or NULL */
};

enum { N_NUMBERS = 32 };

struct shellvars *shellvars_new(void)
{
	struct shellvars *vars = rcalloc(1, sizeof(*vars));

	vars->pool = rpmstrPoolCreate();
	return vars;
}

void shellvars_free(struct shellvars *vars)
{
	for (size_t i = 0; i < vars->n; i++) {
		free(vars->symbols[i].words.ids);
		free(vars->symbols[i].told);
	}
	free(vars->symbols);
	rpmstrPoolFree(vars->pool);
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

/* The id of the LEN bytes at TEXT. */
static rpmsid intern(struct shellvars *vars, const char *text, size_t len)
{
	rpmsid id = rpmstrPoolIdn(vars->pool, text, len, 1);

	while (vars->n <= id) {
		GROW(vars->symbols, vars->n);
		vars->symbols[vars->n++] = (struct symbol){.asks = 0};
	}
	return id;
}

/* The symbol of the LEN bytes at TEXT, or NULL. */
static const struct symbol *find(const struct shellvars *vars, const char *text,
				 size_t len)
{
	rpmsid id = rpmstrPoolIdn(vars->pool, text, len, 0);

	return id != 0 && id < vars->n ? &vars->symbols[id] : NULL;
}

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
		c->words.ids[0] = intern(c->vars, "*", 1);
		c->words.n = 1;
		c->stamp = c->vars->symbols[c->words.ids[0]].stamp =
			++c->vars->stamp;
	}
}

static void add_word(void *ctx, const char *word, rpmsid id)
{
	struct collecting *c = ctx;

	if (*word != '\0')
		add_id(c, id != 0 ? id : intern(c->vars, word, strlen(word)));
}

/* The same, but "" is a word, too: one of a loop. */
static void add_any(void *ctx, const char *word, rpmsid id)
{
	struct collecting *c = ctx;

	add_id(c, id != 0 ? id : intern(c->vars, word, strlen(word)));
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
		add_id(&c, intern(vars, "", 0));
	id = intern(vars, name, len);
	for (size_t i = 0; add && i < vars->symbols[id].words.n; i++)
		add_id(&c, vars->symbols[id].words.ids[i]);
	var = &vars->symbols[id];
	var->asks = add ? var->asks | asks : asks;
	free(var->words.ids);
	var->words = c.words;
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
	rpmsid id;

	vars->function = NULL;
	if (name == NULL)
		return;
	id = intern(vars, name, strlen(name));
	vars->symbols[id].function = true;
	vars->function = rpmstrPoolStr(vars->pool, id);
}

bool shellvars_call(struct shellvars *vars, const char *name,
		    char *const *words, size_t n)
{
	const struct symbol *symbol = find(vars, name, strlen(name));
	char *variable;

	if (symbol == NULL || !symbol->function)
		return false;
	variable = arguments(name);
	shellvars_set(vars, variable, strlen(variable), true, words, n, 0);
	free(variable);
	return true;
}

struct shellwords shellvars_words(struct shellvars *vars, const char *name,
				  size_t len)
{
	static const struct shellwords none;
	const struct symbol *symbol;
	char *variable = NULL;

	if (len == 1 && strchr("@*123456789", *name) != NULL) {
		if (vars->function == NULL)
			return none;
		variable = arguments(vars->function);
		name = variable;
		len = strlen(variable);
	}
	symbol = find(vars, name, len);
	free(variable);
	return symbol != NULL ? symbol->words : none;
}

const char *shellvars_text(const struct shellvars *vars, rpmsid id)
{
	return rpmstrPoolStr(vars->pool, id);
}

unsigned shellvars_asks(const struct shellvars *vars, const char *text)
{
	bool single = false, twice = false;
	unsigned asks = 0;

	for (; *text != '\0'; text++) {
		const struct symbol *symbol;
		const char *name;

		single ^= *text == '\'' && !twice;
		twice ^= *text == '"' && !single;
		if (*text != '$' || single)
			continue;
		name = text + 1 + (text[1] == '{');
		if (vars->function == NULL && *name != '\0') {
			asks |= strchr("1@*#", *name) ? VARS_ARGUMENT_1 : 0;
			asks |= strchr("2@*#", *name) ? VARS_ARGUMENT_2 : 0;
		}
		symbol = find(vars, name, shellvars_name(name));
		asks |= symbol != NULL ? symbol->asks : 0;
	}
	return asks;
}

bool shellvars_first(struct shellvars *vars, rpmsid id, unsigned number,
		     unsigned flags)
{
	struct symbol *symbol = &vars->symbols[id];
	uint32_t bit = (uint32_t)1 << flags;

	if (symbol->told == NULL)
		symbol->told = rcalloc(N_NUMBERS, sizeof(*symbol->told));
	if (symbol->told[number] & bit)
		return false;
	symbol->told[number] |= bit;
	return true;
}
