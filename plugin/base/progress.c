/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What goes on, for people who wait in front of a terminal. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <rpm/rpmlog.h>

#include "base/text.h"
#include "base/progress.h"

static struct {
	bool on;
	bool shown; /* a line is on the terminal */
	size_t done;
	size_t n;
	const char *name;
	time_t last; /* when it was shown, or when all began */
} progress;

/* Coarse, for it is asked often. */
static time_t now(void)
{
	struct timespec ts;

	return clock_gettime(CLOCK_MONOTONIC_COARSE, &ts) == 0 ? ts.tv_sec : 0;
}

void progress_begin(size_t n)
{
	progress.on = rpmIsNormal() && isatty(STDERR_FILENO);
	progress.n = n;
	progress.done = 0;
	progress.last = now();
}

void progress_next(const char *name)
{
	progress.name = name;
	progress.done++;
	progress_tick();
}

void progress_tick(void)
{
	char *name;

	if (!progress.on || now() <= progress.last + !progress.shown)
		return;
	progress.last = now();
	progress.shown = true;
	name = text_clean(copy_text(progress.name, 60));
	fprintf(stderr, "\r\033[K%zu of %zu: %s", progress.done, progress.n,
		name);
	fflush(stderr);
	free(name);
}

void progress_end(void)
{
	if (progress.shown)
		fputs("\r\033[K", stderr);
	progress.on = progress.shown = false;
}
