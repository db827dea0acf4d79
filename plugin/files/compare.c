/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is there where a file shall be written. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/readfile.h"
#include "files/compare.h"

/* How much of a longer file is read, so that a difference can be shown. */
#define MARGIN 256

/* Show the first line in which OLD, SIZE bytes, differs from TEXT. */
static void show_difference(const struct directory *dir, const char *name,
			    const char *old, size_t size, const char *text)
{
	unsigned lineno = 1;
	const char *end = old + size, *line = old, *wanted = text;

	for (; old < end && *text != '\0' && *old == *text; old++, text++)
		if (*old == '\n') {
			lineno++;
			line = old + 1;
			wanted = text + 1;
		}
	error("\"%s%s\" exists and differs; line %u is \"%.*s\", not "
	      "\"%.*s\"; --force replaces it",
	      dir->prefix, name, lineno, (int)strcspn(line, "\n"), line,
	      (int)strcspn(wanted, "\n"), wanted);
}

static void fail(const struct directory *dir, const char *what,
		 const char *name, const char *why)
{
	error("cannot %s \"%s%s\": %s", what, dir->prefix, name, why);
}

enum compared compare_file(const struct directory *dir, const char *name,
			   const char *text, bool force)
{
	enum compared result = COMPARED_REFUSED;
	size_t len = strlen(text), size;
	const char *why;
	char *old;
	int fd = openat(dir->fd, name, READFILE_FLAGS | O_NOFOLLOW);

	if (fd < 0 && errno == ENOENT)
		return COMPARED_MISSING;
	if (fd < 0 && errno == ELOOP) {
		fail(dir, "replace", name, "it is a symbolic link");
		return COMPARED_REFUSED;
	}
	old = readfile(fd, len + MARGIN, &size, &why);
	if (old == NULL && errno == 0)
		fail(dir, "replace", name, "it is not a regular file");
	else if (old == NULL)
		fail(dir, "read", name, why);
	else if (size == len && memcmp(old, text, len) == 0)
		result = COMPARED_SAME;
	else if (force)
		result = COMPARED_DIFFERENT;
	else
		show_difference(dir, name, old, size, text);
	free(old);
	return result;
}
