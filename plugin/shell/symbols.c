/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The texts of a shell script, and what each is as a variable or a function. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmstrpool.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "shell/symbols.h"

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

rpmsid shellvars_intern(struct shellvars *vars, const char *text, size_t len)
{
	rpmsid id = rpmstrPoolIdn(vars->pool, text, len, 1);

	while (vars->n <= id) {
		GROW(vars->symbols, vars->n);
		vars->symbols[vars->n++] = (struct symbol){.asks = 0};
	}
	return id;
}

const struct symbol *shellvars_find(const struct shellvars *vars,
				    const char *text, size_t len)
{
	rpmsid id = rpmstrPoolIdn(vars->pool, text, len, 0);

	return id != 0 && id < vars->n ? &vars->symbols[id] : NULL;
}

char *shellvars_arguments(const char *function)
{
	return rstrscat(NULL, "@", function, NULL);
}

void shellvars_enter(struct shellvars *vars, const char *name)
{
	rpmsid id;

	vars->function = NULL;
	if (name == NULL)
		return;
	id = shellvars_intern(vars, name, strlen(name));
	vars->symbols[id].function = true;
	vars->function = rpmstrPoolStr(vars->pool, id);
}

struct shellwords shellvars_words(const struct shellvars *vars,
				  const char *name, size_t len)
{
	static const struct shellwords none = {0};
	const struct symbol *symbol;
	char *variable = NULL;

	if (len == 1 && strchr("@*123456789", *name) != NULL) {
		if (vars->function == NULL)
			return none;
		variable = shellvars_arguments(vars->function);
		name = variable;
		len = strlen(variable);
	}
	symbol = shellvars_find(vars, name, len);
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
		symbol = shellvars_find(vars, name, shellvars_name(name));
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
