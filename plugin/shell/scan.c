/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the shell text of a scriptlet does to which units. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "shell/action.h"
#include "shell/frames.h"
#include "shell/interpreter.h"
#include "shell/scan.h"
#include "shell/text.h"
#include "shell/vars.h"
#include "base/text.h"

struct scan {
	struct shelltext text;
	struct frames frames;
	unsigned function_depth; /* where the body of a function starts */
	bool in_function;
	unsigned renew_depth; /* of "if" a unit was installed before, or 0 */
	bool errexit;	      /* set -e */
	unsigned asks; /* the arguments that the script looks at anywhere */
	bool report;   /* the second pass; the first learns of functions */
	struct shellvars *vars;
	char **words; /* of the command that is being read, as written */
	size_t n_words;
	unsigned command_line;
	unsigned commands;
	const struct shellaction_sink *sink;
	/* or who is told how deep each command stands */
	void (*depth_of)(void *ctx, unsigned line, unsigned depth);
	void *ctx;
};

/* What opens a compound command, and whether a list follows that decides. */
static const char *const deciders[] = {"if", "while", "until"};
static const char *const openers[] = {"case", "for", "{"};
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
		shellvars_set(s->vars, words[i], len, s->frames.depth > 0,
			      &words[i], 1, len + 1);
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

/* The flags of a command here that is ended by END. */
static unsigned flags_of(const struct scan *s, bool negated, enum shell_end end)
{
	unsigned flags = frames_flags(&s->frames);

	if (s->in_function)
		return flags | s->asks | ACTION_CONDITIONAL;
	if (s->errexit && !negated && !frames_decides(&s->frames) &&
	    (end == END_PLAIN || end == END_LINE))
		flags |= ACTION_FATAL;
	return flags;
}

/* Act on the simple command WORDS, which is ended by END. */
static void run_simple(struct scan *s, char **words, size_t n, bool negated,
		       enum shell_end end)
{
	struct shell_command command = {
		.line = s->command_line,
		.number = s->commands++,
		.flags = flags_of(s, negated, end),
	};
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
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): n is not 0 */
	if (strcmp(words[0], "set") == 0)
		interpreter_set(words, n, &s->errexit);
	if (strcmp(words[0], "exit") == 0 && !s->in_function &&
	    (n == 1 || strcmp(words[1], "0") == 0))
		s->frames.after |=
			command.flags & (ACTION_ASKS_1 | ACTION_ASKS_2);
	if (shellaction_asks_installed(words, n) && s->renew_depth == 0)
		s->renew_depth = s->frames.depth;
	command.words = words;
	command.n = n;
	command.renews = s->renew_depth > 0;
	if (!shellvars_call(s->vars, words[0], words + 1, n - 1) && s->report)
		shellaction(s->sink, s->vars, &command);
}

static void enter_function(struct scan *s, const char *name)
{
	shellvars_enter(s->vars, name);
	s->function_depth = s->frames.depth;
	s->in_function = true;
}

/* Act on the keyword WORD, which opens or closes a compound command. */
static void take_keyword(struct scan *s, const char *word)
{
	if (WORDS_HAVE(deciders, word))
		frames_push(&s->frames, true);
	else if (WORDS_HAVE(openers, word))
		frames_push(&s->frames, false);
	else if (strcmp(word, "elif") == 0)
		frames_decide(&s->frames, true);
	else if (strcmp(word, "then") == 0 || strcmp(word, "do") == 0)
		frames_decide(&s->frames, false);
	/* from "else" on the unit is new */
	if (s->frames.depth == s->renew_depth && strncmp(word, "el", 2) == 0)
		s->renew_depth = 0;
	if (!WORDS_HAVE(closers, word) || s->frames.depth == 0)
		return;
	frames_pop(&s->frames);
	if (s->frames.depth < s->renew_depth)
		s->renew_depth = 0;
	if (*word == '}' && s->frames.depth == s->function_depth) {
		shellvars_enter(s->vars, NULL);
		s->in_function = false;
	}
}

/* What WORDS, a command or the head of a case, say as a condition. */
static unsigned condition_of(struct scan *s, char *const *words, size_t n)
{
	unsigned flags = shellaction_condition(s->vars, words, n);

	if (!s->in_function)
		s->asks |= flags & (ACTION_ASKS_1 | ACTION_ASKS_2);
	return flags;
}

/* Act on the command that has been read. */
static void end_command(struct scan *s, enum shell_end end)
{
	char **words = s->words;
	size_t n = s->n_words;
	bool negated = false;
	unsigned flags;

	if (n > 0 && s->depth_of != NULL)
		s->depth_of(s->ctx, s->command_line, s->frames.depth);
	if (n > 1 && strcmp(words[0], "function") == 0) {
		enter_function(s, words[1]);
		words += 2, n -= 2;
	}
	while (n > 0) {
		take_keyword(s, words[0]);
		if (!WORDS_HAVE(prefixes, words[0]))
			break;
		negated = strcmp(words[0], "!") == 0;
		words++, n--;
	}
	flags = condition_of(s, words, n);
	if (n > 0 && strcmp(words[0], "for") == 0)
		assign_loop(s, words, n);
	else if (n > 1 && strcmp(words[0], "case") == 0)
		frames_govern(&s->frames, flags);
	else
		run_simple(s, words, n, negated, end);
	if (s->n_words > 0 || end == END_PLAIN) /* not an empty line */
		frames_end(&s->frames, flags, end);
	drop_words(s);
}

/* Take "()" behind the name of a function; else a subshell starts. */
static void take_parenthesis(struct scan *s)
{
	s->text.p++;
	shelltext_skip_blanks(&s->text);
	if (s->n_words == 1 && *s->text.p == ')') {
		s->text.p++;
		enter_function(s, s->words[0]);
		drop_words(s);
	} else {
		end_command(s, END_OPEN);
		frames_open(&s->frames);
	}
}

/* Take "&", "&&", "|" or "||". */
static void take_operator(struct scan *s)
{
	char c = *s->text.p++;
	bool twice = *s->text.p == c;

	s->text.p += twice;
	/* what runs in the background, or in front of a pipe, is not fatal */
	if (c == '&')
		end_command(s, twice ? END_AND : END_PIPE);
	else
		end_command(s, twice ? END_OR : END_PIPE);
}

static void take(struct scan *s)
{
	switch (*s->text.p) {
	case '\n':
		end_command(s, END_LINE);
		shelltext_end_line(&s->text);
		break;
	case ';':
	case ')':
		end_command(s, END_PLAIN);
		if (*s->text.p++ == ')')
			frames_close(&s->frames);
		break;
	case '&':
	case '|':
		take_operator(s);
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

static void pass(struct scan *s, const char *text, bool errexit)
{
	s->text = (struct shelltext){.p = text, .line = 1};
	s->renew_depth = 0;
	s->errexit = errexit;
	s->in_function = false;
	s->commands = 0;
	shellvars_enter(s->vars, NULL);
	for (;;) {
		shelltext_skip_blanks(&s->text);
		if (*s->text.p == '\0')
			break;
		take(s);
	}
	end_command(s, END_LINE);
	shelltext_end(&s->text);
	frames_free(&s->frames);
}

void shellscan(const char *text, bool errexit,
	       void (*each)(void *ctx, const struct shell_action *action),
	       void *ctx)
{
	const struct shellaction_sink sink = {each, ctx};
	struct scan s = {.vars = shellvars_new(), .sink = &sink};

	pass(&s, text, errexit);
	s.report = true;
	pass(&s, text, errexit);
	free(s.words);
	shellvars_free(s.vars);
}

void shellscan_depths(const char *text,
		      void (*each)(void *ctx, unsigned line, unsigned depth),
		      void *ctx)
{
	struct scan s = {.vars = shellvars_new(), .depth_of = each, .ctx = ctx};

	pass(&s, text, false);
	free(s.words);
	shellvars_free(s.vars);
}
