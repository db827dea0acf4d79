/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which units commands of %install name, or may name. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "migrate/copy.h"
#include "migrate/pattern.h"
#include "migrate/resolve.h"

#define GLOB	   "*?["
#define SEPARATORS SPEC_BLANK "\n\"';|&<>()"

/* A command that is being read. */
struct reading {
	struct migration *m;
	struct entry *e;
	struct values *values;
};

/* TEXT, of which not all may be known, may name sockets. */
static void doubt(const struct reading *r, const char *text)
{
	char *pattern = pattern_make(text, "%$");
	size_t len = strlen(pattern);

	if (text_ends(pattern, ".socket") ||
	    (len > 0 && strchr(GLOB "]", pattern[len - 1]) != NULL))
		resolve_doubt(r->m, r->e, text);
	free(pattern);
}

static void doubt_value(void *ctx, const char *word, rpmsid id)
{
	(void)id;
	doubt(ctx, path_base(word));
}

/* What is known of WORD, which may have variables. */
static void doubt_word(struct reading *r, const char *word)
{
	if (strchr(word, '%') != NULL ||
	    !values_expand(r->values, r->e->line, word, doubt_value, r))
		doubt(r, path_base(word));
}

void resolve_copy(struct migration *m, struct entry *e, struct values *values)
{
	struct reading r = {m, e, values};

	for (size_t i = 0; i < e->n; i++) {
		const char *text = e->words[i].text;

		resolve_unit(m, e, i);
		if (!(e->words[i].kinds & KINDS_SOCKETS))
			e->words[i].daemon = NONE;
		/* all of a directory */
		if (*text == '\0' || strcmp(text, ".") == 0)
			doubt(&r, "*");
		else if (strpbrk(text, "%$" GLOB) != NULL)
			doubt_word(&r, text);
	}
}

/* Whether WORD, which is not below the directory of units, may be units. */
static bool is_source(const char *word)
{
	static const char *const roots[] = {"$RPM_", "${RPM_"};

	return strpbrk(word, "$" GLOB) != NULL && strchr(word, '%') == NULL &&
	       WORDS_BEHIND(roots, word) == NULL;
}

void resolve_install(struct migration *m, struct entry *e,
		     struct values *values)
{
	struct reading r = {m, e, values};
	const char *rest = e->start, *word;
	size_t len;

	while ((word = text_word(&rest, SEPARATORS, &len)) != NULL) {
		char *own = copy_text(word, len);
		const char *base = path_base(own);

		/* the others are tokens of the text */
		if (strpbrk(base, "%$" GLOB) != NULL &&
		    !text_ends(base, ".socket") && !copy_has_units(base) &&
		    (copy_has_units(own) || is_source(own)))
			doubt_word(&r, own);
		free(own);
	}
	resolve_text(m, e, values);
}
