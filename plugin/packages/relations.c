/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What packages say of each other. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "packages/relations.h"

static const struct {
	const char *field;
	enum relationship kind;
} fields[] = {
	{"Package", PACKAGE_PROVIDES},	  {"Provides", PACKAGE_PROVIDES},
	{"Depends", PACKAGE_REQUIRES},	  {"Pre-Depends", PACKAGE_REQUIRES},
	{"Conflicts", PACKAGE_CONFLICTS}, {"Breaks", PACKAGE_REPLACES},
	{"Replaces", PACKAGE_REPLACES},
};

/* Take the names of VALUE: "a (>= 1) | b:any, c [amd64]". */
static void take_names(struct package *package, enum relationship kind,
		       const char *value)
{
	const char *item;
	size_t len;

	while ((item = text_word(&value, ",|", &len)) != NULL) {
		size_t blank = strspn(item, " \t\n");
		size_t n = strcspn(item + blank, " \t\n:(<[,|");

		if (n > 0)
			package_relate(package, kind, item + blank, n);
	}
}

/* Take the field NAME (LEN bytes) with this VALUE. */
static void take_field(struct package *package, const char *name, size_t len,
		       const char *value)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (strlen(fields[i].field) != len ||
		    strncasecmp(fields[i].field, name, len) != 0)
			continue;
		take_names(package, fields[i].kind, value);
		if (i == 0 && package->n_relations > 0)
			package->name =
				package->relations[package->n_relations - 1]
					.name;
	}
}

void relations_read_control(struct package *package, const char *text)
{
	while (*text != '\0') {
		size_t name = strcspn(text, ":\n"), len = 0;

		/* lines that start with a blank go on */
		do
			len += strcspn(text + len, "\n") + 1;
		while (text[len - 1] == '\n' &&
		       strchr(" \t", text[len]) != NULL && text[len] != '\0');
		len -= text[len - 1] == '\0';
		if (text[name] == ':') {
			char *value =
				copy_text(text + name + 1, len - name - 1);

			take_field(package, text, name, value);
			free(value);
		}
		text += len;
	}
}

void relations_read_rpm(struct package *package, enum relationship kind,
			const char *dependency)
{
	static const char *const operators[] = {
		"and",	  "or", "if", "else", "with", "without",
		"unless", "=",	"<",  ">",    "<=",   ">="};
	bool rich = *dependency == '(';
	const char *word;
	size_t len;

	while ((word = text_word(&dependency, rich ? "() " : " ", &len)) !=
	       NULL) {
		char *name = copy_text(word, len);

		if (!rich || !WORDS_HAVE(operators, name))
			package_relate(package, kind, word, len);
		free(name);
	}
}
