/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The macros and commands that scriptlets call for their units. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/braces.h"
#include "base/text.h"
#include "migrate/entry.h"
#include "spec/expand.h"

/* Whether WORD can be a unit, or a macro that stands for one. */
static bool is_argument(const char *word)
{
	return *word != '-' && braces_closed(word) &&
	       word[strspn(word, SPEC_IDENTIFIER "-.@:\\%{}?!")] == '\0';
}

/* The names that WORD, with braces, stands for. */
static bool read_names(struct entry *e, const char *word)
{
	ARGV_t names = braces_expand(word);
	bool ok = names != NULL;

	for (char **name = names; ok && *name != NULL; name++) {
		char *unit = NULL;

		if (!is_argument(*name)) {
			ok = false;
			break;
		}
		rasprintf(&unit, "%s%s", *name,
			  e->macro->bare && strpbrk(*name, ".\\") == NULL
				  ? ".service"
				  : "");
		entry_word(e, unit);
		free(unit);
	}
	argvFree(names);
	return ok;
}

/* The words in the LEN bytes at TEXT. */
static bool read_words(const struct spec *spec, size_t line, struct entry *e,
		       const char *text, size_t len)
{
	char *own = copy_text(text, len);
	ARGV_t sources = NULL;
	bool ok = true;

	argvSplit(&sources, own, SPEC_BLANK);
	free(own);
	for (char **source = sources; ok && *source != NULL; source++) {
		char *expanded = spec_expand(spec, line, *source, NULL);
		ARGV_t words = NULL;

		entry_source(e, *source);
		argvSplit(&words, expanded, SPEC_BLANK "\n");
		for (char **word = words; ok && *word != NULL; word++)
			ok = read_names(e, *word);
		argvFree(words);
		free(expanded);
	}
	argvFree(sources);
	return ok;
}

/* The length of TEXT without "|| :" at its end, which many have needlessly. */
static size_t own_length(const char *text)
{
	static const char *const ends[] = {"|| :", "||:", "|| true", ""};
	size_t len = strlen(text);

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t n = strlen(ends[i]);

		while (len > 0 && strchr(SPEC_BLANK, text[len - 1]) != NULL)
			len--;
		if (len > n && strncmp(text + len - n, ends[i], n) == 0)
			len -= n;
	}
	return len;
}

/* "%MACRO UNIT..." or "%{MACRO UNIT...}". */
static bool read_macro(const struct spec *spec, size_t line, const char *text,
		       struct entry *e)
{
	size_t len = own_length(text), n, brace;

	if (len < 2 || *text != '%')
		return false;
	brace = text[1] == '{';
	if (brace && text[--len] != '}')
		return false;
	n = 1 + brace + strspn(text + 1 + brace, SPEC_IDENTIFIER);
	e->macro = scriptmacro_find(text + 1 + brace, n - 1 - brace);
	if (e->macro == NULL || n > len ||
	    (n < len && strchr(SPEC_BLANK, text[n]) == NULL))
		return false;
	e->start = copy_text(text, n);
	e->end = rstrdup(strpbrk(text + len, "|}") != NULL ? text + len : "");
	return read_words(spec, line, e, text + n, len - n);
}

/* What may stand behind the units of a command, all of no consequence. */
static bool is_redirection(const char *word)
{
	static const char *const words[] = {
		">",	       "/dev/null",   ">/dev/null", "1>/dev/null",
		"2>/dev/null", "&>/dev/null", "2>&1",	    "||",
		":",	       "true",	      "/bin/true",
	};

	return WORDS_HAVE(words, word);
}

/* Where the redirections at the end of TEXT begin. */
static size_t find_redirections(const char *text)
{
	size_t begin = strlen(text);

	while (begin > 0) {
		size_t end = begin, start;
		char *word;
		bool ok;

		while (end > 0 && strchr(SPEC_BLANK, text[end - 1]) != NULL)
			end--;
		start = end;
		while (start > 0 && strchr(SPEC_BLANK, text[start - 1]) == NULL)
			start--;
		word = copy_text(text + start, end - start);
		ok = is_redirection(word);
		free(word);
		if (!ok)
			return end;
		begin = start;
	}
	return begin;
}

/* "systemctl VERB UNIT...". */
static bool read_command(const struct spec *spec, size_t line, const char *text,
			 struct entry *e)
{
	static const char *const paths[] = {"/bin/systemctl",
					    "/usr/bin/systemctl", "systemctl"};
	const char *rest = WORDS_BEHIND(paths, text);
	size_t len = find_redirections(text), n, blank;
	char *verb;

	if (rest == NULL || (size_t)(rest - text) >= len)
		return false;
	blank = strspn(rest, SPEC_BLANK);
	n = strcspn(rest + blank, SPEC_BLANK);
	verb = copy_text(rest + blank, n);
	e->macro = blank > 0 ? scriptmacro_systemctl(verb) : NULL;
	free(verb);
	rest += blank + n;
	if (e->macro == NULL || (size_t)(rest - text) >= len)
		return false;
	e->start = copy_text(text, rest - text);
	e->end = rstrdup(text + len);
	return read_words(spec, line, e, rest, len - (rest - text));
}

bool call_read(const struct spec *spec, size_t line, const char *text,
	       struct entry *entry)
{
	enum section script = spec->sections[spec->lines[line].section].script;

	*entry = (struct entry){.place = PLACE_CALL};
	if ((read_macro(spec, line, text, entry) ||
	     read_command(spec, line, text, entry)) &&
	    entry->macro->sections & 1u << script)
		return true;
	entry_free(entry);
	return false;
}
