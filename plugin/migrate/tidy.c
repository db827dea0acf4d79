/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What has nothing in it any more: sections, conditionals, shell commands. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/text.h"
#include "migrate/steps.h"

struct tidy {
	const struct spec *spec;
	struct edits *edits;
};

/* Whether line I is text that the result has. */
static bool stays(const struct tidy *t, size_t i)
{
	return t->spec->lines[i].kind == LINE_TEXT &&
	       !edits_deleted(t->edits, i) && !spec_blank(t->spec, i) &&
	       !spec_comment(t->spec, i);
}

#define WORD_ENDS "; \t\r"

/* Whether TEXT begins with a word that ends a block of the shell. */
static bool is_closer(const char *text)
{
	static const char *const words[] = {"fi", "done", "else", "elif",
					    "}",  ")",	  ";;",	  "esac"};
	const char *rest = WORDS_BEHIND(words, text);

	return rest != NULL &&
	       (*rest == '\0' || strchr(WORD_ENDS, *rest) != NULL);
}

/* Whether TEXT ends with a word that begins one. */
static bool is_opener(const char *text)
{
	static const char *const words[] = {"then", "do", "else",
					    "{",    "(",  ")"};
	size_t len = strlen(text);

	while (len > 0 && strchr(WORD_ENDS, text[len - 1]) != NULL)
		len--;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = strlen(words[i]);

		if (len >= n && strncmp(text + len - n, words[i], n) == 0)
			return true;
	}
	return false;
}

/* Whether line A ends with such a word, or is not read wherever line B is. */
static bool leaves_gap(const struct tidy *t, size_t a, size_t b)
{
	return is_opener(t->spec->lines[a].text) ||
	       !spec_within(&t->spec->branches, t->spec->lines[b].branch,
			    t->spec->lines[a].branch);
}

/* Whether line I ends with an operator that needs another command. */
static bool needs_next(const struct tidy *t, size_t i)
{
	const char *text = t->spec->lines[i].text;
	size_t len = strlen(text);

	while (len > 0 && strchr(SPEC_BLANK, text[len - 1]) != NULL)
		len--;
	return text_ends(text, "\\") ||
	       (len > 0 &&
		(text[len - 1] == '|' ||
		 (len > 1 && strncmp(text + len - 2, "&&", 2) == 0)));
}

/* Whether lines A and B are "if TEST; then" and "fi", and TEST does nothing. */
static bool is_test(const struct tidy *t, size_t a, size_t b)
{
	static const char *const tests[] = {"if [ ", "if test "};
	const char *first = spec_trimmed(t->spec, a);
	const char *last = spec_trimmed(t->spec, b);

	return t->spec->lines[a].branch == t->spec->lines[b].branch &&
	       WORDS_BEHIND(tests, first) != NULL &&
	       strpbrk(first, "$`|&") == strstr(first, "$1") &&
	       last[2 + strspn(last + 2, SPEC_BLANK)] == '\0';
}

/* Remove both, and comments between them and what has gone before. */
static void remove_test(const struct tidy *t, size_t a, size_t b)
{
	edits_delete(t->edits, a, 1);
	for (size_t i = a + 1; !edits_deleted(t->edits, i); i++)
		if (spec_comment(t->spec, i))
			edits_delete(t->edits, i, 1);
	edits_delete(t->edits, b, 1);
	for (size_t i = b - 1; !edits_deleted(t->edits, i); i--)
		if (spec_comment(t->spec, i))
			edits_delete(t->edits, i, 1);
}

/*
 * Shell commands of S that have lost all that was in them: "if [ $1 -ge 1 ]"
 * goes, others get ":".
 */
static void tidy_shell(const struct tidy *t, const struct spec_section *s)
{
	size_t *stack = rcalloc(s->end - s->header + 1, sizeof(*stack)), n = 0;
	size_t gap = NONE;

	for (size_t i = s->header + 1; i < s->end; i++) {
		const struct spec_line *line = &t->spec->lines[i];
		const char *text = spec_trimmed(t->spec, i);

		if (edits_deleted(t->edits, i) && line->kind == LINE_TEXT)
			gap = i;
		if (edits_inserted(t->edits, i) != NULL)
			gap = NONE, n = 0;
		if (!stays(t, i))
			continue;
		if (gap == NONE || n == 0 || !is_closer(text) ||
		    !leaves_gap(t, stack[n - 1], gap)) {
			stack[n++] = i;
			gap = NONE;
		} else if (is_test(t, stack[n - 1], i) &&
			   (n == 1 || !needs_next(t, stack[n - 2]))) {
			remove_test(t, stack[--n], i);
			gap = i;
		} else {
			const char *start = t->spec->lines[gap].text;

			edits_insert(t->edits, gap,
				     "%.*s:", (int)strspn(start, SPEC_BLANK),
				     start);
			stack[n++] = i;
			gap = NONE;
		}
	}
	free(stack);
}

/*
 * Remove the header of the scriptlet S if nothing is left of it, and comments
 * up to what was there.
 */
static void tidy_section(const struct tidy *t, const struct spec_section *s)
{
	size_t last = s->header;

	for (size_t i = s->header + 1; i < s->end; i++) {
		if (stays(t, i) || edits_inserted(t->edits, i) != NULL)
			return;
		if (edits_deleted(t->edits, i) &&
		    t->spec->lines[i].kind == LINE_TEXT)
			last = i;
	}
	if (last == s->header)
		return;
	edits_delete(t->edits, s->header, t->spec->lines[s->header].span);
	for (size_t i = s->header; i < last; i++)
		if (spec_comment(t->spec, i))
			edits_delete(t->edits, i, 1);
}

/* What one conditional has. */
struct content {
	size_t kept;
	bool touched; /* something in it went */
};

/* The line of the %if that BRANCH is of; behind all lines for the file. */
static size_t conditional(const struct spec *spec, size_t branch)
{
	return branch != 0 ? spec->branches.list[branch].opener : spec->n_lines;
}

/* Remove conditionals that have lost all that was in them, from inside out. */
static void tidy_conditionals(const struct tidy *t)
{
	const struct spec *spec = t->spec;
	const struct spec_branch *list = spec->branches.list;
	/* by the line of %if; the last one is for what stands in none */
	struct content *all = rcalloc(spec->n_lines + 1, sizeof(*all));

	for (size_t i = 0; i < spec->n_lines; i++) {
		struct content *c =
			&all[conditional(spec, spec->lines[i].branch)];

		if (spec->lines[i].kind == LINE_CONDITION)
			continue;
		if (edits_deleted(t->edits, i))
			c->touched = true;
		else if (!spec_blank(spec, i) && !spec_comment(t->spec, i))
			c->kept++;
		if (edits_inserted(t->edits, i) != NULL)
			c->kept++;
	}
	for (size_t b = spec->branches.n; b-- > 1;) {
		const struct content *c = &all[list[b].opener];
		struct content *outer = &all[conditional(spec, list[b].parent)];

		if (list[b].before != 0)
			continue;
		if (c->kept > 0 || !c->touched) {
			outer->kept++;
			continue;
		}
		edits_delete(t->edits, list[b].opener,
			     spec_behind(spec, b) - list[b].opener);
		outer->touched = true;
	}
	free(all);
}

static bool is_blank(const struct spec *spec, size_t i)
{
	return spec_blank(spec, i) && spec->lines[i].span == 1;
}

/* Whether blank lines behind line I separate it from nothing. */
static bool opens(const struct spec *spec, size_t i)
{
	return is_blank(spec, i) ||
	       (spec->lines[i].kind == LINE_CONDITION &&
		strncmp(spec_trimmed(spec, i), "%endif", 6) != 0);
}

/* Whether blank lines before line I do. */
static bool closes(const struct spec *spec, size_t i)
{
	return i == spec->n_lines ||
	       (spec->lines[i].kind == LINE_CONDITION &&
		strncmp(spec_trimmed(spec, i), "%if", 3) != 0);
}

/*
 * Remove blank lines around lines from START to END, which go. Returns where
 * the next ones may begin.
 */
static size_t tidy_blanks(const struct tidy *t, size_t start, size_t end)
{
	const struct spec *spec = t->spec;
	size_t next = end;

	while (next < spec->n_lines && is_blank(spec, next) &&
	       edits_inserted(t->edits, next) == NULL)
		next++;
	if (next > end && (start == 0 || opens(spec, start - 1))) {
		edits_delete(t->edits, end, next - end);
		return next;
	}
	if (next > end || !closes(spec, end))
		return end;
	while (start > 0 && is_blank(spec, start - 1) &&
	       edits_inserted(t->edits, start) == NULL) {
		edits_delete(t->edits, start - 1, 1);
		start--;
	}
	return end;
}

static void tidy_all_blanks(const struct tidy *t)
{
	for (size_t i = 0, end; i < t->spec->n_lines; i = end) {
		bool replaced = false;

		end = i + 1;
		if (!edits_deleted(t->edits, i))
			continue;
		for (end = i;
		     end < t->spec->n_lines && edits_deleted(t->edits, end);
		     end++)
			replaced |= edits_inserted(t->edits, end) != NULL;
		if (!replaced)
			end = tidy_blanks(t, i, end);
	}
}

void migrate_tidy(const struct migration *m, struct edits *edits)
{
	const struct tidy t = {m->spec, edits};

	for (size_t i = 0; i < m->spec->n_sections; i++) {
		const struct spec_section *s = &m->spec->sections[i];

		if (s->part != PART_SCRIPT)
			continue;
		tidy_shell(&t, s);
		tidy_section(&t, s);
	}
	tidy_conditionals(&t);
	tidy_all_blanks(&t);
}
