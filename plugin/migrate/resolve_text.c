/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which units other text than calls names, or may name. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/braces.h"
#include "base/text.h"
#include "migrate/commands.h"
#include "migrate/entry.h"
#include "migrate/pattern.h"
#include "migrate/resolve.h"
#include "spec/meanings.h"

#define UNIT_CHARACTERS SPEC_IDENTIFIER "-.@:{},*?[]$%!"

/* The text of an entry, or of a definition that it may use. */
struct reading {
	struct migration *m;
	struct entry *e;
	struct values *values;
	bool inside;	/* it is a definition */
	bool arguments; /* a definition makes units of its arguments */
};

/* Whether TEXT has an argument of the macro that it is the body of. */
static bool has_argument(const char *text)
{
	while ((text = strchr(text, '%')) != NULL) {
		text++;
		text += *text == '{';
		text += strspn(text, "?!");
		if (isdigit((unsigned char)*text) ||
		    (*text != '\0' && strchr("*#-", *text) != NULL))
			return true;
	}
	return false;
}

/* TEXT, of which not all is known, may name units. */
static void doubt(struct reading *r, const char *text)
{
	if (r->inside && has_argument(text))
		r->arguments = true;
	else
		resolve_doubt(r->m, r->e, text);
}

/* E names the unit NAME. */
static void take_unit(struct reading *r, const char *name)
{
	entry_source(r->e, name);
	entry_word(r->e, name);
	resolve_unit(r->m, r->e, r->e->n - 1);
}

/* E names the service of DAEMON, as NAME. */
static void take_service(struct reading *r, const char *name, size_t daemon)
{
	struct word *w;

	entry_source(r->e, name);
	entry_word(r->e, name);
	w = &r->e->words[r->e->n - 1];
	w->daemon = daemon;
	w->kinds = KIND_BIT(KIND_SERVICE);
}

/* A unit, or a service without ".service". */
static void take_name(struct reading *r, const char *name)
{
	size_t daemon = daemons_service(&r->m->daemons, name, strlen(name));

	if (strpbrk(name, "*?[") != NULL)
		doubt(r, name);
	else if (daemon != NONE)
		take_service(r, name, daemon);
	else if (strchr(name, '.') != NULL)
		take_unit(r, name);
}

static void take_value(void *ctx, const char *word, rpmsid id)
{
	(void)id;
	take_name(ctx, word);
}

/* NAME has a suffix and makes PATTERN. */
static void take_pattern(struct reading *r, const char *name,
			 const char *pattern)
{
	if (strpbrk(pattern, "*?[") == NULL)
		take_unit(r, name);
	else if (strchr(name, '%') != NULL ||
		 !values_expand(r->values, r->e->line, name, take_value, r))
		doubt(r, name);
}

/* What TOKEN, from other text, names. */
static void take_token(struct reading *r, const char *token)
{
	ARGV_t names = braces_expand(token);

	for (char **name = names; name != NULL && *name != NULL; name++) {
		char *pattern = pattern_make(*name, "%$");

		if (text_ends(pattern, ".service") ||
		    text_ends(pattern, ".socket"))
			take_pattern(r, *name, pattern);
		free(pattern);
	}
	argvFree(names);
}

static void take_tokens(struct reading *r, const char *text)
{
	while (*(text += strcspn(text, UNIT_CHARACTERS)) != '\0') {
		size_t len = strspn(text, UNIT_CHARACTERS);
		char *token = copy_text(text, len);

		if (strpbrk(token, ".") != NULL)
			take_token(r, token);
		free(token);
		text += len;
	}
}

/* WORD, LEN bytes, is what a command or a macro for units is called with. */
static void take_argument(void *ctx, const char *word, size_t len)
{
	struct reading *r = ctx;
	char *own = copy_text(word, len);
	ARGV_t names = NULL;

	if (strpbrk(own, "%`") != NULL) {
		doubt(r, own);
	} else if (strchr(own, '$') != NULL) {
		if (!values_expand(r->values, r->e->line, own, take_value, r))
			doubt(r, own);
	} else {
		names = braces_expand(own);
	}
	/* what has a suffix is a token, too */
	for (char **name = names; name != NULL && *name != NULL; name++)
		if (strchr(*name, '.') == NULL)
			take_name(r, *name);
	argvFree(names);
	free(own);
}

/*
 * A macro that we do not know, but that is for services by its name: it may
 * take them without ".service".
 */
static void take_macro(struct reading *r, const char *text)
{
	char *name;
	bool ours;

	if (*text != '%')
		return;
	name = copy_text(text, strcspn(text, SPEC_BLANK));
	ours = strstr(name, "service") != NULL ||
	       strstr(name, "systemd") != NULL ||
	       strstr(name, "socket") != NULL;
	free(name);
	while (ours && *(text += strcspn(text, SPEC_BLANK)) != '\0') {
		size_t len, daemon;

		text += strspn(text, SPEC_BLANK);
		len = strspn(text, SPEC_IDENTIFIER "-");
		daemon = len > 0 ? daemons_service(&r->m->daemons, text, len)
				 : NONE;
		if (daemon == NONE)
			continue;
		name = copy_text(text, len);
		take_service(r, name, daemon);
		free(name);
	}
}

/* The text of a definition that the entry may use. */
static void take_definition(void *ctx, const char *text)
{
	struct reading *r = ctx;

	commands_each(text, take_argument, r);
	take_tokens(r, text);
}

/* What the entry calls a macro with that makes units of it. */
static void doubt_arguments(struct reading *r)
{
	const char *text = r->e->start, *percent = strchr(text, '%');

	if (strpbrk(text, "$`") != NULL ||
	    (percent != NULL && strchr(percent + 1, '%') != NULL)) {
		doubt(r, "*");
		return;
	}
	while (*(text += strcspn(text, SPEC_IDENTIFIER "-")) != '\0') {
		size_t len = strspn(text, SPEC_IDENTIFIER "-");
		bool name =
			text > r->e->start && strchr("%{?!", text[-1]) != NULL;
		char *pattern = NULL;

		rasprintf(&pattern, "*%.*s*", (int)len, text);
		if (!name && *text != '-')
			doubt(r, pattern);
		free(pattern);
		text += len;
	}
}

static void take_definitions(struct reading *r)
{
	r->inside = true;
	if (!spec_meanings(r->m->spec, r->e->line, r->e->start, scriptmacro_is,
			   take_definition, r))
		r->arguments = true;
	r->inside = false;
	if (r->arguments)
		doubt_arguments(r);
}

void resolve_text(struct migration *m, struct entry *e, struct values *values)
{
	struct reading r = {.m = m, .e = e, .values = values};

	if (e->place == PLACE_SCRIPT) {
		bool any = commands_each(e->start, take_argument, &r);

		take_macro(&r, e->start);
		/* a program in Lua composes its text */
		if (any && strstr(e->start, "%{lua:") != NULL)
			doubt(&r, "*");
	}
	take_tokens(&r, e->start);
	take_definitions(&r);
}
