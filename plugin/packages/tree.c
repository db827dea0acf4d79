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
#include "base/progress.h"
#include "base/readfile.h"
#include "packages/read.h"
#include "units/unitfile.h"

enum { MAX_DIRS = 16 }; /* more than place_dir() has */

/* The tree that is read. */
struct tree {
	struct package *package;
	int rootfd;
	/* directories that have been read: /lib may lead to /usr/lib */
	struct {
		dev_t dev;
		ino_t ino;
	} seen[MAX_DIRS];
	size_t n_seen;
};

static bool fail(const struct tree *tree, const char *dir, const char *name)
{
	error("cannot read \"%s%s/%s\": %s", tree->package->where, dir, name,
	      strerror(errno));
	return false;
}

/*
 * Read the unit ENTRY, which FD is open on (-1: with errno), and close FD; its
 * size becomes what was read. For free(), or NULL.
 */
static char *read_data(struct tree *tree, int fd, struct package_entry *entry)
{
	const char *why;
	size_t size;
	char *data = readfile(fd, UNITFILE_MAX + 1, &size, &why);

	if (data == NULL)
		error("cannot read \"%s%s/%s\": %s", tree->package->where,
		      entry->dir, entry->name, why);
	else
		entry->size = size;
	return data;
}

/* Add ENTRY with its content, which FD is open on; close FD. */
static bool add_data(struct tree *tree, int fd, struct package_entry *entry)
{
	char *data = read_data(tree, fd, entry);
	bool ok = data != NULL &&
		  package_add(tree->package, entry, data, entry->size);

	free(data);
	return ok;
}

/* Open what the link ENTRY leads to in the tree; -1 with errno. */
static int open_target(struct tree *tree, const struct package_entry *entry)
{
	char *path = NULL, *slash;
	int dirfd, fd = -1;

	rasprintf(&path, "%s%s%s", *entry->target == '/' ? "" : entry->dir,
		  *entry->target == '/' ? "" : "/", entry->target);
	slash = strrchr(path, '/');
	*slash = '\0';
	dirfd = buildroot_find_dir(tree->rootfd, *path != '\0' ? path : "/");
	if (dirfd >= 0) {
		fd = openat(dirfd, slash + 1, READFILE_FLAGS | O_NOFOLLOW);
		close(dirfd);
	}
	free(path);
	return fd;
}

/* Add ENTRY, a link to a drop-in elsewhere, which systemd follows. */
static bool add_linked(struct tree *tree, struct package_entry *entry)
{
	int fd = open_target(tree, entry);
	char *why = NULL;
	struct stat st;

	if (fd >= 0 && fstat(fd, &st) == 0) {
		entry->mode = st.st_mode;
		entry->size = st.st_size;
		if (package_needs_data(entry))
			return add_data(tree, fd, entry);
		close(fd);
		return package_add(tree->package, entry, NULL, 0);
	}
	rasprintf(&why, "it is a symbolic link to \"%s\": %s", entry->target,
		  strerror(errno));
	package_add_fault(tree->package, entry, why);
	free(why);
	return true;
}

/* Read the file NAME in DIR, which DIRFD is open on, if it is of interest. */
static bool read_file(struct tree *tree, int dirfd, const char *dir,
		      const char *name)
{
	char target[PATH_MAX] = "";
	struct package_entry entry = {.dir = dir, .name = name};
	enum place place = place_of(dir, name);
	struct stat st;

	if (place == PLACE_NONE)
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
	if (place == PLACE_DROPIN && S_ISLNK(st.st_mode) &&
	    strcmp(target, "/dev/null") != 0)
		return add_linked(tree, &entry);
	return package_needs_data(&entry)
		       ? add_data(tree,
				  openat(dirfd, name,
					 READFILE_FLAGS | O_NOFOLLOW),
				  &entry)
		       : package_add(tree->package, &entry, NULL, 0);
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
	while (ok && (errno = 0, d = readdir(stream)) != NULL) {
		progress_tick();
		if (*d->d_name != '.')
			ok = each(tree, dirfd, dir, d->d_name);
	}
	if (ok && errno != 0)
		ok = fail(tree, dir, "");
	closedir(stream);
	return ok;
}

/* Report that the directory of drop-ins NAME in DIR cannot be read. */
static void add_unreadable(struct tree *tree, const char *dir, const char *name)
{
	struct package_entry entry = {.dir = dir, .name = name, .target = ""};

	/* systemd takes a link to nothing for no directory, too */
	if (errno != ENOENT)
		package_add_fault(tree->package, &entry,
				  errno == ENOTDIR ? "it is no directory"
						   : strerror(errno));
}

/* Read a file, or a directory of links or drop-ins. */
static bool read_name(struct tree *tree, int dirfd, const char *dir,
		      const char *name)
{
	bool dropins = place_of(dir, name) == PLACE_DROPIN_DIR;
	char *subdir = NULL;
	bool ok = true;

	rasprintf(&subdir, "%s/%s", dir, name);
	if (dropins || place_of(subdir, "x.socket") == PLACE_LINK) {
		int fd = buildroot_find_dir(tree->rootfd, subdir);

		if (fd >= 0)
			ok = each_name(tree, fd, subdir, read_file);
		else if (dropins)
			add_unreadable(tree, dir, name);
		else if (errno != ENOTDIR && errno != ELOOP && errno != ENOENT)
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
	for (int i = 0; ok && place_dir(i) != NULL; i++)
		ok = read_dir(&tree, place_dir(i));
	close(tree.rootfd);
	return ok;
}
