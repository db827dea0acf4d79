/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the shell text of a scriptlet does to which units. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "shell/action.h"
#include "shell/scan.h"
#include "shell/text.h"
#include "shell/vars.h"
#include "base/words.h"

struct scan {
	struct shelltext text;
	unsigned depth;		 /* of if, case and loops; 0 is always run */
	unsigned function_depth; /* where the body of a function starts */
	unsigned renew_depth;	 /* of "if" a unit was installed before, or 0 */
	bool report; /* the second pass; the first learns of functions */
	struct shellvars *vars;
	char **words; /* of the command that is being read, as written */
	size_t n_words;
	unsigned command_line;
	const struct shellaction_sink *sink;
};

static const char *const openers[] = {"if",    "case", "while",
				      "until", "for",  "{"};
static const char *const closers[] = {"fi", "esac", "done", "}"};
/* Words that another command may follow. */
static const char *const prefixes[] = {"if",	"then",	 "elif", "else", "do",
				       "while", "until", "!",	 "{",	 "time",
				       "fi",	"done",	 "esac", "}"};
static const char *const declarators[] = {"export", "local", "readonly",
					  "declare", "typeset"};

static void drop_words(struct scan *s)
{
	for (size_t i = 0; i < s->n_words; i++)
		free(s->words[i]);
	s->n_words = 0;
}

static void add_word(struct scan *s, char *word)
{
	GROW(s->words, s->n_words);
	if (s->n_words == 0)
		s->command_line = s->text.line;
	s->words[s->n_words++] = word;
}

/* Take the assignments at WORDS; the number of them. */
static size_t assign(struct scan *s, char **words, size_t n)
{
	size_t i = 0;

	for (; i < n; i++) {
		size_t len = shellvars_name(words[i]);

		if (len == 0 || words[i][len] != '=')
			break;
		shellvars_set(s->vars, words[i], len, s->depth > 0, &words[i],
			      1, len + 1);
	}
	return i;
}

/* Take "for NAME in WORD..." */
static void assign_loop(struct scan *s, char **words, size_t n)
{
	if (n < 3 || strcmp(words[2], "in") != 0)
		return;
	shellvars_set(s->vars, words[1], strlen(words[1]), false, words + 3,
		      n - 3, 0);
}

/* Act on the simple command WORDS. */
static void run_simple(struct scan *s, char **words, size_t n)
{
	size_t assigned;

	if (n > 0 && WORDS_HAVE(declarators, words[0])) {
		for (size_t i = 1; i < n; i++)
			assign(s, words + i, 1);
		return;
	}
	assigned = assign(s, words, n);
	if (assigned == n)
		return;
	words += assigned;
	n -= assigned;
	if (shellaction_asks_installed(words, n) && s->renew_depth == 0)
		s->renew_depth = s->depth;
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): n is not 0 */
	if (!shellvars_call(s->vars, words[0], words + 1, n - 1) && s->report)
		shellaction(s->sink, s->vars, words, n, s->command_line,
			    s->renew_depth > 0);
}

static void enter_function(struct scan *s, const char *name)
{
	shellvars_enter(s->vars, name);
	s->function_depth = s->depth;
}

/* Count what the keyword WORD opens or closes. */
static void count_depth(struct scan *s, const char *word)
{
	s->depth += WORDS_HAVE(openers, word);
	/* from "else" on the unit is new */
	if (s->depth == s->renew_depth && strncmp(word, "el", 2) == 0)
		s->renew_depth = 0;
	if (!WORDS_HAVE(closers, word) || s->depth == 0)
		return;
	s->depth--;
	if (s->depth < s->renew_depth)
		s->renew_depth = 0;
	if (*word == '}' && s->depth == s->function_depth)
		shellvars_enter(s->vars, NULL);
}

/* Act on the command that has been read. */
static void end_command(struct scan *s)
{
	char **words = s->words;
	size_t n = s->n_words;

	if (n > 1 && strcmp(words[0], "function") == 0) {
		enter_function(s, words[1]);
		words += 2, n -= 2;
	}
	while (n > 0) {
		count_depth(s, words[0]);
		if (!WORDS_HAVE(prefixes, words[0]))
			break;
		words++, n--;
	}
	if (n > 0 && strcmp(words[0], "for") == 0)
		assign_loop(s, words, n);
	else
		run_simple(s, words, n);
	drop_words(s);
}

/* Take "()" behind the name of a function; else end the command. */
static void take_parenthesis(struct scan *s)
{
	s->text.p++;
	shelltext_skip_blanks(&s->text);
	if (s->n_words == 1 && *s->text.p == ')') {
		s->text.p++;
		enter_function(s, s->words[0]);
		drop_words(s);
	} else {
		end_command(s);
	}
}

static void take(struct scan *s)
{
	switch (*s->text.p) {
	case '\n':
		end_command(s);
		shelltext_end_line(&s->text);
		break;
	case ';':
	case '&':
	case '|':
	case ')':
		end_command(s);
		s->text.p++;
		break;
	case '(':
		take_parenthesis(s);
		break;
	case '<':
	case '>':
		shelltext_redirection(&s->text);
		break;
	case '#':
		shelltext_skip_line(&s->text);
		break;
	default:
		add_word(s, shelltext_word(&s->text));
	}
}

static void pass(struct scan *s, const char *text)
{
	s->text = (struct shelltext){.p = text, .line = 1};
	s->depth = 0;
	s->renew_depth = 0;
	shellvars_enter(s->vars, NULL);
	for (;;) {
		shelltext_skip_blanks(&s->text);
		if (*s->text.p == '\0')
			break;
		take(s);
	}
	end_command(s);
	shelltext_end(&s->text);
}

void shellscan(const char *text,
	       void (*each)(void *ctx, enum action action, const char *unit,
			    unsigned line),
	       void *ctx)
{
	const struct shellaction_sink sink = {each, ctx};
	struct scan s = {.vars = shellvars_new(), .sink = &sink};

	pass(&s, text);
	s.report = true;
	pass(&s, text);
	free(s.words);
	shellvars_free(s.vars);
}
