/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Writing the units of one call beneath a build root: all or none. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "files/buildroot.h"
#include "base/interrupt.h"
#include "base/message.h"
#include "files/output.h"
#include "files/writefile.h"

struct output {
	char *root;
	char *dir;
	int rootfd;
	int dirfd;     /* -1 while DIR does not exist */
	unsigned made; /* directories that we made */
	bool force;
	time_t epoch; /* of SOURCE_DATE_EPOCH, or -1 */
	char *state;  /* for each index what became of the file */
	size_t n_state;
};

/* SOURCE_DATE_EPOCH, see reproducible-builds.org/specs/source-date-epoch. */
static bool read_epoch(time_t *epoch)
{
	const char *text = getenv("SOURCE_DATE_EPOCH");
	char *end;
	long long value;

	*epoch = -1;
	if (text == NULL || *text == '\0')
		return true;
	errno = 0;
	value = strtoll(text, &end, 10);
	if (errno != 0 || *end != '\0' || value < 0 || value > LONG_MAX) {
		error("SOURCE_DATE_EPOCH: \"%s\" is not a number of seconds",
		      text);
		return false;
	}
	*epoch = value;
	return true;
}

struct output *output_begin(const char *root, const char *dir, bool force)
{
	struct output *out = rcalloc(1, sizeof(*out));

	out->root = rstrdup(root);
	out->dir = rstrdup(dir);
	out->force = force;
	out->dirfd = -1;
	out->rootfd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (out->rootfd < 0)
		error("cannot open the build root \"%s\": %s", root,
		      strerror(errno));
	else
		out->dirfd = buildroot_open_dir(out->rootfd, root, dir, NULL);
	if (out->rootfd >= 0 && (out->dirfd >= 0 || errno == ENOENT) &&
	    read_epoch(&out->epoch))
		return out;
	output_end(out, true);
	return NULL;
}

static bool fail(const struct output *out, const char *what, const char *name,
		 const char *why)
{
	error("cannot %s \"%s%s/%s\": %s", what, out->root, out->dir, name,
	      why);
	return false;
}

/* Print the first line in which OLD, SIZE bytes, differs from DATA. */
static void show_difference(const struct output *out, const char *name,
			    const char *old, size_t size, const char *data)
{
	unsigned lineno = 1;
	const char *end = old + size, *line = old, *wanted = data;

	for (; old < end && *data != '\0' && *old == *data; old++, data++)
		if (*old == '\n') {
			lineno++;
			line = old + 1;
			wanted = data + 1;
		}
	size_t len = strnlen(line, end - line);
	const char *nl = memchr(line, '\n', len);
	error("\"%s%s/%s\" exists and differs; line %u is \"%.*s\", not "
	      "\"%.*s\"; --force replaces it",
	      out->root, out->dir, name, lineno,
	      (int)(nl != NULL ? nl - line : (ptrdiff_t)len), line,
	      (int)strcspn(wanted, "\n"), wanted);
}

enum same { SAME, DIFFERENT, CANNOT_READ };

/* How much of a longer file is read, so that a difference can be shown. */
#define MARGIN 256

/* Compare what FD is open on with DATA; SHOW the difference. */
static enum same compare_fd(const struct output *out, int fd, const char *name,
			    const char *data, size_t size, bool show)
{
	size_t got = 0, max = size + MARGIN;
	char *old = rmalloc(max);
	ssize_t n;

	do {
		n = read(fd, old + got, max - got);
		got += n > 0 ? n : 0;
	} while ((n > 0 && got < max) || (n < 0 && errno == EINTR));
	if (n < 0)
		fail(out, "read", name, strerror(errno));
	enum same result = n < 0 ? CANNOT_READ
			   : got == size && memcmp(old, data, size) == 0
				   ? SAME
				   : DIFFERENT;
	if (result == DIFFERENT && show)
		show_difference(out, name, old, got, data);
	free(old);
	return result;
}

/*
 * Whether NAME has this content. *EXISTS is false if it is missing. Errors
 * are reported, and a difference unless --force.
 */
static enum same compare_file(const struct output *out, const char *name,
			      const char *data, size_t size, bool *exists)
{
	enum same result = CANNOT_READ;
	struct stat st;
	int fd;

	*exists = true;
	fd = openat(out->dirfd, name,
		    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT) {
		*exists = false;
		return DIFFERENT;
	}
	if (fd < 0 && errno == ELOOP)
		fail(out, "replace", name, "it is a symbolic link");
	else if (fd < 0 || fstat(fd, &st) < 0)
		fail(out, "read", name, strerror(errno));
	else if (!S_ISREG(st.st_mode))
		fail(out, "replace", name, "it is not a regular file");
	else
		result = compare_fd(out, fd, name, data, size, !out->force);
	if (fd >= 0)
		close(fd);
	return result;
}

/* Whether a file that exists and compares like this may get our content. */
static bool acceptable(const struct output *out, enum same same)
{
	return same == SAME || (same == DIFFERENT && out->force);
}

bool output_check(struct output *out, const char *name, const char *data,
		  size_t size)
{
	bool exists;
	enum same same;

	if (out->dirfd < 0)
		return true;
	same = compare_file(out, name, data, size, &exists);
	return !exists || acceptable(out, same);
}

static void set_state(struct output *out, size_t index, enum published state)
{
	if (index >= out->n_state) {
		size_t n = index < 64 ? 64 : index * 2;

		out->state = rrealloc(out->state, n);
		memset(out->state + out->n_state, UNTOUCHED, n - out->n_state);
		out->n_state = n;
	}
	out->state[index] = state;
}

static enum published get_state(const struct output *out, size_t index)
{
	return index < out->n_state ? out->state[index] : UNTOUCHED;
}

bool output_write(struct output *out, size_t index, const char *name,
		  const char *data, size_t size)
{
	char temp[NAME_MAX + 1];
	bool exists;

	set_state(out, index, UNTOUCHED);
	if (out->dirfd < 0)
		out->dirfd = buildroot_open_dir(out->rootfd, out->root,
						out->dir, &out->made);
	if (out->dirfd < 0)
		return false;
	writefile_temp_name(name, temp);
	/* a second try where a parallel call wrote the file meanwhile */
	for (int tries = 0; tries < 2; tries++) {
		enum same same = compare_file(out, name, data, size, &exists);
		if (exists && same != DIFFERENT)
			return same == SAME;
		if (exists && !out->force)
			return false;
		if (!writefile(out->dirfd, temp, data, size, out->epoch))
			return fail(out, "write", name, strerror(errno));
		enum published state =
			writefile_publish(out->dirfd, temp, name, exists);
		set_state(out, index, state);
		if (state != UNTOUCHED)
			return true;
		int err = errno;
		unlinkat(out->dirfd, temp, 0);
		if (err != EEXIST && err != ENOENT)
			return fail(out, "write", name, strerror(err));
	}
	return fail(out, "write", name, "another program keeps changing it");
}

void output_undo(struct output *out, size_t index, const char *name)
{
	enum published state = get_state(out, index);
	char temp[NAME_MAX + 1];

	writefile_temp_name(name, temp);
	if (!writefile_undo(out->dirfd, temp, name, state))
		fail(out, state == CREATED ? "remove" : "restore", name,
		     strerror(errno));
}

bool output_keep(struct output *out, size_t index, const char *name)
{
	enum published state = get_state(out, index);
	char temp[NAME_MAX + 1];

	if (state == UNTOUCHED)
		return true;
	writefile_temp_name(name, temp);
	if (!writefile_keep(out->dirfd, temp, name, state))
		return fail(out, "remove the old version of", name,
			    strerror(errno));
	info("Wrote: %s%s/%s", out->root, out->dir, name);
	return true;
}

bool output_lock(struct output *out)
{
	int rc;

	do
		rc = flock(out->rootfd, LOCK_EX);
	while (rc < 0 && errno == EINTR && !interrupt_came());
	if (rc < 0)
		error("cannot lock the build root \"%s\": %s", out->root,
		      strerror(errno));
	return rc == 0;
}

void output_end(struct output *out, bool done)
{
	if (out == NULL)
		return;
	if (out->dirfd >= 0)
		close(out->dirfd);
	if (!done && out->made > 0)
		buildroot_remove_dirs(out->rootfd, out->dir, out->made);
	if (out->rootfd >= 0)
		close(out->rootfd);
	free(out->state);
	free(out->root);
	free(out->dir);
	free(out);
}
