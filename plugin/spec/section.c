/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lines of a spec file that begin a section. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <rpm/argv.h>
#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/copytext.h"
#include "base/grow.h"
#include "base/message.h"
#include "shell/interpreter.h"
#include "spec/section.h"
#include "base/words.h"

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
	"filetriggerin",
	"filetriggerun",
	"filetriggerpostun",
	"transfiletriggerin",
	"transfiletriggerun",
	"transfiletriggerpostun",
	"patchlist",
	"sourcelist",
	"virtd_socket_scriptlets",
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

/* Which arguments an option of a section has. */
static bool takes_argument(const char *option)
{
	static const char *const options[] = {"-n", "-p", "-f", "-l", "-P"};

	return WORDS_HAVE(options, option);
}

static void read_word(struct spec_section *s, const char *option,
		      const char *word)
{
	if (strcmp(option, "-p") == 0) {
		s->program = !interpreter_is_shell(word, NULL);
	} else if (strcmp(option, "-n") == 0 || *option == '\0') {
		free(s->words);
		s->words = NULL;
		rasprintf(&s->words, "%s%s%s", option,
			  *option != '\0' ? " " : "", word);
	}
}

static void read_words(struct spec_section *s, char *const *words)
{
	const char *option = "";

	s->words = rstrdup("");
	for (char *const *word = words; *word != NULL; word++) {
		if (*option == '\0' && **word == '-') {
			if (takes_argument(*word))
				option = *word;
			continue;
		}
		read_word(s, option, *word);
		option = "";
	}
}

bool spechead_parse(const char *text, struct spec_section *section)
{
	ARGV_t words = NULL;
	bool found;

	if (*text != '%')
		return false;
	argvSplit(&words, text + 1, SPEC_BLANK);
	found = words != NULL && words[0] != NULL &&
		strncmp(text + 1, words[0], strlen(words[0])) == 0 &&
		find_part(words[0], section);
	if (found)
		read_words(section, words + 1);
	argvFree(words);
	return found;
}

void spechead_add(struct spec *spec, const struct spec_section *section)
{
	GROW(spec->sections, spec->n_sections);
	spec->sections[spec->n_sections++] = *section;
}

/* The value of the tag NAME in the preamble, for free(), or NULL. */
static char *tag_value(const struct spec *spec, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < spec->sections[0].end; i++) {
		const char *text = spec_trimmed(spec, i);

		if (strncasecmp(text, name, len) != 0)
			continue;
		text += len + strspn(text + len, SPEC_BLANK);
		if (*text++ != ':')
			continue;
		text += strspn(text, SPEC_BLANK);
		return copy_text(text, strcspn(text, SPEC_BLANK));
	}
	return NULL;
}

static char *package_name(const struct spec_section *s, const char *name)
{
	static const char *const macros[] = {"%{name}", "%name", "%{NAME}"};
	const char *words = s->words, *rest;
	char *key = NULL;

	if (strncmp(words, "-n ", 3) != 0) {
		rasprintf(&key, "%s%s%s", name, *words != '\0' ? "-" : "",
			  words);
		return key;
	}
	words += 3;
	rest = WORDS_BEHIND(macros, words);
	if (rest == NULL)
		return rstrdup(words);
	rasprintf(&key, "%s%s", name, rest);
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
	char *name;

	for (size_t i = 0; i < spec->n_sections; i++)
		spec->sections[i].end = i + 1 < spec->n_sections
						? spec->sections[i + 1].header
						: spec->n_lines;
	name = tag_value(spec, "Name");
	if (name == NULL && spec->n_sections == 1) {
		error("cannot migrate \"%s\": this is no spec file, it has "
		      "neither Name: nor a section such as %%files",
		      spec->file);
		return false;
	}
	for (size_t i = 0; i < spec->n_sections; i++) {
		struct spec_section *s = &spec->sections[i];

		free(s->key);
		s->key = package_name(s,
				      name != NULL && strchr(name, '%') == NULL
					      ? name
					      : "%{name}");
	}
	number_packages(spec);
	free(name);
	return true;
}
