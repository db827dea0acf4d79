/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading a tar archive from a stream, as dpkg-deb(1) writes it. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/progress.h"
#include "packages/tar.h"

enum { BLOCK = 512, LONG_NAME_MAX = 65536 };

/* GNU tar manual, "Basic Tar Format". */
struct header {
	char name[100];
	char mode[8];
	char uid[8];
	char gid[8];
	char size[12];
	char mtime[12];
	char checksum[8];
	char type;
	char linkname[100];
	char magic[6];
	char version[2];
	char uname[32];
	char gname[32];
	char devmajor[8];
	char devminor[8];
	char prefix[155];
	char padding[12];
};

_Static_assert(sizeof(struct header) == BLOCK, "a header is one block");

static const struct {
	char type;
	mode_t mode;
} types[] = {
	{'0', S_IFREG}, {'\0', S_IFREG}, {'2', S_IFLNK}, {'3', S_IFCHR},
	{'4', S_IFBLK}, {'5', S_IFDIR},	 {'6', S_IFIFO}, {'1', S_IFREG},
};

/* An octal number, or a binary one that GNU tar marks with the top bit. */
static unsigned long long number(const char *field, size_t len)
{
	unsigned long long value = 0;
	size_t i = 0;

	if (*field & 0x80) {
		for (i = 1; i < len; i++)
			value = value << 8 | (unsigned char)field[i];
		return value;
	}
	while (i < len && field[i] == ' ')
		i++;
	for (; i < len && field[i] >= '0' && field[i] <= '7'; i++)
		value = value << 3 | (field[i] - '0');
	return value;
}

static bool checksum_fits(const struct header *h)
{
	const unsigned char *bytes = (const unsigned char *)h;
	size_t start = offsetof(struct header, checksum);
	unsigned long long sum = 0;

	for (size_t i = 0; i < BLOCK; i++)
		sum += i >= start && i < start + sizeof(h->checksum) ? ' '
								     : bytes[i];
	return sum == number(h->checksum, sizeof(h->checksum));
}

static bool skip(struct tar *tar, unsigned long long n)
{
	char buffer[65536];

	while (n > 0) {
		size_t part = n < sizeof(buffer) ? n : sizeof(buffer);

		if (fread(buffer, 1, part, tar->in) != part)
			return false;
		progress_tick();
		n -= part;
	}
	return true;
}

static unsigned long long padded(unsigned long long size)
{
	return (size + BLOCK - 1) / BLOCK * BLOCK;
}

/* The content of the current entry, a long name; NULL if it is too long. */
static char *read_name(struct tar *tar)
{
	char *name;

	if (tar->size > LONG_NAME_MAX)
		return NULL;
	name = rcalloc(1, tar->size + 1);
	if (!tar_read(tar, name)) {
		free(name);
		return NULL;
	}
	return name;
}

static void set(char **field, char *value)
{
	free(*field);
	*field = value;
}

static char *short_name(const struct header *h)
{
	char *name = NULL;

	if (memcmp(h->magic, "ustar", 6) == 0 && *h->prefix != '\0')
		rasprintf(&name, "%.155s/%.100s", h->prefix, h->name);
	else
		rasprintf(&name, "%.100s", h->name);
	return name;
}

static bool set_type(struct tar *tar, const struct header *h)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (types[i].type == h->type) {
			tar->mode = (number(h->mode, sizeof(h->mode)) & 07777) |
				    types[i].mode;
			tar->hard = h->type == '1';
			return true;
		}
	return false;
}

/* Read one header; 1, 0 at the end or -1. */
static int read_header(struct tar *tar, struct header *h)
{
	static const struct header zero;
	size_t n;

	if (!skip(tar, tar->left))
		return -1;
	n = fread(h, 1, BLOCK, tar->in);
	if (n == 0 || (n == BLOCK && memcmp(h, &zero, BLOCK) == 0))
		return ferror(tar->in) ? -1 : 0;
	if (n != BLOCK || !checksum_fits(h))
		return -1;
	tar->size = number(h->size, sizeof(h->size));
	if (tar->size > 1ULL << 60)
		return -1;
	tar->left = padded(tar->size);
	return 1;
}

int tar_next(struct tar *tar)
{
	char *path = NULL, *target = NULL;
	struct header h;
	int rc;

	while ((rc = read_header(tar, &h)) == 1 &&
	       (h.type == 'L' || h.type == 'K')) {
		char *name = read_name(tar);

		set(h.type == 'L' ? &path : &target, name);
		if (name == NULL) {
			rc = -1;
			break;
		}
	}
	if (rc == 1 && !set_type(tar, &h))
		rc = -1;
	if (rc != 1) {
		free(path);
		free(target);
		return rc;
	}
	if (target == NULL)
		rasprintf(&target, "%.100s", h.linkname);
	set(&tar->path, path != NULL ? path : short_name(&h));
	set(&tar->target, target);
	return 1;
}

bool tar_read(struct tar *tar, char *data)
{
	if (tar->size > 0 && fread(data, tar->size, 1, tar->in) != 1)
		return false;
	tar->left -= tar->size;
	return true;
}

void tar_free(struct tar *tar)
{
	set(&tar->path, NULL);
	set(&tar->target, NULL);
}
