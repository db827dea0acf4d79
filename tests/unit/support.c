/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the unit tests share: kept messages, a directory, strings. */
#include <errno.h>
#include <fts.h>
#include <ftw.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <rpm/rpmstring.h>

#include "base/message.h"
#include "support.h"

static char said[65536];

static void keep(const char *level, const char *fmt, va_list ap)
{
	size_t n = strlen(said);

	n += snprintf(said + n, sizeof(said) - n, "%s: ", level);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): KEEP does it */
	n += vsnprintf(said + n, sizeof(said) - n, fmt, ap);
	snprintf(said + n, sizeof(said) - n, "\n");
}

#define KEEP(level)                                                            \
	do {                                                                   \
		va_list ap;                                                    \
		va_start(ap, fmt);                                             \
		keep(level, fmt, ap);                                          \
		va_end(ap);                                                    \
	} while (0)

void error(const char *fmt, ...)
{
	KEEP("error");
}

void usage_error(const char *fmt, ...)
{
	KEEP("error");
}

void error_lines(const char *lines)
{
	strncat(said, lines, sizeof(said) - strlen(said) - 1);
}

void warning(const char *fmt, ...)
{
	KEEP("warning");
}

void info(const char *fmt, ...)
{
	KEEP("info");
}

void notice(const char *fmt, ...)
{
	KEEP("notice");
}

bool message_flush(void)
{
	return fflush(stdout) == 0;
}

const char *messages(void)
{
	static char copy[sizeof(said)];

	strcpy(copy, said);
	said[0] = '\0';
	return copy;
}

int enter_directory(void **state)
{
	char *dir = strdup("/tmp/virtd-socket-unit.XXXXXX");

	messages();
	*state = dir;
	return mkdtemp(dir) != NULL ? chdir(dir) : -1;
}

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

int leave_directory(void **state)
{
	int rc = chdir("/");

	rc |= nftw(*state, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(*state);
	return rc;
}

static void make_parents(const char *path)
{
	char *copy = strdup(path);

	for (char *p = strchr(copy + 1, '/'); p != NULL;
	     p = strchr(p + 1, '/')) {
		*p = '\0';
		mkdir(copy, 0755);
		*p = '/';
	}
	free(copy);
}

void put_file(const char *path, const char *text)
{
	FILE *out;

	make_parents(path);
	out = fopen(path, "w");
	assert_non_null(out);
	assert_int_equal(fputs(text, out) >= 0 && fclose(out) == 0, 1);
}

char *get_file(const char *path)
{
	FILE *in = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;

	if (in == NULL)
		return NULL;
	if (getdelim(&text, &size, '\0', in) < 0) {
		free(text);
		text = strdup("");
	}
	fclose(in);
	return text;
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

char *list_tree(const char *path)
{
	char *const paths[] = {(char *)path, NULL};
	FTS *fts = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	for (FTSENT *e; (e = fts_read(fts)) != NULL;)
		if (e->fts_level > 0 && e->fts_info != FTS_DP)
			fprintf(out, "%s\n", e->fts_path + strlen(path) + 1);
	fts_close(fts);
	fclose(out);
	return text;
}

void need_openat2(void)
{
	if (syscall(__NR_openat2, -1, "", NULL, 0) < 0 && errno == ENOSYS)
		skip();
}

char *repeat(char c, size_t n)
{
	char *text = malloc(n + 1);

	memset(text, c, n);
	text[n] = '\0';
	return text;
}
