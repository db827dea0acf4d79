/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lines of a spec file that begin a section. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <popt.h>
#include <rpm/argv.h>
#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/text.h"
#include "base/grow.h"
#include "base/message.h"
#include "shell/interpreter.h"
#include "spec/expand.h"
#include "spec/section.h"

/* Other sections than scriptlets, %files and %install. */
static const char *const others[] = {
	"package",
	"prep",
	"generate_buildrequires",
	"conf",
	"build",
	"check",
	"clean",
	"changelog",
	"description",
	"pretrans",
	"preuntrans",
	"postuntrans",
	"verify",
	"verifyscript",
	"sepolicy",
	"trigger",
	"triggerin",
	"triggerun",
	"triggerprein",
	"triggerpostun",
	"filetrigger",
	"filetriggerin",
	"filetriggerun",
	"filetriggerpostun",
	"transfiletrigger",
	"transfiletriggerin",
	"transfiletriggerun",
	"transfiletriggerpostun",
	"patchlist",
	"sourcelist",
	"end",
};

static bool find_part(const char *name, struct spec_section *s)
{
	s->part = PART_OTHER;
	if (section_parse(name, &s->script))
		s->part = PART_SCRIPT;
	else if (strcmp(name, "files") == 0)
		s->part = PART_FILES;
	else if (strcmp(name, "install") == 0)
		s->part = PART_INSTALL;
	else
		return WORDS_HAVE(others, name);
	return true;
}

/* Whether the option LETTER of a section has an argument. */
static bool takes_argument(char letter)
{
	return strchr("npflP", letter) != NULL;
}

/* The argument WORD of the option LETTER; 0: of none. */
static void read_word(struct spec_section *s, char letter, const char *word)
{
	if (letter == 'f') {
		s->list = true;
	} else if (letter == 'p') {
		s->program = !interpreter_is_shell(word, NULL);
	} else if (letter == 'n' || letter == '\0') {
		free(s->words);
		s->words = NULL;
		rasprintf(&s->words, "%s%s", letter == 'n' ? "-n " : "", word);
	}
}

/*
 * Read the options in WORD. Returns that which has the next word for its
 * argument, or 0.
 */
static char read_options(struct spec_section *s, const char *word)
{
	while (*++word != '\0') {
		char letter = *word++;

		if (!takes_argument(letter)) {
			word--;
			continue;
		}
		if (*word == '\0')
			return letter;
		/* popt(3): "-nNAME", "-n=NAME" */
		read_word(s, letter, word + (*word == '='));
		break;
	}
	return '\0';
}

/* Read the N words of a section, the first of which is its name. */
static void read_words(struct spec_section *s, const char *const *words, int n)
{
	char option = '\0';

	s->words = rstrdup("");
	for (int i = 1; i < n; i++) {
		if (option == '\0' && *words[i] == '-') {
			option = read_options(s, words[i]);
			continue;
		}
		read_word(s, option, words[i]);
		option = '\0';
	}
}

/* Read TEXT, which has the WORDS, as rpm does: without quotes. */
static void read_quoted(struct spec_section *s, const char *text, ARGV_t words)
{
	const char **unquoted = NULL;
	int n;

	if (poptParseArgvString(text, &n, &unquoted) != 0) {
		read_words(s, (const char *const *)words, argvCount(words));
		return;
	}
	read_words(s, unquoted, n);
	free(unquoted);
}

bool spechead_parse(const char *text, struct spec_section *section)
{
	ARGV_t words = NULL;
	bool found;

	if (*text != '%')
		return false;
	argvSplit(&words, text + 1, SPEC_BLANK);
	found = words != NULL && words[0] != NULL &&
		strncmp(text + 1, words[0], strlen(words[0])) == 0;
	/* rpm does not care for the case of its sections */
	section->odd = NULL;
	section->program = section->list = false;
	for (char *p = found ? words[0] : NULL; found && *p != '\0'; p++) {
		if (*p != rtolower(*p))
			section->odd = "the macros see sections in lower case "
				       "only";
		*p = (char)rtolower(*p);
	}
	found = found && find_part(words[0], section);
	if (found)
		read_quoted(section, text, words);
	argvFree(words);
	return found;
}

void spechead_add(struct spec *spec, const struct spec_section *section)
{
	GROW(spec->sections, spec->n_sections);
	spec->sections[spec->n_sections++] = *section;
}

/* "Source3: foo": the macro SOURCE3. */
static void read_source(struct spec *spec, size_t i, const char *number,
			size_t len, const char *file)
{
	char *macro = NULL, *path = NULL;

	rasprintf(&macro, "SOURCE%.*s", (int)len, number);
	rasprintf(&path, "%%{_sourcedir}/%s", path_base(file));
	spec_macros_set(spec->macros, macro, i, path);
	free(path);
	free(macro);
}

void spechead_tag(struct spec *spec, size_t i)
{
	static const char source[] = "Source";
	const char *text = spec_trimmed(spec, i), *value;
	size_t len = strcspn(text, ":" SPEC_BLANK), n = sizeof(source) - 1;
	char *word;

	value = text + len + strspn(text + len, SPEC_BLANK);
	if (*value++ != ':')
		return;
	value += strspn(value, SPEC_BLANK);
	word = copy_text(value, strcspn(value, SPEC_BLANK));
	if (len > n && strncasecmp(text, source, n) == 0) {
		read_source(spec, i, text + n, len - n, word);
	} else if (len == 4 && strncasecmp(text, "Name", len) == 0 &&
		   spec->name == NULL) {
		spec_macros_set(spec->macros, "name", i, word);
		spec_macros_set(spec->macros, "NAME", i, word);
		spec->name = word;
		return;
	}
	free(word);
}

/* The name of the package of S in SPEC, as far as known. */
static char *package_name(const struct spec *spec, const struct spec_section *s)
{
	char *name = NULL, *key;

	if (strncmp(s->words, "-n ", 3) == 0)
		name = rstrdup(s->words + 3);
	else
		rasprintf(&name, "%%{name}%s%s", *s->words != '\0' ? "-" : "",
			  s->words);
	key = spec_expand(spec, s->header, name, NULL);
	free(name);
	return key;
}

static int compare(const void *a, const void *b)
{
	const struct spec_section *const *sa = a, *const *sb = b;

	return strcmp((*sa)->key, (*sb)->key);
}

/* Give the sections of one package the same number. */
static void number_packages(struct spec *spec)
{
	struct spec_section **sorted =
		rcalloc(spec->n_sections, sizeof(*sorted));

	for (size_t i = 0; i < spec->n_sections; i++)
		sorted[i] = &spec->sections[i];
	qsort(sorted, spec->n_sections, sizeof(*sorted), compare);
	for (size_t i = 0; i < spec->n_sections; i++) {
		if (i > 0 && compare(&sorted[i - 1], &sorted[i]) != 0)
			spec->n_packages++;
		sorted[i]->package = spec->n_packages;
	}
	spec->n_packages++;
	free(sorted);
}

bool spechead_finish(struct spec *spec)
{
	if (spec->name == NULL && spec->n_sections == 1) {
		error("cannot migrate \"%s\": this is no spec file, it has "
		      "neither Name: nor a section such as %%files",
		      spec->file);
		return false;
	}
	for (size_t i = 0; i < spec->n_sections; i++) {
		struct spec_section *s = &spec->sections[i];

		s->end = i + 1 < spec->n_sections ? s[1].header : spec->n_lines;
		s->key = package_name(spec, s);
	}
	number_packages(spec);
	return true;
}
