/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The bare minimum: write and rename N files of SIZE bytes in DIR. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int write_one(long i, const char *data, size_t size)
{
	char temp[64], name[64];
	int fd;

	snprintf(temp, sizeof(temp), ".unit%ld.socket.new", i);
	snprintf(name, sizeof(name), "unit%ld.socket", i);
	fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	return fd >= 0 && write(fd, data, size) == (ssize_t)size &&
	       close(fd) == 0 && rename(temp, name) == 0;
}

int main(int argc, char **argv)
{
	if (argc != 4 || chdir(argv[3]) < 0) {
		fprintf(stderr, "usage: bench-writer N SIZE DIR\n");
		return 2;
	}
	long n = strtol(argv[1], NULL, 10);
	size_t size = strtoul(argv[2], NULL, 10);
	char *data = malloc(size + 1);
	long i = 0;

	if (data == NULL)
		return 1;
	memset(data, 'x', size);
	while (i < n && write_one(i, data, size))
		i++;
	if (i < n)
		perror("bench-writer");
	free(data);
	return i < n;
}
