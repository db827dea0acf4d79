/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the user is told, through rpm's log. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmlog.h>
#include <rpm/rpmstring.h>

#include "base/message.h"

static bool usage;

static void report(int level, const char *fmt, va_list ap)
{
	char *text = NULL;

	if (rvasprintf(&text, fmt, ap) >= 0)
		rpmlog(level, "%s\n", text);
	free(text);
}

#define REPORT(level)                                                          \
	do {                                                                   \
		va_list ap;                                                    \
		va_start(ap, fmt);                                             \
		report(level, fmt, ap);                                        \
		va_end(ap);                                                    \
	} while (0)

void error(const char *fmt, ...)
{
	REPORT(RPMLOG_ERR);
}

void usage_error(const char *fmt, ...)
{
	usage = true;
	REPORT(RPMLOG_ERR);
}

bool message_usage(void)
{
	return usage;
}

void warning(const char *fmt, ...)
{
	REPORT(RPMLOG_WARNING);
}

void info(const char *fmt, ...)
{
	REPORT(RPMLOG_INFO);
}

bool message_flush(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	error("cannot write to standard output: %s", strerror(errno));
	return false;
}
