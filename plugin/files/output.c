/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Writing units beneath a build root, and the list of them: all or nothing. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmstrpool.h>
#include <rpm/rpmutil.h>

#include "base/interrupt.h"
#include "base/message.h"
#include "base/text.h"
#include "files/buildroot.h"
#include "files/compare.h"
#include "files/list.h"
#include "files/output.h"

struct output {
	char *root;
	int rootfd;
	char *unitdir;
	struct directory units; /* not open while it does not exist */
	unsigned made;		/* directories that we made */
	rpmstrPool there;	/* the names that were in it */
	struct directory lists;
	bool force;
	time_t epoch; /* of SOURCE_DATE_EPOCH, or -1 */
	struct transaction tx;
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
	if (errno != 0 || *end != '\0' || value < 0) {
		error("SOURCE_DATE_EPOCH: \"%s\" is not a number of seconds",
		      text);
		return false;
	}
	*epoch = value;
	return true;
}

/*
 * See what is in the directory of units: to open each file that might be there
 * takes longer than to write it.
 */
static bool list_units(struct output *out)
{
	int fd = openat(out->units.fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	bool ok = false;

	if (dir != NULL) {
		for (struct dirent *entry;
		     (errno = 0, entry = readdir(dir)) != NULL;)
			rpmstrPoolId(out->there, entry->d_name, 1);
		ok = errno == 0;
	}
	if (!ok)
		error("cannot read the directory \"%s%s\": %s", out->root,
		      out->unitdir, strerror(errno));
	if (dir != NULL)
		closedir(dir);
	else if (fd >= 0)
		close(fd);
	return ok;
}

struct output *output_begin(const char *root, const char *dir, bool force)
{
	struct output *out = rcalloc(1, sizeof(*out));

	out->root = rstrdup(root);
	out->unitdir = rstrdup(dir);
	out->there = rpmstrPoolCreate();
	out->force = force;
	out->units = (struct directory){.fd = -1, .tell = true};
	rasprintf(&out->units.prefix, "%s%s/", root, dir);
	out->lists = (struct directory){.fd = -1};
	out->rootfd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (out->rootfd < 0)
		error("cannot open the build root \"%s\": %s", root,
		      strerror(errno));
	else
		out->units.fd =
			buildroot_open_dir(out->rootfd, root, dir, NULL);
	if (out->rootfd >= 0 &&
	    (out->units.fd >= 0 ? list_units(out) : errno == ENOENT) &&
	    read_epoch(&out->epoch))
		return out;
	output_end(out, false);
	return NULL;
}

static bool was_there(const struct output *out, const char *name)
{
	return rpmstrPoolId(out->there, name, 0) != 0;
}

bool output_check(struct output *out, const char *name, const char *text)
{
	return !was_there(out, name) ||
	       compare_file(&out->units, name, text, out->force) !=
		       COMPARED_REFUSED;
}

static bool go_on(void)
{
	if (!interrupt_came())
		return true;
	error("install: a signal came; what was written is undone");
	return false;
}

bool output_write(struct output *out, const char *name, const char *text)
{
	enum compared now =
		was_there(out, name) ? COMPARED_DIFFERENT : COMPARED_MISSING;
	bool look = now == COMPARED_DIFFERENT;

	if (!go_on())
		return false;
	if (out->units.fd < 0)
		out->units.fd = buildroot_open_dir(out->rootfd, out->root,
						   out->unitdir, &out->made);
	if (out->units.fd < 0)
		return false;
	/* a second try where a parallel call wrote or removed it meanwhile */
	for (int tries = 0; tries < 2; tries++) {
		if (look)
			now = compare_file(&out->units, name, text, out->force);
		if (now == COMPARED_SAME || now == COMPARED_REFUSED)
			return now == COMPARED_SAME;
		if (transaction_put(&out->tx, &out->units, name, text,
				    strlen(text), out->epoch,
				    now == COMPARED_DIFFERENT))
			return true;
		look = errno == (now == COMPARED_DIFFERENT ? ENOENT : EEXIST);
		if (!look)
			break;
	}
	error("cannot write \"%s%s\": %s", out->units.prefix, name,
	      look ? "another program keeps changing it" : strerror(errno));
	return false;
}

static bool lock(struct output *out)
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

/* Put TEXT into the list at PATH, which EXISTS or not. */
static bool put_list(struct output *out, const char *path,
		     const struct buffer *text, bool exists)
{
	const char *name = path_base(path), *dir;

	dir = out->lists.prefix = copy_text(path, name - path);
	out->lists.fd = open(*dir != '\0' ? dir : ".",
			     O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return out->lists.fd >= 0 &&
	       transaction_put(&out->tx, &out->lists, name, text->text,
			       text->len, -1, exists);
}

bool output_list(struct output *out, const char *path, const char *lines)
{
	struct buffer text = {0};
	char *old;
	bool ok;

	if (!lock(out) || !list_read(path, &old))
		return false;
	list_add(old != NULL ? old : "", lines, &text);
	ok = put_list(out, path, &text, old != NULL);
	if (!ok)
		error("cannot write \"%s\": %s", path, strerror(errno));
	free(text.text);
	free(old);
	return ok;
}

bool output_end(struct output *out, bool done)
{
	if (out == NULL)
		return done;
	done = transaction_end(&out->tx, done && go_on());
	if (out->units.fd >= 0)
		close(out->units.fd);
	if (!done && out->made > 0)
		buildroot_remove_dirs(out->rootfd, out->unitdir, out->made);
	if (out->lists.fd >= 0)
		close(out->lists.fd);
	if (out->rootfd >= 0)
		close(out->rootfd);
	rpmstrPoolFree(out->there);
	free(out->lists.prefix);
	free(out->units.prefix);
	free(out->unitdir);
	free(out->root);
	free(out);
	return done;
}
