/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Directories beneath a build root, which nothing leads out of. */
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <rpm/rpmutil.h>

#include "files/buildroot.h"
#include "base/message.h"

#define DIR_FLAGS (O_RDONLY | O_DIRECTORY | O_CLOEXEC)

static bool is_link(int dirfd, const char *name)
{
	struct stat st;

	return fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISLNK(st.st_mode);
}

/* For kernels without openat2(2): no symbolic links at all. */
static int open_without_links(int rootfd, const char *path)
{
	char *copy = rstrdup(path), *save = NULL;
	int fd = openat(rootfd, ".", DIR_FLAGS);

	for (char *name = strtok_r(copy, "/", &save); name != NULL && fd >= 0;
	     name = strtok_r(NULL, "/", &save)) {
		int next = openat(fd, name, DIR_FLAGS | O_NOFOLLOW);
		int err = errno;

		if (err == ENOTDIR && is_link(fd, name))
			err = EXDEV;
		close(fd);
		errno = err;
		fd = next;
	}
	free(copy);
	return fd;
}

/* Open the directory PATH, relative and not empty, as RESOLVE says. */
static int open_resolving(int rootfd, const char *path,
			  unsigned long long resolve)
{
	struct open_how how = {
		.flags = DIR_FLAGS,
		.resolve = resolve | RESOLVE_NO_MAGICLINKS,
	};
	int fd;

	/* not SYS_openat2, which glibc 2.31 lacks */
	do
		fd = (int)syscall(__NR_openat2, rootfd, path, &how,
				  sizeof(how));
	while (fd < 0 && (errno == EAGAIN || errno == EINTR));
	/* containers that filter system calls answer EPERM or ENOSYS */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		fd = open_without_links(rootfd, path);
	return fd;
}

/* Open the directory PATH, relative and not empty, beneath ROOTFD. */
static int open_beneath(int rootfd, const char *path)
{
	return open_resolving(rootfd, path, RESOLVE_BENEATH);
}

int buildroot_find_dir(int rootfd, const char *dir)
{
	return open_resolving(rootfd, dir + strspn(dir, "/"), RESOLVE_IN_ROOT);
}

/* The last component of PATH; *PARENT becomes what stands before it. */
static const char *split(char *path, const char **parent)
{
	char *slash = strrchr(path, '/');

	*parent = path;
	if (slash == NULL) {
		*parent = ".";
		return path;
	}
	*slash = '\0';
	return slash + 1;
}

/*
 * Make the directory NAME in DIRFD with mode 0755, whatever the umask is. It is
 * opened first: its name may lead elsewhere by now.
 */
static bool make_dir_at(int dirfd, const char *name)
{
	int fd, rc, err;

	do
		rc = mkdirat(dirfd, name, 0755);
	while (rc < 0 && errno == EINTR);
	if (rc < 0)
		return false;
	do
		fd = openat(dirfd, name, DIR_FLAGS | O_NOFOLLOW);
	while (fd < 0 && errno == EINTR);
	if (fd >= 0)
		rc = fchmod(fd, 0755);
	err = errno;
	if (fd < 0 || rc < 0)
		unlinkat(dirfd, name, AT_REMOVEDIR);
	if (fd >= 0)
		close(fd);
	errno = err;
	return fd >= 0 && rc == 0;
}

static bool make_dir(int rootfd, const char *path)
{
	char *copy = rstrdup(path);
	const char *parent, *name = split(copy, &parent);
	int fd = open_beneath(rootfd, parent), err;
	bool ok = fd >= 0 && make_dir_at(fd, name);

	err = errno;
	if (fd >= 0)
		close(fd);
	free(copy);
	errno = err;
	return ok;
}

static int report(const char *root, const char *path)
{
	int err = errno;

	if (err == EXDEV)
		error("\"%s/%s\" has a symbolic link that leads out of the "
		      "build root",
		      root, path);
	else
		error("cannot open the directory \"%s/%s\": %s", root, path,
		      strerror(err));
	errno = err;
	return -1;
}

/*
 * Open PATH, making it if it is missing. *CREATED counts what was made; a
 * directory that a parallel call made first is not ours.
 */
static int open_or_make(int rootfd, const char *path, unsigned *created)
{
	int fd = open_beneath(rootfd, path);

	if (fd >= 0 || errno != ENOENT)
		return fd;
	if (make_dir(rootfd, path))
		++*created;
	else if (errno != EEXIST)
		return -1;
	return open_beneath(rootfd, path);
}

/* DIR as a relative path with single slashes, for free(). */
static char *relative(const char *dir)
{
	char *path = rmalloc(strlen(dir) + 2), *end = path;

	for (; *dir != '\0'; dir++)
		if (*dir != '/' ||
		    (dir[1] != '/' && dir[1] != '\0' && end > path))
			*end++ = *dir;
	if (end == path)
		*end++ = '.';
	*end = '\0';
	return path;
}

/* Remove the last COUNT components of PATH, which is changed. */
static void remove_last(int rootfd, char *path, unsigned count)
{
	while (count-- > 0) {
		const char *parent, *name = split(path, &parent);
		int fd = open_beneath(rootfd, parent);

		if (fd >= 0) {
			unlinkat(fd, name, AT_REMOVEDIR);
			close(fd);
		}
		if (parent != path)
			break;
	}
}

/* Go down PATH step by step and make what is missing. */
static int make_path(int rootfd, const char *root, char *path,
		     unsigned *created)
{
	for (char *p = path;; p++) {
		p += strcspn(p, "/");
		char end = *p;

		*p = '\0';
		unsigned before = *created;
		int fd = open_or_make(rootfd, path, created);
		if (fd < 0) {
			const char *parent;
			int err = errno;

			report(root, path);
			if (*created == before)
				split(path, &parent);
			remove_last(rootfd, path, *created);
			*created = 0;
			errno = err;
			return -1;
		}
		*p = end;
		if (end == '\0')
			return fd;
		close(fd);
	}
}

int buildroot_open_dir(int rootfd, const char *root, const char *dir,
		       unsigned *created)
{
	char *path = relative(dir);
	int fd, err;

	if (created != NULL)
		*created = 0;
	fd = open_beneath(rootfd, path);
	/* most often all of it exists */
	if (fd < 0 && errno == ENOENT && created != NULL)
		fd = make_path(rootfd, root, path, created);
	else if (fd < 0 && errno != ENOENT)
		report(root, path);
	err = errno;
	free(path);
	errno = err;
	return fd;
}

void buildroot_remove_dirs(int rootfd, const char *dir, unsigned count)
{
	char *path = relative(dir);

	remove_last(rootfd, path, count);
	free(path);
}
