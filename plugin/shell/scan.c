/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the shell text of a scriptlet does to which units. */
#include <stdlib.h>

#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "shell/run.h"
#include "shell/scan.h"
#include "shell/text.h"

struct scan {
	struct shelltext text;
	char **words; /* of the command that is being read, as written */
	size_t n_words;
	unsigned line; /* where it starts */
	struct run run;
};

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
		s->line = s->text.line;
	s->words[s->n_words++] = word;
}

/* The command has been read. */
static void end_command(struct scan *s, enum shell_end end)
{
	run_command(&s->run, s->words, s->n_words, s->line, end);
	drop_words(s);
}

/* Take "()" behind the name of a function; else a subshell starts. */
static void take_parenthesis(struct scan *s)
{
	s->text.p++;
	shelltext_skip_blanks(&s->text);
	if (s->n_words == 1 && *s->text.p == ')') {
		s->text.p++;
		run_enter_function(&s->run, s->words[0]);
		drop_words(s);
	} else {
		end_command(s, END_OPEN);
		frames_open(&s->run.frames);
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
		end_command(s, twice ? END_AND : END_BACKGROUND);
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
			frames_close(&s->run.frames);
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
	run_begin(&s->run, errexit);
	for (;;) {
		shelltext_skip_blanks(&s->text);
		if (*s->text.p == '\0')
			break;
		take(s);
	}
	end_command(s, END_LINE);
	shelltext_end(&s->text);
	run_end(&s->run);
}

void shellscan(const char *text, bool errexit,
	       void (*each)(void *ctx, const struct shell_action *action),
	       void *ctx)
{
	const struct shellaction_sink sink = {each, ctx};
	struct scan s = {.run = {.vars = shellvars_new(), .sink = &sink}};

	pass(&s, text, errexit);
	s.run.report = true;
	pass(&s, text, errexit);
	free(s.words);
	shellvars_free(s.run.vars);
}

void shellscan_depths(const char *text,
		      void (*each)(void *ctx, unsigned line, unsigned depth,
				   bool bound),
		      void *ctx)
{
	struct scan s = {
		.run = {.vars = shellvars_new(), .depth_of = each, .ctx = ctx}};

	pass(&s, text, false);
	free(s.words);
	shellvars_free(s.run.vars);
}
