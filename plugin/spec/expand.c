/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What text of a spec file is with the macros that the spec itself defines. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/argv.h>
#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/braces.h"
#include "base/buffer.h"
#include "base/text.h"
#include "spec/expand.h"

#define MAX_LENGTH	16384
#define MAX_DEPTH	16
#define MAX_DEFINITIONS 16

/* The text that is made. */
struct output {
	struct buffer text;
	bool full;
};

/* Where text is read. */
struct context {
	const struct spec *spec;
	bool (*stop)(const char *name, size_t len);
	struct output *out;
	size_t line;   /* macros defined before it are known */
	size_t branch; /* of that line */
	ARGV_t args;   /* of the macro whose body is read, or NULL */
	unsigned depth;
};

static void expand(const struct context *x, const char *text, size_t len);

static void put(const struct context *x, const char *text, size_t len)
{
	if (len > MAX_LENGTH - x->out->text.len)
		x->out->full = true;
	else
		buffer_put(&x->out->text, text, len);
}

/*
 * Whether the work for another LEN bytes is to be done: macros that stand for
 * many others would make it endless.
 */
static bool spend(const struct context *x, size_t len)
{
	x->out->full |= !spec_macros_spend(x->spec->macros, len);
	return !x->out->full;
}

/* The definition that counts where X reads, or NULL if that is not certain. */
static const struct spec_definition *find(const struct context *x,
					  const char *name, size_t len)
{
	const struct spec_branches *branches = &x->spec->branches;
	const struct spec_definition *list = NULL;
	size_t n, last;

	if (len > 0 && (x->stop == NULL || !x->stop(name, len)))
		list = spec_macros_find(x->spec->macros, name, len, x->line,
					&n);
	if (list == NULL)
		return NULL;
	last = n > MAX_DEFINITIONS ? n - MAX_DEFINITIONS : 0;
	while (n-- > last) {
		const struct spec_definition *d = &list[n];

		if (spec_within(branches, x->branch, d->branch))
			return d->body != NULL ? d : NULL;
		if (!spec_exclusive(branches, x->branch, d->branch))
			return NULL;
	}
	return NULL;
}

/* Expand the body of D with ARGS. */
static void expand_body(const struct context *x,
			const struct spec_definition *d, ARGV_t args)
{
	struct context inner = *x;

	if (++inner.depth > MAX_DEPTH) {
		x->out->full = true;
		return;
	}
	if (d->global) {
		inner.line = d->line;
		inner.branch = d->branch;
	}
	inner.args = args;
	expand(&inner, d->body, strlen(d->body));
}

/* Call the parametric macro D, called NAME, with the LEN bytes at TEXT. */
static void call(const struct context *x, const struct spec_definition *d,
		 const char *name, size_t name_len, const char *text,
		 size_t len)
{
	struct buffer *out = &x->out->text;
	size_t start = out->len;
	ARGV_t args = NULL, words = NULL;
	char *first = copy_text(name, name_len);

	/* arguments are expanded first, then split */
	expand(x, text, len);
	put(x, "", 0);
	argvAdd(&args, first);
	argvSplit(&words, out->text + start, SPEC_BLANK "\n");
	argvAppend(&args, words);
	out->len = start;
	if (!x->out->full)
		expand_body(x, d, args);
	argvFree(words);
	argvFree(args);
	free(first);
}

/* Put what %TEXT (LEN bytes) says of arguments. Returns false if nothing. */
static bool put_argument(const struct context *x, const char *text, size_t len)
{
	int n = argvCount(x->args), i;
	char *end;

	if (x->args == NULL || len == 0)
		return false;
	if ((len == 1 || len == 2) && strncmp(text, "**", len) == 0) {
		for (i = 1; i < n; i++) {
			put(x, " ", i > 1);
			put(x, x->args[i], strlen(x->args[i]));
		}
		return true;
	}
	if (len == 1 && *text == '#') {
		char number[20];

		snprintf(number, sizeof(number), "%d", n - 1);
		put(x, number, strlen(number));
		return true;
	}
	if (!isdigit((unsigned char)*text) || len > 4)
		return false;
	i = (int)strtol(text, &end, 10);
	if (end != text + len)
		return false;
	if (i < n)
		put(x, x->args[i], strlen(x->args[i]));
	return true;
}

static size_t identifier(const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && (isalnum((unsigned char)text[n]) || text[n] == '_'))
		n++;
	return n;
}

/*
 * Put what stands in the braces of %{TEXT}. Returns false if that is not for
 * us to say.
 */
static bool expand_braces(const struct context *x, const char *text, size_t len)
{
	const struct spec_definition *d;
	size_t n;

	/* %{?NAME}: if there is no such macro, it is one of somewhere else */
	if (len > 1 && *text == '?')
		text++, len--;
	if (put_argument(x, text, len))
		return true;
	n = identifier(text, len);
	if (n == 3 && len == 3 && strncmp(text, "nil", 3) == 0)
		return true;
	d = find(x, text, n);
	if (d == NULL ||
	    (n < len && (!d->parametric || strchr(" \t", text[n]) == NULL)))
		return false;
	if (d->parametric)
		call(x, d, text, n, text + n, len - n);
	else
		expand_body(x, d, x->args);
	return true;
}

/* The same for %NAME; returns how much of TEXT that takes, or 0. */
static size_t expand_name(const struct context *x, const char *text, size_t len)
{
	const struct spec_definition *d;
	size_t skip = *text == '?', n, rest = 0;

	if (len > skip && strchr("*#0123456789", text[skip]) != NULL) {
		n = strncmp(text + skip, "**", 2) == 0 ? 2 : 1;
		return put_argument(x, text + skip, n) ? skip + n : 0;
	}
	n = identifier(text + skip, len - skip);
	d = find(x, text + skip, n);
	if (d == NULL)
		return 0;
	n += skip;
	if (d->parametric) {
		while (n + rest < len && text[n + rest] != '\n')
			rest++;
		call(x, d, text + skip, n - skip, text + n, rest);
	} else {
		expand_body(x, d, x->args);
	}
	return n + rest;
}

/*
 * Put the macro at TEXT, "%{...}" of LEN bytes, which is not for us to say, but
 * expand what rpm expands in it: the arguments, or the text of a condition.
 */
static void expand_inside(const struct context *x, const char *text, size_t len)
{
	/* they expand what is behind their colon */
	static const char *const through[] = {"expand:", "quote:", "shrink:"};
	struct context inner = *x;
	size_t skip = 2, name, head;

	while (skip < len && strchr("?!", text[skip]) != NULL)
		skip++;
	name = identifier(text + skip, len - skip);
	head = skip + name;
	if (name > 0 && ++inner.depth <= MAX_DEPTH &&
	    (strchr(SPEC_BLANK, text[head]) != NULL ||
	     (text[head] == ':' &&
	      (skip > 2 || WORDS_BEHIND(through, text + skip) != NULL)))) {
		put(x, text, head);
		expand(&inner, text + head, len - head - 1);
		put(x, "}", 1);
	} else {
		put(x, text, len);
	}
}

/* Expand the macro at TEXT, which begins with "%"; how much of it that takes.
 */
static size_t expand_macro(const struct context *x, const char *text,
			   size_t len)
{
	size_t n = 0;

	if (len > 1 && text[1] == '%') {
		n = 2;
	} else if (len > 1 && strchr("([{", text[1]) != NULL) {
		n = braces_group(text + 1, len - 1);
		n += n > 0;
		if (!spend(x, n > 0 ? n : len))
			return len;
		if (n > 0 && text[1] == '{') {
			if (!expand_braces(x, text + 2, n - 3))
				expand_inside(x, text, n);
			return n;
		}
	} else if (len > 1) {
		n = expand_name(x, text + 1, len - 1);
		if (n > 0)
			return n + 1;
	}
	n = n > 0 ? n : 1;
	put(x, text, n);
	return n;
}

static void expand(const struct context *x, const char *text, size_t len)
{
	if (!spend(x, len))
		return;
	for (size_t i = 0; i < len && !x->out->full;) {
		const char *percent = memchr(text + i, '%', len - i);
		size_t n = percent != NULL ? (size_t)(percent - text) : len;

		put(x, text + i, n - i);
		if (n < len)
			n += expand_macro(x, percent, len - n);
		i = n;
	}
}

char *spec_expand(const struct spec *spec, size_t line, const char *text,
		  bool (*stop)(const char *name, size_t len))
{
	struct output out = {0};
	struct context x = {.spec = spec,
			    .stop = stop,
			    .out = &out,
			    .line = line,
			    .branch = spec->lines[line].branch};

	if (strchr(text, '%') == NULL)
		return rstrdup(text);
	expand(&x, text, strlen(text));
	put(&x, "", 0);
	if (!out.full)
		return out.text.text;
	free(out.text.text);
	return rstrdup(text);
}
