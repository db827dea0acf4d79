/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is known of a spec file: its lines, conditionals and sections. */
#ifndef VIRTD_SOCKET_SPEC_SPEC_H
#define VIRTD_SOCKET_SPEC_SPEC_H

#include <stdbool.h>
#include <stddef.h>

#include "scriptlets/scriptlet.h"

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
};

/* What stands between two lines of a conditional. Branch 0 is the file. */
struct spec_branch {
	size_t parent;
	size_t before; /* the branch of the same %if that %else ends, or 0 */
	size_t line;   /* of %if, %elif or %else */
	size_t opener; /* of %if */
	unsigned depth;
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
};

struct spec {
	const char *file;
	char *text;
	struct spec_line *lines;
	size_t n_lines;
	struct spec_branch *branches;
	size_t n_branches;
	struct spec_section *sections;
	size_t n_sections;
	size_t n_packages;
	bool newline; /* the last line ends with one */
};

/* The text of line I behind spaces and tabs. */
const char *spec_trimmed(const struct spec *spec, size_t i);

/* Whether line I has only spaces, tabs and carriage returns. */
bool spec_blank(const struct spec *spec, size_t i);

/*
 * The line I with those that are joined to it: backslashes at the ends and
 * newlines become spaces. For free().
 */
char *spec_joined(const struct spec *spec, size_t i);

/*
 * Whether text in the branches A and B is read under the same conditions: the
 * same branches, or branches of conditionals with the same text.
 */
bool spec_same_branch(const struct spec *spec, size_t a, size_t b);

/* Whether A and B are, or are in, different branches of one %if. */
bool spec_exclusive(const struct spec *spec, size_t a, size_t b);

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
