/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lines of a spec file that are for rpm's parser alone. */
#ifndef VIRTD_SOCKET_SPEC_DIRECTIVE_H
#define VIRTD_SOCKET_SPEC_DIRECTIVE_H

#include <stdbool.h>

enum directive {
	DIRECTIVE_NONE,
	DIRECTIVE_IF,	/* %if, %ifarch ... */
	DIRECTIVE_ELIF, /* %elif, %elifarch ... */
	DIRECTIVE_ELSE,
	DIRECTIVE_ENDIF,
	DIRECTIVE_DEFINE /* %define, %global, %undefine */
};

/* What TEXT, a line without spaces in front, begins with. */
enum directive directive_find(const char *text);

/* Whether DIRECTIVE is of a conditional. */
bool directive_is_condition(enum directive directive);

/*
 * Whether TEXT begins with a conditional of ALT Linux, which no other rpm
 * knows.
 */
bool directive_is_foreign(const char *text);

#endif
