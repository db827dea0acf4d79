/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Under which conditions the commands of a shell script run. */
#include <stdlib.h>

#include "base/grow.h"
#include "shell/frames.h"

struct frame {
	unsigned flags;	  /* of all commands in it, those outside included */
	unsigned outside; /* conditions around it that are open */
	bool condition;	  /* what is read now decides */
	bool subshell;
};

void frames_free(struct frames *frames)
{
	free(frames->stack);
	*frames = (struct frames){0};
}

static struct frame *top(const struct frames *frames)
{
	return &frames->stack[frames->depth - 1];
}

void frames_push(struct frames *frames, bool condition)
{
	struct frame new = {.condition = condition};

	new.flags = frames_flags(frames);
	new.outside = frames_decides(frames);
	frames->list = 0;
	GROW(frames->stack, frames->depth);
	frames->stack[frames->depth++] = new;
}

void frames_pop(struct frames *frames)
{
	if (frames->depth > 0)
		frames->depth--;
}

void frames_open(struct frames *frames)
{
	frames_push(frames, false);
	top(frames)->subshell = true;
}

void frames_close(struct frames *frames)
{
	if (frames->depth > 0 && top(frames)->subshell)
		frames_pop(frames);
}

void frames_decide(struct frames *frames, bool condition)
{
	if (frames->depth > 0)
		top(frames)->condition = condition;
}

unsigned frames_flags(const struct frames *frames)
{
	return frames->list | frames->after |
	       (frames->depth > 0 ? top(frames)->flags : 0);
}

bool frames_decides(const struct frames *frames)
{
	return frames->depth > 0 &&
	       (top(frames)->condition || top(frames)->outside);
}

void frames_govern(struct frames *frames, unsigned flags)
{
	if (frames->depth > 0)
		top(frames)->flags |= flags;
}

void frames_end(struct frames *frames, unsigned flags, enum shell_end end)
{
	if (frames->depth > 0 && top(frames)->condition)
		top(frames)->flags |= flags;
	if (end == END_AND || end == END_OR)
		frames->list |= flags;
	else if (end == END_PLAIN || end == END_LINE)
		frames->list = 0;
}
