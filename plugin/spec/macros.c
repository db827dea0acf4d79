/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The macros that a spec file defines itself. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmstrpool.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "spec/macros.h"

/* All definitions of one name. */
struct named {
	struct spec_definition *list;
	size_t n;
};

struct spec_macros {
	rpmstrPool names;
	struct named *named; /* by the number of the name, less 1 */
	size_t n;
	size_t budget;
};

struct spec_macros *spec_macros_new(void)
{
	struct spec_macros *macros = rcalloc(1, sizeof(*macros));

	macros->names = rpmstrPoolCreate();
	return macros;
}

void spec_macros_free(struct spec_macros *macros)
{
	if (macros == NULL)
		return;
	for (size_t i = 0; i < macros->n; i++) {
		for (size_t k = 0; k < macros->named[i].n; k++)
			free((char *)macros->named[i].list[k].body);
		free(macros->named[i].list);
	}
	free(macros->named);
	rpmstrPoolFree(macros->names);
	free(macros);
}

static void add(struct spec_macros *macros, const char *name, size_t len,
		const struct spec_definition *definition)
{
	rpmsid id = rpmstrPoolIdn(macros->names, name, len, 1);
	struct named *named;

	if (id > macros->n) {
		GROW(macros->named, macros->n);
		macros->named[macros->n++] = (struct named){0};
	}
	named = &macros->named[id - 1];
	GROW(named->list, named->n);
	named->list[named->n++] = *definition;
}

void spec_macros_set(struct spec_macros *macros, const char *name, size_t line,
		     const char *body)
{
	add(macros, name, strlen(name),
	    &(struct spec_definition){
		    .line = line, .body = rstrdup(body), .global = true});
}

/* What follows "%WORD", blanks, in TEXT; NULL if something else stands there.
 */
static const char *behind(const char *text, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(text, word, len) != 0 || strchr(" \t", text[len]) == NULL ||
	    text[len] == '\0')
		return NULL;
	text += len;
	return text + strspn(text, " \t");
}

const char *spec_macros_defined(const char *text, size_t *len)
{
	const char *name;

	text += strspn(text, " \t");
	name = behind(text, "%define");
	if (name == NULL)
		name = behind(text, "%global");
	if (name == NULL)
		return NULL;
	*len = strspn(name, SPEC_IDENTIFIER);
	return *len > 0 ? name : NULL;
}

/* The body at TEXT: backslashes go, spaces at the end, too. */
static char *copy_body(const char *text)
{
	size_t len = strlen(text), n = 0;
	char *body = rmalloc(len + 1);

	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		body[n++] = *p;
	}
	while (n > 0 && strchr(" \t\r\n", body[n - 1]) != NULL)
		n--;
	body[n] = '\0';
	return body;
}

/* Take the %define or %global at TEXT. */
static void read_definition(struct spec_macros *macros, const char *text,
			    size_t line, size_t branch)
{
	struct spec_definition d = {.line = line, .branch = branch};
	size_t len;
	const char *name = spec_macros_defined(text, &len), *body;
	bool options = false;

	if (name == NULL)
		return;
	d.global = text[strspn(text, " \t") + 1] == 'g';
	body = name + len;
	if (*body == '(') {
		d.parametric = true;
		/* what -x stands for is more than text */
		options = strncmp(body, "()", 2) != 0 &&
			  strncmp(body, "(-)", 3) != 0;
		body += strcspn(body, ")");
		body += *body == ')';
	}
	body += strspn(body, " \t");
	if (!options && *body != '{')
		d.body = copy_body(body);
	add(macros, name, len, &d);
}

/* What is defined in the middle of a line may depend on anything. */
static void read_uncertain(struct spec_macros *macros, const char *text,
			   size_t line)
{
	static const char *const words[] = {"%define", "%global", "%undefine"};

	while ((text = strchr(text, '%')) != NULL) {
		for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
			const char *name = behind(text, words[i]);
			struct spec_definition d = {.line = line};
			size_t len;

			if (name == NULL)
				continue;
			len = strspn(name, SPEC_IDENTIFIER);
			if (len > 0)
				add(macros, name, len, &d);
		}
		text++;
	}
}

void spec_macros_read(struct spec_macros *macros, const char *text, size_t line,
		      size_t branch)
{
	size_t len;

	read_definition(macros, text, line, branch);
	if (spec_macros_defined(text, &len) == NULL)
		read_uncertain(macros, text, line);
}

/* How many of the N definitions at LIST stand before LINE. */
static size_t count_before(const struct spec_definition *list, size_t n,
			   size_t line)
{
	size_t low = 0;

	while (low < n) {
		size_t middle = low + (n - low) / 2;

		if (list[middle].line < line)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

const struct spec_definition *spec_macros_find(const struct spec_macros *macros,
					       const char *name, size_t len,
					       size_t line, size_t *n)
{
	rpmsid id = rpmstrPoolIdn(macros->names, name, len, 0);
	const struct named *named = id != 0 ? &macros->named[id - 1] : NULL;

	*n = named != NULL ? count_before(named->list, named->n, line) : 0;
	return *n > 0 ? named->list : NULL;
}

char *spec_macros_key(const struct spec_macros *macros, const char *text,
		      size_t line)
{
	char *key = NULL;
	size_t size;
	FILE *out = open_memstream(&key, &size);

	if (out == NULL)
		abort();
	fputs(text, out);
	while (*(text += strcspn(text, SPEC_IDENTIFIER)) != '\0') {
		size_t len = strspn(text, SPEC_IDENTIFIER), n;

		if (spec_macros_find(macros, text, len, line, &n) != NULL)
			fprintf(out, "\n%zu", n);
		text += len;
	}
	fclose(out);
	return key;
}

void spec_macros_allow(struct spec_macros *macros, size_t n)
{
	macros->budget += n;
}

bool spec_macros_spend(struct spec_macros *macros, size_t n)
{
	if (n > macros->budget)
		return false;
	macros->budget -= n;
	return true;
}
