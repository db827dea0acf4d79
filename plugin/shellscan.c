/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the shell text of a scriptlet does to which units. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "copytext.h"
#include "shellaction.h"
#include "shellscan.h"
#include "shellvars.h"
#include "words.h"

/* A here-document that starts at the end of the line. */
struct heredoc {
	char *end;
	bool tabs; /* <<- */
};

struct scan {
	const char *p;
	unsigned line;
	unsigned depth;		 /* of if, case and loops; 0 is always run */
	unsigned function_depth; /* where the body of a function starts */
	unsigned renew_depth;	 /* of "if" a unit was installed before, or 0 */
	bool report; /* the second pass; the first learns of functions */
	struct shellvars *vars;
	char **words; /* of the command that is being read, as written */
	size_t n_words;
	unsigned command_line;
	struct heredoc heredoc;
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

static void next(struct scan *s)
{
	s->line += *s->p == '\n';
	s->p++;
}

static void skip_quoted(struct scan *s, char quote)
{
	next(s);
	while (*s->p != '\0' && *s->p != quote) {
		if (*s->p == '\\' && quote != '\'' && s->p[1] != '\0')
			next(s);
		next(s);
	}
	if (*s->p != '\0')
		next(s);
}

/* Behind the parenthesis or brace that closes the one here. */
static void skip_group(struct scan *s, char open, char close)
{
	unsigned depth = 0;

	while (*s->p != '\0') {
		char c = *s->p;

		if (c == '\'' || c == '"') {
			skip_quoted(s, c);
			continue;
		}
		next(s);
		if (c == '\\' && *s->p != '\0')
			next(s);
		depth += c == open;
		if (c == close && --depth == 0)
			return;
	}
}

/* Behind one part of a word: a character, a quoted string, a substitution. */
static void skip_part(struct scan *s)
{
	if (*s->p == '\'' || *s->p == '"' || *s->p == '`')
		skip_quoted(s, *s->p);
	else if (*s->p == '$' && s->p[1] == '(')
		s->p++, skip_group(s, '(', ')');
	else if (*s->p == '$' && s->p[1] == '{')
		s->p++, skip_group(s, '{', '}');
	else if (*s->p == '\\' && s->p[1] != '\0')
		next(s), next(s);
	else
		next(s);
}

/* The word at s->p as it is written, a new string. */
static char *take_word(struct scan *s)
{
	const char *start = s->p;

	while (*s->p != '\0' && strchr(" \t\n;&|()<>", *s->p) == NULL)
		skip_part(s);
	return copy_text(start, s->p - start);
}

static void skip_blanks(struct scan *s)
{
	for (;;) {
		if (*s->p == ' ' || *s->p == '\t' || *s->p == '\r')
			s->p++;
		else if (*s->p == '\\' && s->p[1] == '\n')
			next(s), next(s);
		else
			return;
	}
}

static void drop_words(struct scan *s)
{
	for (size_t i = 0; i < s->n_words; i++)
		free(s->words[i]);
	s->n_words = 0;
}

static void add_word(struct scan *s, char *word)
{
	if ((s->n_words & (s->n_words - 1)) == 0)
		s->words =
			rrealloc(s->words, (s->n_words ? s->n_words * 2 : 1) *
						   sizeof(*s->words));
	if (s->n_words == 0)
		s->command_line = s->line;
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

static void skip_line(struct scan *s)
{
	while (*s->p != '\0' && *s->p != '\n')
		s->p++;
}

/* Skip the text of the here-document that starts on this line. */
static void skip_heredoc(struct scan *s)
{
	size_t len = strlen(s->heredoc.end);

	while (*s->p != '\0') {
		const char *text = s->p;

		if (s->heredoc.tabs)
			text += strspn(text, "\t");
		bool end = strncmp(text, s->heredoc.end, len) == 0 &&
			   (text[len] == '\n' || text[len] == '\0');
		skip_line(s);
		if (*s->p != '\0')
			next(s);
		if (end)
			break;
	}
	free(s->heredoc.end);
	s->heredoc.end = NULL;
}

/* Cut quotes and backslashes out of WORD. */
static char *unquote(char *word)
{
	char *to = word;

	for (const char *p = word; *p != '\0'; p++)
		if (*p != '\'' && *p != '"' && *p != '\\')
			*to++ = *p;
	*to = '\0';
	return word;
}

static void take_redirection(struct scan *s)
{
	bool heredoc = s->p[0] == '<' && s->p[1] == '<' && s->p[2] != '<';
	char *word;

	s->p += strspn(s->p, "<>");
	bool tabs = heredoc && *s->p == '-';
	s->p += tabs;
	s->p += *s->p == '&' || *s->p == '|';
	skip_blanks(s);
	word = take_word(s);
	if (heredoc && s->heredoc.end == NULL && *word != '\0')
		s->heredoc = (struct heredoc){unquote(word), tabs};
	else
		free(word);
}

/* Take "()" behind the name of a function; else end the command. */
static void take_parenthesis(struct scan *s)
{
	s->p++;
	skip_blanks(s);
	if (s->n_words == 1 && *s->p == ')') {
		s->p++;
		enter_function(s, s->words[0]);
		drop_words(s);
	} else {
		end_command(s);
	}
}

static void take(struct scan *s)
{
	switch (*s->p) {
	case '\n':
		end_command(s);
		next(s);
		if (s->heredoc.end != NULL)
			skip_heredoc(s);
		break;
	case ';':
	case '&':
	case '|':
	case ')':
		end_command(s);
		s->p++;
		break;
	case '(':
		take_parenthesis(s);
		break;
	case '<':
	case '>':
		take_redirection(s);
		break;
	case '#':
		skip_line(s);
		break;
	default:
		add_word(s, take_word(s));
	}
}

static void pass(struct scan *s, const char *text)
{
	s->p = text;
	s->line = 1;
	s->depth = 0;
	s->renew_depth = 0;
	shellvars_enter(s->vars, NULL);
	for (skip_blanks(s); *s->p != '\0'; skip_blanks(s))
		take(s);
	end_command(s);
	free(s->heredoc.end);
	s->heredoc.end = NULL;
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
