/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the user is told, through rpm's log. */
#ifndef VIRTD_SOCKET_BASE_MESSAGE_H
#define VIRTD_SOCKET_BASE_MESSAGE_H

#include <stdbool.h>

/*
 * Whatever is printed here is one line, and nothing in it acts on a terminal:
 * see text_clean(). After message_open() that holds for what librpm says, too,
 * but that its further lines are indented.
 */
void message_open(void);

/*
 * Print "error: TEXT" on standard error. Each error is reported once, by the
 * lowest function that knows the object; callers only pass the failure on.
 * The text says what was attempted, quotes the object and ends with the
 * reason. The prefix comes from rpmlog(3) (rpm 4.16 rpmio/rpmlog.h).
 */
void error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/*
 * The same for what is wrong in the command line itself, whatever files and the
 * configuration say, such as a value that an option cannot have. The exit
 * status will be that of a wrong command line.
 */
void usage_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Print LINES, which belong to the last error, as they are but cleaned. */
void error_lines(const char *lines);

/* Whether usage_error() was called. */
bool message_usage(void);

/* Print "warning: TEXT" on standard error, unless --quiet was given. */
void warning(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Print TEXT on standard error, unless --quiet was given. */
void notice(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/*
 * Print TEXT where --verbose was given. Like rpmbuild's own "Wrote:" lines
 * these go to standard output (RPMLOG_INFO).
 */
void info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/*
 * Write what standard output still holds. Returns false after an error, also
 * where an earlier write failed.
 */
bool message_flush(void);

#endif
