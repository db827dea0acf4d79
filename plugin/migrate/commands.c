/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Commands and macros for units, wherever they stand in a text. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "migrate/commands.h"
#include "migrate/macros.h"
#include "spec/spec.h"

static const char *const commands[] = {
	"systemctl",
	"systemd-update-helper",
};

static const char *const questions[] = {
	"is-active", "is-enabled", "is-failed",	 "show",
	"status",    "cat",	   "list-units", "help",
};

#define QUOTES "\"'"

/* Call EACH with the words in the LEN bytes at TEXT, from the Nth on. */
static void read_words(const char *text, size_t len, bool verb,
		       void (*each)(void *ctx, const char *word, size_t len),
		       void *ctx)
{
	char *own = copy_text(text, len);
	const char *rest = own, *word;
	size_t n;

	while ((word = text_word(&rest, SPEC_BLANK "\n" QUOTES, &n)) != NULL) {
		if (verb && *word != '-') {
			char *first = copy_text(word, n);
			bool asks = WORDS_HAVE(questions, first);

			free(first);
			verb = false;
			if (asks)
				break;
		}
		each(ctx, word, n);
	}
	free(own);
}

/* The length of the command at TEXT, which BEFORE stands in front of, or 0. */
static size_t find_command(const char *text, char before)
{
	const char *rest = WORDS_BEHIND(commands, text);

	if (rest == NULL || *rest == '\0' ||
	    strchr(SPEC_BLANK, *rest) == NULL ||
	    (before != '\0' && strchr(SPEC_IDENTIFIER "-", before) != NULL))
		return 0;
	return rest - text;
}

/* The length of the macro for units at TEXT, without arguments, or 0. */
static size_t find_macro(const char *text)
{
	size_t head, len;

	if (*text != '%')
		return 0;
	head = 1 + (text[1] == '{');
	head += strspn(text + head, "?!");
	len = strspn(text + head, SPEC_IDENTIFIER);
	return scriptmacro_is(text + head, len) ? head + len : 0;
}

bool commands_each(const char *text,
		   void (*each)(void *ctx, const char *word, size_t len),
		   void *ctx)
{
	char before = '\0';
	bool any = false;

	while (*text != '\0') {
		size_t macro = find_macro(text), len;
		size_t command = macro > 0 ? 0 : find_command(text, before);

		before = *text;
		if (macro + command == 0) {
			text++;
			continue;
		}
		text += macro + command;
		/* a macro takes the line, whatever the shell sees there */
		len = strcspn(text, macro > 0 ? "\n" : "\n;|&)");
		read_words(text, len, command > 0, each, ctx);
		text += len;
		any = true;
	}
	return any;
}
