/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files that are put in their places: all of them or none. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rpm/rpmstring.h>

#include "base/grow.h"
#include "base/message.h"
#include "files/transaction.h"

#define MODE 0644

/*
 * Write the name under which the file NAME is prepared into BUF. The same NAME
 * gives the same result within one run and another one in other runs.
 */
static void temp_name(const char *name, char buf[NAME_MAX + 1])
{
	static char tag[10];
	/* unit names may be as long as file names: keep only an end of it */
	size_t len = strlen(name);
	unsigned number;

	if (*tag == '\0') {
		if (getrandom(&number, sizeof(number), GRND_NONBLOCK) < 0)
			number = getpid();
		snprintf(tag, sizeof(tag), ".%08x", number);
	}
	*buf = '.';
	stpcpy(stpcpy(buf + 1, len > 200 ? name + len - 200 : name), tag);
}

static bool write_all(int fd, const char *data, size_t size)
{
	while (size > 0) {
		ssize_t n = write(fd, data, size);

		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0) {
			data += n;
			size -= n;
		}
	}
	return true;
}

/*
 * Give FD, a new file in DIR, its mode, whatever umask and access control lists
 * say. For each file that would take a tenth of all the time.
 */
static bool set_mode(struct directory *dir, int fd)
{
	struct stat st;

	if (dir->good_mode)
		return true;
	if (fstat(fd, &st) < 0)
		return false;
	dir->good_mode = (st.st_mode & 07777) == MODE;
	return dir->good_mode || fchmod(fd, MODE) == 0;
}

/* Make the new file NAME. On failure it is gone. */
static bool make_file(struct directory *dir, const char *name, const char *data,
		      size_t size, time_t epoch)
{
	const struct timespec times[2] = {{.tv_sec = epoch}, {.tv_sec = epoch}};
	int fd, err;
	bool ok;

	do
		fd = openat(dir->fd, name,
			    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, MODE);
	while (fd < 0 && errno == EINTR);
	if (fd < 0)
		return false;
	ok = write_all(fd, data, size) && set_mode(dir, fd) &&
	     (epoch == -1 || futimens(fd, times) == 0);
	err = errno;
	/* close(2): after EINTR the descriptor is closed all the same */
	if (close(fd) < 0 && errno != EINTR && ok) {
		ok = false;
		err = errno;
	}
	if (!ok)
		unlinkat(dir->fd, name, 0);
	errno = err;
	return ok;
}

static bool move(int dirfd, const char *from, const char *to, unsigned flags)
{
	int rc;

	do
		rc = renameat2(dirfd, from, dirfd, to, flags);
	while (rc < 0 && errno == EINTR);
	return rc == 0;
}

/* Move TEMP, which is prepared, to the name of FILE and set its state. */
static bool publish(struct placed *file, const char *temp, bool exists)
{
	int dirfd = file->dir->fd;
	struct stat st;

	file->state = exists ? REPLACED : CREATED;
	if (move(dirfd, temp, file->name,
		 exists ? RENAME_EXCHANGE : RENAME_NOREPLACE))
		return true;
	/* file systems without these flags */
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	if (!exists &&
	    fstatat(dirfd, file->name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return false;
	}
	file->state = exists ? FINAL : CREATED;
	return move(dirfd, temp, file->name, 0);
}

bool transaction_put(struct transaction *tx, struct directory *dir,
		     const char *name, const char *data, size_t size,
		     time_t epoch, bool exists)
{
	struct placed file = {.dir = dir, .name = (char *)name};
	char temp[NAME_MAX + 1];

	temp_name(name, temp);
	if (!make_file(dir, temp, data, size, epoch))
		return false;
	if (!publish(&file, temp, exists)) {
		int err = errno;

		unlinkat(dir->fd, temp, 0);
		errno = err;
		return false;
	}
	file.name = rstrdup(name);
	GROW(tx->files, tx->n);
	tx->files[tx->n++] = file;
	return true;
}

static bool fail(const struct placed *file, const char *what)
{
	error("cannot %s \"%s%s\": %s", what, file->dir->prefix, file->name,
	      strerror(errno));
	return false;
}

/* Forget the old file; where that fails, it comes back. */
static bool keep(const struct placed *file)
{
	char temp[NAME_MAX + 1];

	temp_name(file->name, temp);
	if (file->state == REPLACED && unlinkat(file->dir->fd, temp, 0) < 0) {
		int err = errno;

		move(file->dir->fd, temp, file->name, 0);
		errno = err;
		return fail(file, "remove the old version of");
	}
	if (file->dir->tell)
		info("Wrote: %s%s", file->dir->prefix, file->name);
	return true;
}

/* What was there before comes back. */
static bool undo(const struct placed *file)
{
	char temp[NAME_MAX + 1];

	if (file->state == CREATED)
		return unlinkat(file->dir->fd, file->name, 0) == 0 ||
		       fail(file, "remove");
	temp_name(file->name, temp);
	errno = ENOTSUP;
	return (file->state == REPLACED &&
		move(file->dir->fd, temp, file->name, 0)) ||
	       fail(file, "restore");
}

bool transaction_end(struct transaction *tx, bool done)
{
	for (size_t i = 0; i < tx->n; i++) {
		if (done)
			done = keep(&tx->files[i]);
		else
			undo(&tx->files[i]);
		free(tx->files[i].name);
	}
	free(tx->files);
	*tx = (struct transaction){0};
	return done;
}
