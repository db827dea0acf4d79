/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists outside of the build root that calls add to. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rpm/rpmutil.h>

#include "base/text.h"
#include "files/listfile.h"
#include "base/message.h"
#include "files/writefile.h"

struct listfile {
	char *path;
	const char *name; /* the end of path */
	int dirfd;
	char temp[NAME_MAX + 1];
	enum published state;
};

/* All of FD, which is closed; else NULL and *WHY. */
static char *read_text(int fd, const char **why)
{
	FILE *in = NULL;
	struct stat st;
	char *text = NULL;
	size_t size = 0;
	ssize_t n = -1;

	if (fstat(fd, &st) == 0 && !S_ISREG(st.st_mode)) {
		*why = "not a regular file";
		close(fd);
		return NULL;
	}
	in = fdopen(fd, "r");
	/* up to a NUL byte, that is to the end of a text file */
	if (in != NULL)
		n = getdelim(&text, &size, '\0', in);
	/* after an error it returns what it got before */
	if (in != NULL && ferror(in))
		n = -1;
	if (n < 0 && in != NULL && feof(in)) {
		free(text);
		text = rstrdup("");
	} else if (n < 0 || text[n - 1] == '\0') {
		*why = n < 0 ? strerror(errno)
			     : "NUL byte; this is not a text file";
		free(text);
		text = NULL;
	}
	if (in != NULL)
		fclose(in);
	else
		close(fd);
	return text;
}

bool listfile_read(const char *path, char **text)
{
	/* O_NONBLOCK: opening a FIFO must not wait for a writer */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	const char *why = NULL;

	if (fd < 0 && errno == ENOENT) {
		*text = rstrdup("");
		return true;
	}
	if (fd < 0)
		why = strerror(errno);
	*text = fd >= 0 ? read_text(fd, &why) : NULL;
	if (*text == NULL)
		error("cannot read \"%s\": %s", path, why);
	return *text != NULL;
}

static struct listfile *fail(struct listfile *list)
{
	error("cannot write \"%s\": %s", list->path, strerror(errno));
	if (list->dirfd >= 0)
		close(list->dirfd);
	free(list->path);
	free(list);
	return NULL;
}

struct listfile *listfile_begin(const char *path, const char *text)
{
	struct listfile *list = rcalloc(1, sizeof(*list));
	char *slash, *dir;

	list->path = rstrdup(path);
	slash = strrchr(list->path, '/');
	list->name = slash != NULL ? slash + 1 : list->path;
	dir = slash != NULL ? copy_text(path, slash - list->path + 1)
			    : rstrdup(".");
	list->dirfd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(dir);
	if (list->dirfd < 0)
		return fail(list);
	writefile_temp_name(list->name, list->temp);
	if (!writefile(list->dirfd, list->temp, text, strlen(text), -1))
		return fail(list);
	return list;
}

/* Whether something has the name of LIST; false with errno after a failure. */
static bool look_up(const struct listfile *list, bool *exists)
{
	struct stat st;
	int rc = fstatat(list->dirfd, list->name, &st, AT_SYMLINK_NOFOLLOW);

	*exists = rc == 0;
	if (rc == 0 && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return false;
	}
	return rc == 0 || errno == ENOENT;
}

bool listfile_publish(struct listfile *list)
{
	bool exists;

	if (list == NULL)
		return true;
	if (look_up(list, &exists))
		list->state = writefile_publish(list->dirfd, list->temp,
						list->name, exists);
	if (list->state == UNTOUCHED)
		error("cannot write \"%s\": %s", list->path, strerror(errno));
	return list->state != UNTOUCHED;
}

static bool undo(const struct listfile *list)
{
	if (list->state == UNTOUCHED)
		return unlinkat(list->dirfd, list->temp, 0) == 0;
	return writefile_undo(list->dirfd, list->temp, list->name, list->state);
}

bool listfile_end(struct listfile *list, bool done)
{
	bool ok;

	if (list == NULL)
		return true;
	ok = done ? writefile_keep(list->dirfd, list->temp, list->name,
				   list->state)
		  : undo(list);
	if (!ok)
		error("cannot %s \"%s\": %s", done ? "replace" : "restore",
		      list->path, strerror(errno));
	close(list->dirfd);
	free(list->path);
	free(list);
	return ok;
}

static bool has_line(const char *text, const char *line, size_t len)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		if (n == len && memcmp(text, line, len) == 0)
			return true;
		text += n + (text[n] == '\n');
	}
	return false;
}

void listfile_union(const char *old, const char *new, FILE *out)
{
	size_t len = strlen(old);

	fputs(old, out);
	if (len > 0 && old[len - 1] != '\n')
		fputc('\n', out);
	while (*new != '\0') {
		size_t n = strcspn(new, "\n");

		if (!has_line(old, new, n))
			fprintf(out, "%.*s\n", (int)n, new);
		new += n + (new[n] == '\n');
	}
}
