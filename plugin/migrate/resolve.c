/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which daemons the words of the spec file mean. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/braces.h"
#include "base/text.h"
#include "base/grow.h"
#include "migrate/entry.h"
#include "migrate/steps.h"
#include "migrate/daemons.h"

#define UNIT_CHARACTERS SPEC_IDENTIFIER "-.@:{},*?[]$%!"

/*
 * libvirt's macros also treat services without sockets, which are in no
 * catalogue.
 */
static void find_services(struct migration *m)
{
	static const char suffix[] = ".service";

	for (size_t i = 0; i < m->n_entries; i++) {
		const struct entry *e = &m->entries[i];

		if (e->macro == NULL || e->macro->scheme != SCHEME_LIBVIRT)
			continue;
		for (size_t k = 0; k < e->n; k++) {
			const char *text = e->words[k].text;
			const char *end = strstr(text, suffix);
			char *name;

			if (end == NULL || end[sizeof(suffix) - 1] != '\0')
				continue;
			name = copy_text(text, end - text);
			if (daemon_is_name(name))
				daemons_add(&m->daemons, name, end - text);
			free(name);
		}
	}
}

/* What is behind the macro or variable at TEXT, without its "%" or "$". */
static const char *skip_macro(const char *text)
{
	size_t len, n;

	text += strspn(text, "?!");
	if (*text == '\0' || strchr("{([", *text) == NULL)
		return text + strspn(text, SPEC_IDENTIFIER);
	len = strlen(text);
	n = braces_group(text, len);
	return text + (n > 0 ? n : len);
}

/* TEXT with a "*" for each macro and shell variable. For free(). */
static char *make_pattern(const char *text)
{
	char *pattern = rmalloc(strlen(text) + 1), *to = pattern;

	for (const char *p = text; *p != '\0';) {
		if (*p != '%' && *p != '$') {
			*to++ = *p++;
			continue;
		}
		*to++ = '*';
		p = skip_macro(p + 1);
	}
	*to = '\0';
	return pattern;
}

static void doubt(struct migration *m, const struct entry *e, const char *text)
{
	GROW(m->doubts, m->n_doubts);
	m->doubts[m->n_doubts++] = (struct doubt){
		.line = e->line,
		.package = e->package,
		.pattern = make_pattern(text),
	};
}

/* Set what word I of E means, if it is the name of one unit. */
static void resolve_unit(const struct migration *m, struct entry *e, size_t i)
{
	struct word *w = &e->words[i];
	enum unit_kind kind;

	w->daemon = daemons_unit(&m->daemons, w->text, &kind);
	w->kinds = w->daemon != NONE ? KIND_BIT(kind) : 0;
}

static void resolve_units(const struct migration *m, struct entry *e)
{
	for (size_t i = 0; i < e->n; i++)
		resolve_unit(m, e, i);
}

/* Names behind %virtd_socket are for all sockets. */
static void resolve_ours(const struct migration *m, struct entry *e)
{
	resolve_units(m, e);
	for (size_t i = 0; i < e->n; i++)
		e->words[i].kinds = KINDS_SOCKETS;
}

/* The units that one word matches are put behind it. */
struct matching {
	struct entry *entry;
	size_t word;
	bool any;
};

static void match(void *ctx, size_t daemon, unsigned kinds)
{
	struct matching *m = ctx;
	struct entry *e = m->entry;
	struct word *w;

	if (m->any)
		entry_word(e, e->words[m->word].text);
	w = &e->words[m->any ? e->n - 1 : m->word];
	w->source = e->words[m->word].source;
	w->daemon = daemon;
	w->kinds = kinds;
	m->any = true;
}

/* The words of a line of %files. */
static void resolve_file(struct migration *m, struct entry *e)
{
	for (size_t i = 0, n = e->n; i < n; i++) {
		struct matching matching = {.entry = e, .word = i};
		const char *text = e->words[i].text;

		if (strchr(text, '%') != NULL) {
			doubt(m, e, text);
			continue;
		}
		if (*text != '\0' && strpbrk(text, "*?[") == NULL) {
			resolve_unit(m, e, i);
			continue;
		}
		if (!daemons_pattern(&m->daemons, *text != '\0' ? text : "*",
				     match, &matching) &&
		    matching.any && e->why == NULL)
			e->why = "it may name other units, too";
	}
}

/* The words of a command of %install: sockets count. */
static void resolve_copy(const struct migration *m, struct entry *e)
{
	resolve_units(m, e);
	for (size_t i = 0; i < e->n; i++)
		if (!(e->words[i].kinds & KINDS_SOCKETS))
			e->words[i].daemon = NONE;
}

static void resolve_call(struct migration *m, struct entry *e)
{
	resolve_units(m, e);
	for (size_t i = 0; i < e->n; i++)
		if (strchr(e->words[i].text, '%') != NULL)
			doubt(m, e, e->words[i].text);
}

/* What TOKEN, from other text, names. */
static void resolve_token(struct migration *m, struct entry *e,
			  const char *token)
{
	ARGV_t names = braces_expand(token);

	for (char **name = names; name != NULL && *name != NULL; name++) {
		char *pattern = make_pattern(*name);

		if (!text_ends(pattern, ".service") &&
		    !text_ends(pattern, ".socket")) {
			free(pattern);
			continue;
		}
		if (strpbrk(pattern, "*?[") != NULL) {
			doubt(m, e, *name);
		} else {
			entry_source(e, *name);
			entry_word(e, *name);
			resolve_unit(m, e, e->n - 1);
		}
		free(pattern);
	}
	argvFree(names);
}

/* Words of TEXT, the arguments of a macro for units, that cannot be known. */
static void doubt_words(struct migration *m, const struct entry *e,
			const char *text)
{
	size_t len;
	const char *word;

	while ((word = text_word(&text, SPEC_BLANK, &len)) != NULL) {
		char *own = copy_text(word, len);

		if (strpbrk(own, "%$`") != NULL)
			doubt(m, e, own);
		free(own);
	}
}

/*
 * A macro that we do not know, or whose arguments we do not know, but that is
 * for services by its name: it may take them without ".service".
 */
static void resolve_macro(struct migration *m, struct entry *e)
{
	const char *text = e->start, *known;
	char *name;
	bool ours;

	if (*text != '%')
		return;
	name = copy_text(text, strcspn(text, SPEC_BLANK));
	ours = strstr(name, "service") != NULL ||
	       strstr(name, "systemd") != NULL ||
	       strstr(name, "socket") != NULL;
	known = name + 1 + (name[1] == '{');
	if (scriptmacro_find(known, strlen(known)) != NULL)
		doubt_words(m, e, text + strlen(name));
	free(name);
	while (ours && *(text += strcspn(text, SPEC_BLANK)) != '\0') {
		size_t len;

		text += strspn(text, SPEC_BLANK);
		len = strspn(text, SPEC_IDENTIFIER "-");
		if (len == 0 || daemons_service(&m->daemons, text, len) == NONE)
			continue;
		name = copy_text(text, len);
		entry_source(e, name);
		entry_word(e, name);
		free(name);
		e->words[e->n - 1].daemon =
			daemons_service(&m->daemons, text, len);
		e->words[e->n - 1].kinds = KIND_BIT(KIND_SERVICE);
	}
}

/* What other text names. */
static void resolve_text(struct migration *m, struct entry *e)
{
	const char *text = e->start;

	if (e->place == PLACE_SCRIPT)
		resolve_macro(m, e);
	while (*(text += strcspn(text, UNIT_CHARACTERS)) != '\0') {
		size_t len = strspn(text, UNIT_CHARACTERS);
		char *token = copy_text(text, len);

		if (strpbrk(token, ".") != NULL)
			resolve_token(m, e, token);
		free(token);
		text += len;
	}
}

void migrate_resolve(struct migration *m)
{
	find_services(m);
	for (size_t i = 0; i < m->n_entries; i++) {
		struct entry *e = &m->entries[i];

		if (e->place == PLACE_CALL)
			resolve_call(m, e);
		else if (e->place == PLACE_FILE)
			resolve_file(m, e);
		else if (e->place == PLACE_COPY)
			resolve_copy(m, e);
		else if (e->start != NULL)
			resolve_text(m, e);
		else
			resolve_ours(m, e);
	}
}
