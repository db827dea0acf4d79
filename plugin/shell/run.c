/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the commands of a script do. */
#include <string.h>

#include "base/text.h"
#include "shell/interpreter.h"
#include "shell/run.h"

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

/* Take the assignments at WORDS; the number of them. */
static size_t assign(struct run *r, char **words, size_t n)
{
	size_t i = 0;

	for (; i < n; i++) {
		size_t len = shellvars_name(words[i]);

		if (len == 0 || words[i][len] != '=')
			break;
		shellvars_set(r->vars, words[i], len, r->frames.depth > 0,
			      &words[i], 1, len + 1);
	}
	return i;
}

/* Take "for NAME in WORD..." */
static void assign_loop(struct run *r, char **words, size_t n)
{
	if (n < 3 || strcmp(words[2], "in") != 0)
		return;
	shellvars_set(r->vars, words[1], strlen(words[1]), false, words + 3,
		      n - 3, 0);
}

/* The flags of a command here that is ended by END. */
static unsigned flags_of(const struct run *r, bool negated, enum shell_end end)
{
	unsigned flags = frames_flags(&r->frames);

	if (r->in_function)
		return flags | r->asks | ACTION_CONDITIONAL;
	if (r->errexit && !negated && !frames_decides(&r->frames) &&
	    (end == END_PLAIN || end == END_LINE))
		flags |= ACTION_FATAL;
	return flags;
}

/* Act on the simple command WORDS on LINE, which is ended by END. */
static void run_simple(struct run *r, char **words, size_t n, unsigned line,
		       bool negated, enum shell_end end)
{
	struct shell_command command = {
		.line = line,
		.number = r->commands++,
		.flags = flags_of(r, negated, end),
	};
	size_t assigned;

	if (n > 0 && WORDS_HAVE(declarators, words[0])) {
		for (size_t i = 1; i < n; i++)
			assign(r, words + i, 1);
		return;
	}
	assigned = assign(r, words, n);
	if (assigned == n)
		return;
	words += assigned;
	n -= assigned;
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): n is not 0 */
	if (strcmp(words[0], "set") == 0)
		interpreter_set(words, n, &r->errexit);
	if (strcmp(words[0], "exit") == 0 && !r->in_function &&
	    (n == 1 || strcmp(words[1], "0") == 0))
		r->frames.after |=
			command.flags & (ACTION_ASKS_1 | ACTION_ASKS_2);
	if (shellaction_asks_installed(words, n) && r->renew_depth == 0)
		r->renew_depth = r->frames.depth;
	command.words = words;
	command.n = n;
	command.renews = r->renew_depth > 0;
	if (!shellvars_call(r->vars, words[0], words + 1, n - 1) && r->report)
		shellaction(r->sink, r->vars, &command);
}

void run_enter_function(struct run *r, const char *name)
{
	shellvars_enter(r->vars, name);
	r->function_depth = r->frames.depth;
	r->in_function = true;
}

/* Act on the keyword WORD, which opens or closes a compound command. */
static void take_keyword(struct run *r, const char *word)
{
	if (WORDS_HAVE(deciders, word))
		frames_push(&r->frames, true);
	else if (WORDS_HAVE(openers, word))
		frames_push(&r->frames, false);
	else if (strcmp(word, "elif") == 0)
		frames_decide(&r->frames, true);
	else if (strcmp(word, "then") == 0 || strcmp(word, "do") == 0)
		frames_decide(&r->frames, false);
	/* from "else" on the unit is new */
	if (r->frames.depth == r->renew_depth && strncmp(word, "el", 2) == 0)
		r->renew_depth = 0;
	if (!WORDS_HAVE(closers, word) || r->frames.depth == 0)
		return;
	frames_pop(&r->frames);
	if (r->frames.depth < r->renew_depth)
		r->renew_depth = 0;
	if (*word == '}' && r->frames.depth == r->function_depth) {
		shellvars_enter(r->vars, NULL);
		r->in_function = false;
	}
}

/* What WORDS, a command or the head of a case, say as a condition. */
static unsigned condition_of(struct run *r, char *const *words, size_t n)
{
	unsigned flags = shellaction_condition(r->vars, words, n);

	if (!r->in_function)
		r->asks |= flags & (ACTION_ASKS_1 | ACTION_ASKS_2);
	return flags;
}

void run_command(struct run *r, char **words, size_t n, unsigned line,
		 enum shell_end end)
{
	bool empty = n == 0, negated = false;
	unsigned flags;

	if (n > 0 && r->depth_of != NULL)
		r->depth_of(r->ctx, line, r->frames.depth,
			    r->bound || frames_decides(&r->frames));
	if (n > 0 || end != END_LINE)
		r->bound = end == END_AND || end == END_OR || end == END_PIPE;
	if (n > 1 && strcmp(words[0], "function") == 0) {
		run_enter_function(r, words[1]);
		words += 2, n -= 2;
	}
	while (n > 0) {
		take_keyword(r, words[0]);
		if (!WORDS_HAVE(prefixes, words[0]))
			break;
		negated = strcmp(words[0], "!") == 0;
		words++, n--;
	}
	flags = condition_of(r, words, n);
	if (n > 0 && strcmp(words[0], "for") == 0)
		assign_loop(r, words, n);
	else if (n > 1 && strcmp(words[0], "case") == 0)
		frames_govern(&r->frames, flags);
	else
		run_simple(r, words, n, line, negated, end);
	if (!empty || end == END_PLAIN)
		frames_end(&r->frames, flags, end);
}

void run_begin(struct run *r, bool errexit)
{
	r->renew_depth = 0;
	r->errexit = errexit;
	r->in_function = false;
	r->commands = 0;
	r->bound = false;
	shellvars_enter(r->vars, NULL);
}

void run_end(struct run *r)
{
	frames_free(&r->frames);
}
