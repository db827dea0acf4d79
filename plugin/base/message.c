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
#include "base/text.h"

static bool usage;

static void report(int level, const char *fmt, va_list ap)
{
	char *text = NULL;

	if (rvasprintf(&text, fmt, ap) >= 0)
		rpmlog(level, "%s\n", text_clean(text));
	free(text);
}

/* Each line of TEXT, cleaned, behind INDENT, but for the first one. */
static void put_lines(const char *text, const char *indent, FILE *out)
{
	for (size_t len; *text != '\0'; text += len) {
		char *line;

		len = strcspn(text, "\n");
		line = text_clean(copy_text(text, len));
		fprintf(out, "%s\n", line);
		free(line);
		len += text[len] == '\n';
		if (text[len] != '\0')
			fputs(indent, out);
	}
}

static int print(rpmlogRec rec, rpmlogCallbackData data)
{
	rpmlogLvl level = rpmlogRecPriority(rec);
	bool is_info = level == RPMLOG_INFO || level == RPMLOG_NOTICE;
	FILE *out = is_info ? stdout : stderr;

	(void)data;
	fputs(rpmlogLevelPrefix(level), out);
	/* what librpm says on more lines must not look like another message */
	put_lines(rpmlogRecMessage(rec), "  ", out);
	return 0;
}

void message_open(void)
{
	rpmlogSetCallback(print, NULL);
}

void error_lines(const char *lines)
{
	put_lines(lines, "", stderr);
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

void notice(const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	if (rpmIsNormal() && rvasprintf(&text, fmt, ap) >= 0)
		fprintf(stderr, "%s\n", text_clean(text));
	va_end(ap);
	free(text);
}

bool message_flush(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	error("cannot write to standard output: %s", strerror(errno));
	return false;
}
