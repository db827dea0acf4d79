/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Going through the text of a shell script, word by word. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "shell/text.h"

static void next(struct shelltext *t)
{
	t->line += *t->p == '\n';
	t->p++;
}

static void skip_quoted(struct shelltext *t, char quote)
{
	next(t);
	while (*t->p != '\0' && *t->p != quote) {
		if (*t->p == '\\' && quote != '\'' && t->p[1] != '\0')
			next(t);
		next(t);
	}
	if (*t->p != '\0')
		next(t);
}

/* Behind the parenthesis or brace that closes the one here. */
static void skip_group(struct shelltext *t, char open, char close)
{
	unsigned depth = 0;

	while (*t->p != '\0') {
		char c = *t->p;

		if (c == '\'' || c == '"') {
			skip_quoted(t, c);
			continue;
		}
		next(t);
		if (c == '\\' && *t->p != '\0')
			next(t);
		depth += c == open;
		if (c == close && --depth == 0)
			return;
	}
}

void shelltext_part(struct shelltext *t)
{
	if (*t->p == '\'' || *t->p == '"' || *t->p == '`')
		skip_quoted(t, *t->p);
	else if (*t->p == '$' && t->p[1] == '(')
		t->p++, skip_group(t, '(', ')');
	else if (*t->p == '$' && t->p[1] == '{')
		t->p++, skip_group(t, '{', '}');
	else if (*t->p == '\\' && t->p[1] != '\0')
		next(t), next(t);
	else
		next(t);
}

char *shelltext_word(struct shelltext *t)
{
	const char *start = t->p;

	while (*t->p != '\0' && strchr(" \t\n;&|()<>", *t->p) == NULL)
		shelltext_part(t);
	return copy_text(start, t->p - start);
}

void shelltext_skip_blanks(struct shelltext *t)
{
	for (;;) {
		if (*t->p == ' ' || *t->p == '\t' || *t->p == '\r')
			t->p++;
		else if (*t->p == '\\' && t->p[1] == '\n')
			next(t), next(t);
		else
			return;
	}
}

void shelltext_skip_line(struct shelltext *t)
{
	while (*t->p != '\0' && *t->p != '\n')
		t->p++;
}

/* Skip the text of the here-document that starts on this line. */
static void skip_heredoc(struct shelltext *t)
{
	size_t len = strlen(t->heredoc);

	while (*t->p != '\0') {
		const char *text = t->p;

		if (t->heredoc_tabs)
			text += strspn(text, "\t");
		bool end = strncmp(text, t->heredoc, len) == 0 &&
			   (text[len] == '\n' || text[len] == '\0');
		shelltext_skip_line(t);
		if (*t->p != '\0')
			next(t);
		if (end)
			break;
	}
	free(t->heredoc);
	t->heredoc = NULL;
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

void shelltext_redirection(struct shelltext *t)
{
	bool heredoc = t->p[0] == '<' && t->p[1] == '<' && t->p[2] != '<';
	char *word;

	t->p += strspn(t->p, "<>");
	bool tabs = heredoc && *t->p == '-';
	t->p += tabs;
	t->p += *t->p == '&' || *t->p == '|';
	shelltext_skip_blanks(t);
	word = shelltext_word(t);
	if (heredoc && t->heredoc == NULL && *word != '\0')
		t->heredoc = unquote(word), t->heredoc_tabs = tabs;
	else
		free(word);
}

void shelltext_end_line(struct shelltext *t)
{
	next(t);
	if (t->heredoc != NULL)
		skip_heredoc(t);
}

void shelltext_end(struct shelltext *t)
{
	free(t->heredoc);
	t->heredoc = NULL;
}
