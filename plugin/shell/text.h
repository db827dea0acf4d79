/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Going through the text of a shell script, word by word; see sh(1p). */
#ifndef VIRTD_SOCKET_SHELL_TEXT_H
#define VIRTD_SOCKET_SHELL_TEXT_H

#include <stdbool.h>

/* A place in a text; where a script starts, LINE is 1, the rest nothing. */
struct shelltext {
	const char *p;
	unsigned line;
	char *heredoc;	   /* what ends the here-document of this line */
	bool heredoc_tabs; /* <<- */
};

/* Take the word at T as it is written: a new string, empty if none is there. */
char *shelltext_word(struct shelltext *t);

/* Skip one part of a word: a character, a quoted string, a substitution. */
void shelltext_part(struct shelltext *t);

/* Skip blanks and continued line ends. */
void shelltext_skip_blanks(struct shelltext *t);

/* Go to the end of the line: a comment. */
void shelltext_skip_line(struct shelltext *t);

/* Skip the redirection at T; a here-document is kept in mind. */
void shelltext_redirection(struct shelltext *t);

/* Skip the end of the line at T and the here-document that starts there. */
void shelltext_end_line(struct shelltext *t);

/* Free what is kept in mind. */
void shelltext_end(struct shelltext *t);

#endif
