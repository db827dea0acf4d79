/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lines of a spec file that are for rpm's parser alone. */
#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "spec/directive.h"

#define MAX_WORD 14

static const char *const openers[] = {"if", "ifarch", "ifnarch", "ifos",
				      "ifnos"};
static const char *const elifs[] = {"elif", "elifarch", "elifos"};
static const char *const definers[] = {"define", "global", "undefine"};
static const char *const foreign[] = {"if_with", "if_without", "if_enabled",
				      "if_disabled"};

/* The word behind the "%" at TEXT, and what follows it, or NULL. */
static const char *read_word(const char *text, char word[MAX_WORD + 1])
{
	size_t len;

	if (*text++ != '%')
		return NULL;
	len = strspn(text, "abcdefghijklmnopqrstuvwxyz_");
	if (len > MAX_WORD)
		return NULL;
	memcpy(word, text, len);
	word[len] = '\0';
	return text + len;
}

enum directive directive_find(const char *text)
{
	char word[MAX_WORD + 1];
	const char *rest = read_word(text, word);

	if (rest == NULL)
		return DIRECTIVE_NONE;
	/* rpm 4.18 build/parseSpec.c: only those with arguments need a space */
	if (!isalpha((unsigned char)*rest) && strcmp(word, "else") == 0)
		return DIRECTIVE_ELSE;
	if (!isalpha((unsigned char)*rest) && strcmp(word, "endif") == 0)
		return DIRECTIVE_ENDIF;
	if (*rest != '\0' && strchr(" \t\r", *rest) == NULL)
		return DIRECTIVE_NONE;
	if (WORDS_HAVE(openers, word))
		return DIRECTIVE_IF;
	if (WORDS_HAVE(elifs, word))
		return DIRECTIVE_ELIF;
	return WORDS_HAVE(definers, word) ? DIRECTIVE_DEFINE : DIRECTIVE_NONE;
}

bool directive_is_condition(enum directive directive)
{
	return directive != DIRECTIVE_NONE && directive != DIRECTIVE_DEFINE;
}

bool directive_is_foreign(const char *text)
{
	char word[MAX_WORD + 1];
	const char *rest = read_word(text, word);

	return rest != NULL && strchr(" \t", *rest) != NULL &&
	       WORDS_HAVE(foreign, word);
}
