/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is known of a spec file: its lines, conditionals and sections. */
#ifndef VIRTD_SOCKET_SPEC_SPEC_H
#define VIRTD_SOCKET_SPEC_SPEC_H

#include <stdbool.h>
#include <stddef.h>

#include "scriptlets/scriptlet.h"
#include "spec/branch.h"
#include "spec/macros.h"

/* Between words. */
#define SPEC_BLANK " \t\r"

enum spec_line_kind {
	LINE_TEXT,
	LINE_HEADER,	/* %post, %files ... */
	LINE_CONDITION, /* %if, %else, %endif ... */
	LINE_MACRO	/* %define, %global */
};

/* A line of the file. Numbers of lines count from 0 in this module. */
struct spec_line {
	char *text; /* without its newline */
	/*
	 * How many lines rpm reads as one, because a backslash or an open
	 * brace of a macro joins them. 0: joined to a line before.
	 */
	size_t span;
	size_t section; /* index */
	size_t branch;	/* index */
	enum spec_line_kind kind;
	/* it ends with a backslash, but rpm sees what follows by itself */
	bool cut;
};

enum spec_part {
	PART_PREAMBLE,
	PART_INSTALL,
	PART_SCRIPT,
	PART_FILES,
	PART_OTHER
};

struct spec_section {
	enum spec_part part;
	enum section script; /* of PART_SCRIPT */
	size_t header;	     /* line; that of the preamble is 0 */
	size_t end;	     /* the line behind it */
	size_t package;	     /* the same number for the same package */
	char *key;	     /* the name of the package, as far as known */
	char *words;	     /* what says whose it is: "", "X" or "-n X" */
	bool program;	     /* -p of an interpreter other than a shell */
	bool list;	     /* -f: a file has more of it */
	const char *odd;     /* why our macros do not see it, or NULL */
};

struct spec {
	const char *file;
	char *text;
	char *name; /* as Name: has it, or NULL */
	struct spec_line *lines;
	size_t n_lines;
	struct spec_branches branches;
	struct spec_macros *macros;
	struct spec_section *sections;
	size_t n_sections;
	size_t n_packages;
	bool newline; /* the last line ends with one */
};

/* The text of line I of SPEC, a struct spec: for edits and notes. */
const char *spec_text(const void *spec, size_t i);

/* The text of line I behind spaces and tabs. */
const char *spec_trimmed(const struct spec *spec, size_t i);

/* Whether line I has only spaces, tabs and carriage returns. */
bool spec_blank(const struct spec *spec, size_t i);

/* The line behind the %endif of BRANCH, and behind what is joined to that. */
size_t spec_behind(const struct spec *spec, size_t branch);

/* The line I with those that are joined to it, for free(). */
char *spec_with_newlines(const struct spec *spec, size_t i);

/* The same; backslashes at the ends and newlines are spaces. */
char *spec_joined(const struct spec *spec, size_t i);

/* Whether TEXT, without spaces in front, is a comment: "#" or "%dnl". */
bool spec_is_comment(const char *text);

/* Whether line I, with those that are joined to it, is nothing but comments. */
bool spec_comment(const struct spec *spec, size_t i);

/*
 * What our macros are told of the package of SECTION: "", or -n or -p and its
 * name with a space in front. For free().
 */
char *spec_owner(const struct spec_section *section);

/*
 * If TEXT begins with "%WORD" or "%{WORD", and WORD ends there, what follows
 * it; else NULL.
 */
const char *spec_macro(const char *text, const char *word);

#endif
