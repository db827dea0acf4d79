/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Under which conditions the commands of a shell script run. */
#ifndef VIRTD_SOCKET_SHELL_FRAMES_H
#define VIRTD_SOCKET_SHELL_FRAMES_H

#include <stdbool.h>
#include <stddef.h>

/* What ends a command. */
enum shell_end {
	END_PLAIN,
	END_LINE,
	END_AND,
	END_OR,
	END_PIPE,
	END_BACKGROUND,
	END_OPEN
};

struct frame;

/* The compound commands around a place; zeros are the start of a script. */
struct frames {
	struct frame *stack;
	size_t depth;	/* of if, case, loops and groups; 0 is always run */
	unsigned list;	/* of the and-or list so far */
	unsigned after; /* of an exit so far: it left the rest to others */
};

/* Free what FRAMES owns. */
void frames_free(struct frames *frames);

/* A compound command begins; CONDITION: with a list that decides. */
void frames_push(struct frames *frames, bool condition);

/* The parenthesis of a subshell opens; one closes, of it or of a pattern. */
void frames_open(struct frames *frames);
void frames_close(struct frames *frames);

/* The innermost compound command ends. */
void frames_pop(struct frames *frames);

/* The list that decides begins (elif) or ends (then, do). */
void frames_decide(struct frames *frames, bool condition);

/* All flags of a command here. */
unsigned frames_flags(const struct frames *frames);

/* Whether a command here decides whether others run. */
bool frames_decides(const struct frames *frames);

/* The command there, a condition with FLAGS if it is one, ended with END. */
void frames_end(struct frames *frames, unsigned flags, enum shell_end end);

/* FLAGS hold for all commands inside the innermost compound command. */
void frames_govern(struct frames *frames, unsigned flags);

#endif
