/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading the units of a directory tree. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "files/buildroot.h"
#include "base/message.h"
#include "packages/read.h"
#include "units/unitfile.h"

/* Where units are, and where they are put by mistake. */
static const char *const dirs[] = {
	"/usr/lib/systemd/system",   "/lib/systemd/system",
	"/etc/systemd/system",	     "/usr/lib/systemd",
	"/usr/lib/systemd/user",     "/usr/lib64/systemd/system",
	"/usr/share/systemd/system",
};

enum { N_DIRS = sizeof(dirs) / sizeof(dirs[0]) };

/* The tree that is read. */
struct tree {
	struct package *package;
	int rootfd;
	/* directories that have been read: /lib may lead to /usr/lib */
	struct {
		dev_t dev;
		ino_t ino;
	} seen[N_DIRS];
	size_t n_seen;
	char *data; /* room for one unit */
};

static bool fail(const struct tree *tree, const char *dir, const char *name)
{
	error("cannot read \"%s%s/%s\": %s", tree->package->where, dir, name,
	      strerror(errno));
	return false;
}

/* Read the unit ENTRY; its size becomes what was read. */
static bool read_data(struct tree *tree, int dirfd, struct package_entry *entry)
{
	int fd = openat(dirfd, entry->name,
			O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	ssize_t size = -1;

	if (fd >= 0)
		size = unitfile_read_data(fd, tree->data);
	if (size < 0)
		fail(tree, entry->dir, entry->name);
	else
		entry->size = size;
	if (fd >= 0)
		close(fd);
	return size >= 0;
}

/* Read the file NAME in DIR, which DIRFD is open on, if it is of interest. */
static bool read_file(struct tree *tree, int dirfd, const char *dir,
		      const char *name)
{
	char target[PATH_MAX] = "";
	struct package_entry entry = {.dir = dir, .name = name};
	struct stat st;

	if (package_file(dir, name) == PACKAGE_FILE_NONE)
		return true;
	if (fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return fail(tree, dir, name);
	if (S_ISDIR(st.st_mode))
		return true;
	if (S_ISLNK(st.st_mode) &&
	    readlinkat(dirfd, name, target, sizeof(target) - 1) < 0)
		return fail(tree, dir, name);
	entry.mode = st.st_mode;
	entry.size = st.st_size;
	entry.target = target;
	if (package_needs_data(&entry) && !read_data(tree, dirfd, &entry))
		return false;
	return package_add(tree->package, &entry, tree->data,
			   package_needs_data(&entry) ? entry.size : 0);
}

/* Call EACH with every name in the directory DIRFD, which it closes. */
static bool each_name(struct tree *tree, int dirfd, const char *dir,
		      bool (*each)(struct tree *tree, int dirfd,
				   const char *dir, const char *name))
{
	DIR *stream = fdopendir(dirfd);
	struct dirent *d;
	bool ok = true;

	if (stream == NULL) {
		close(dirfd);
		return fail(tree, dir, "");
	}
	while (ok && (errno = 0, d = readdir(stream)) != NULL)
		if (*d->d_name != '.')
			ok = each(tree, dirfd, dir, d->d_name);
	if (ok && errno != 0)
		ok = fail(tree, dir, "");
	closedir(stream);
	return ok;
}

/* Read a file, or a directory of links such as sockets.target.wants. */
static bool read_name(struct tree *tree, int dirfd, const char *dir,
		      const char *name)
{
	char *subdir = NULL;
	bool ok = true;

	rasprintf(&subdir, "%s/%s", dir, name);
	if (package_file(subdir, "x.socket") == PACKAGE_FILE_LINK) {
		int fd =
			openat(dirfd, name,
			       O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (fd >= 0)
			ok = each_name(tree, fd, subdir, read_file);
		else if (errno != ENOTDIR && errno != ELOOP)
			ok = fail(tree, dir, name);
	} else {
		ok = read_file(tree, dirfd, dir, name);
	}
	free(subdir);
	return ok;
}

static bool was_seen(struct tree *tree, const struct stat *st)
{
	for (size_t i = 0; i < tree->n_seen; i++)
		if (tree->seen[i].dev == st->st_dev &&
		    tree->seen[i].ino == st->st_ino)
			return true;
	tree->seen[tree->n_seen].dev = st->st_dev;
	tree->seen[tree->n_seen++].ino = st->st_ino;
	return false;
}

static bool read_dir(struct tree *tree, const char *dir)
{
	int fd = buildroot_find_dir(tree->rootfd, dir);
	struct stat st;
	bool ok = true;

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ||
		       fail(tree, dir, "");
	if (fstat(fd, &st) < 0)
		ok = fail(tree, dir, "");
	else if (!was_seen(tree, &st))
		return each_name(tree, fd, dir, read_name);
	close(fd);
	return ok;
}

bool package_read_tree(struct package *package)
{
	struct tree tree = {.package = package};
	bool ok = true;

	tree.rootfd = open(package->where, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (tree.rootfd < 0) {
		error("cannot open \"%s\": %s", package->where,
		      strerror(errno));
		return false;
	}
	tree.data = rmalloc(UNITFILE_MAX + 1);
	for (size_t i = 0; ok && i < N_DIRS; i++)
		ok = read_dir(&tree, dirs[i]);
	free(tree.data);
	close(tree.rootfd);
	return ok;
}
