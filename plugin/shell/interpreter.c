/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which interpreters of scripts are shells. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "shell/interpreter.h"

static const char *const shells[] = {"sh",  "bash", "dash", "ash",
				     "ksh", "mksh", "zsh"};
/* Commands that run the command behind them. */
static const char *const wrappers[] = {"env", "busybox"};

/* Whether the LEN bytes at WORD are an option of env(1), or what it sets. */
static bool is_argument(const char *word, size_t len)
{
	return *word == '-' || memchr(word, '=', len) != NULL;
}

bool interpreter_is_shell(const char *command, bool *errexit)
{
	bool shell = false, exits = false, wrapped = false;
	const char *word;
	size_t len;

	while ((word = text_word(&command, " \t\r\n", &len)) != NULL) {
		char *copy = copy_text(word, len);
		const char *base = path_base(copy);
		bool again = wrapped && is_argument(word, len);

		if (shell) {
			exits |= *copy == '-' && copy[1] != '-' &&
				 strchr(copy, 'e') != NULL;
		} else if (!again) {
			wrapped = WORDS_HAVE(wrappers, base);
			shell = WORDS_HAVE(shells, base);
			again = wrapped;
		}
		free(copy);
		if (!shell && !again)
			break;
	}
	if (errexit != NULL)
		*errexit = exits;
	return shell;
}

void interpreter_set(char *const *words, size_t n, bool *errexit)
{
	for (size_t i = 1; i < n; i++)
		if ((*words[i] == '-' || *words[i] == '+') &&
		    (strchr(words[i], 'e') != NULL ||
		     (strcmp(words[i] + 1, "o") == 0 && i + 1 < n &&
		      strcmp(words[i + 1], "errexit") == 0)))
			*errexit = *words[i] == '-';
}
