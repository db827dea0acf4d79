/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists of files, which calls add to. */
#include <errno.h>
#include <string.h>

#include <rpm/rpmstrpool.h>

#include "base/message.h"
#include "base/readfile.h"
#include "base/text.h"
#include "files/list.h"

bool list_read(const char *path, char **text)
{
	int fd = open(path, READFILE_FLAGS | O_NOFOLLOW);

	*text = NULL;
	if (fd < 0 && errno == ENOENT)
		return true;
	if (fd < 0 && errno == ELOOP) {
		error("cannot replace \"%s\": it is a symbolic link; name the "
		      "file that it leads to",
		      path);
		return false;
	}
	*text = readfile_text(fd, path);
	return *text != NULL;
}

void list_add(const char *old, const char *more, struct buffer *out)
{
	rpmstrPool lines = rpmstrPoolCreate();
	const char *line;
	size_t len;

	buffer_puts(out, old);
	if (out->len > 0 && out->text[out->len - 1] != '\n')
		buffer_puts(out, "\n");
	while ((line = text_word(&old, "\n", &len)) != NULL)
		rpmstrPoolIdn(lines, line, len, 1);
	while ((line = text_word(&more, "\n", &len)) != NULL) {
		if (rpmstrPoolIdn(lines, line, len, 0) != 0)
			continue;
		buffer_put(out, line, len);
		buffer_puts(out, "\n");
	}
	rpmstrPoolFree(lines);
}
