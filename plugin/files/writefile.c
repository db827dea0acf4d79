/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Making one file that is whole or not there. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/writefile.h"

void writefile_temp_name(const char *name, char buf[NAME_MAX + 1])
{
	static unsigned tag;
	/* unit names may be as long as file names: keep only an end of it */
	size_t len = strlen(name);

	if (tag == 0 && getrandom(&tag, sizeof(tag), GRND_NONBLOCK) < 0)
		tag = getpid();
	snprintf(buf, NAME_MAX + 1, ".%s.%08x",
		 len > 200 ? name + len - 200 : name, tag);
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

bool writefile(int dirfd, const char *name, const char *data, size_t size,
	       time_t epoch)
{
	const struct timespec times[2] = {{.tv_sec = epoch}, {.tv_sec = epoch}};
	int fd, err;
	bool ok;

	do
		fd = openat(dirfd, name,
			    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	while (fd < 0 && errno == EINTR);
	if (fd < 0)
		return false;
	ok = write_all(fd, data, size) && fchmod(fd, 0644) == 0 &&
	     (epoch == -1 || futimens(fd, times) == 0);
	err = errno;
	/* close(2): after EINTR the descriptor is closed all the same */
	if (close(fd) < 0 && errno != EINTR && ok) {
		ok = false;
		err = errno;
	}
	if (!ok)
		unlinkat(dirfd, name, 0);
	errno = err;
	return ok;
}

static int rename_retry(int dirfd, const char *from, const char *to,
			unsigned flags)
{
	int rc;

	do
		rc = renameat2(dirfd, from, dirfd, to, flags);
	while (rc < 0 && errno == EINTR);
	return rc;
}

enum published writefile_publish(int dirfd, const char *temp, const char *name,
				 bool exists)
{
	unsigned flags = exists ? RENAME_EXCHANGE : RENAME_NOREPLACE;

	if (rename_retry(dirfd, temp, name, flags) == 0)
		return exists ? REPLACED : CREATED;
	/* file systems without these flags */
	if ((errno == EINVAL || errno == ENOSYS) &&
	    rename_retry(dirfd, temp, name, 0) == 0)
		return exists ? FINAL : CREATED;
	return UNTOUCHED;
}

bool writefile_keep(int dirfd, const char *temp, const char *name,
		    enum published done)
{
	int err;

	if (done != REPLACED || unlinkat(dirfd, temp, 0) == 0)
		return true;
	err = errno;
	rename_retry(dirfd, temp, name, 0);
	errno = err;
	return false;
}

bool writefile_undo(int dirfd, const char *temp, const char *name,
		    enum published done)
{
	if (done == CREATED)
		return unlinkat(dirfd, name, 0) == 0;
	if (done == REPLACED)
		return rename_retry(dirfd, temp, name, 0) == 0;
	errno = ENOTSUP;
	return done == UNTOUCHED;
}
