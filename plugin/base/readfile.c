/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading a whole file. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rpm/rpmutil.h>

#include "base/message.h"
#include "base/readfile.h"

/* Read up to MAX bytes, of which there are probably *SIZE; NULL with errno. */
static char *read_data(int fd, size_t max, size_t *size)
{
	/* one more, to meet the end, and the NUL byte */
	size_t room = (*size < max ? *size : max) + 2, len = 0;
	char *data = rmalloc(room);
	ssize_t n;

	do {
		size_t left = room - 1 - len;

		n = read(fd, data + len, left < max - len ? left : max - len);
		len += n > 0 ? n : 0;
		if (len + 1 == room)
			data = rrealloc(data, room *= 2);
	} while ((n > 0 && len < max) || (n < 0 && errno == EINTR));
	if (n < 0) {
		int err = errno;

		free(data);
		errno = err;
		return NULL;
	}
	data[len] = '\0';
	*size = len;
	return data;
}

char *readfile(int fd, size_t max, size_t *size, const char **why)
{
	char *data = NULL;
	struct stat st;
	int err;

	if (fd < 0 || fstat(fd, &st) < 0) {
		err = errno;
	} else if (!S_ISREG(st.st_mode)) {
		err = 0;
	} else {
		*size = st.st_size;
		data = read_data(fd, max, size);
		err = errno;
	}
	if (fd >= 0)
		close(fd);
	*why = err == 0 ? "not a regular file" : strerror(err);
	errno = err;
	return data;
}

char *readfile_text(int fd, const char *path)
{
	const char *why;
	size_t size;
	char *text = readfile(fd, SIZE_MAX, &size, &why);

	if (text != NULL && strlen(text) != size) {
		free(text);
		text = NULL;
		why = "NUL byte; this is not a text file";
	}
	if (text == NULL)
		error("cannot read \"%s\": %s", path, why);
	return text;
}
