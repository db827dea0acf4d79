/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading unit files from disk. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/readfile.h"
#include "units/unitfile.h"

struct unitfile *unitfile_read(const char *path, const char *const known[])
{
	int fd = open(path, READFILE_FLAGS);
	struct unitfile *uf = NULL;
	const char *why;
	size_t size;
	char *data;

	if (fd < 0) {
		error("cannot open \"%s\": %s", path, strerror(errno));
		return NULL;
	}
	data = readfile(fd, UNITFILE_MAX + 1, &size, &why);
	if (data == NULL)
		error("cannot read \"%s\": %s", path, why);
	else if (size > UNITFILE_MAX)
		error("cannot read \"%s\": larger than 1 MiB", path);
	else
		uf = unitfile_parse(path, data, size, known);
	free(data);
	return uf;
}
