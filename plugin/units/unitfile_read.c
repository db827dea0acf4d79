/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading unit files from disk. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rpm/rpmutil.h>

#include "base/message.h"
#include "units/unitfile.h"

ssize_t unitfile_read_data(int fd, char *data)
{
	size_t size = 0;
	ssize_t n;

	do {
		n = read(fd, data + size, UNITFILE_MAX + 1 - size);
		if (n > 0)
			size += n;
	} while ((n > 0 && size <= UNITFILE_MAX) || (n < 0 && errno == EINTR));
	return n < 0 ? -1 : (ssize_t)size;
}

/* Read the regular file that FD is open on. */
static struct unitfile *read_fd(int fd, const char *path,
				const char *const known[])
{
	struct unitfile *uf = NULL;
	struct stat st;
	ssize_t size;
	char *data;

	if (fstat(fd, &st) < 0) {
		error("cannot read \"%s\": %s", path, strerror(errno));
		return NULL;
	}
	if (!S_ISREG(st.st_mode)) {
		error("cannot read \"%s\": not a regular file", path);
		return NULL;
	}
	if (st.st_size > UNITFILE_MAX) {
		error("cannot read \"%s\": larger than 1 MiB", path);
		return NULL;
	}
	data = rmalloc(UNITFILE_MAX + 1);
	size = unitfile_read_data(fd, data);
	if (size < 0)
		error("cannot read \"%s\": %s", path, strerror(errno));
	else if (size > UNITFILE_MAX)
		error("cannot read \"%s\": larger than 1 MiB", path);
	else
		uf = unitfile_parse(path, data, size, known);
	free(data);
	return uf;
}

struct unitfile *unitfile_read(const char *path, const char *const known[])
{
	/* O_NONBLOCK: opening a FIFO must not wait for a writer */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct unitfile *uf = NULL;

	if (fd < 0) {
		error("cannot open \"%s\": %s", path, strerror(errno));
		return NULL;
	}
	uf = read_fd(fd, path, known);
	close(fd);
	return uf;
}
