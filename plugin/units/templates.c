/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where templates are, and which ones make a unit. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/lowerbound.h"
#include "base/message.h"
#include "units/templates.h"

/* One file of a directory that was added. */
struct entry {
	char *path;
	const char *name;    /* the end of path */
	size_t dir;	     /* which directory, in the order of addition */
	struct unitfile *uf; /* once it has been read */
};

struct templates {
	struct entry *entries;
	size_t n;
	size_t n_dirs;
	char **dirs;
	bool sorted;
};

struct templates *templates_new(void)
{
	return rcalloc(1, sizeof(struct templates));
}

void templates_free(struct templates *set)
{
	if (set == NULL)
		return;
	for (size_t i = 0; i < set->n; i++) {
		unitfile_free(set->entries[i].uf);
		free(set->entries[i].path);
	}
	for (size_t i = 0; i < set->n_dirs; i++)
		free(set->dirs[i]);
	free(set->dirs);
	free(set->entries);
	free(set);
}

static bool ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), n = strlen(end);

	return len >= n && strcmp(text + len - n, end) == 0;
}

static bool is_template(const char *name)
{
	return ends_with(name, ".socket.in") ||
	       ends_with(name, ".service.in") || ends_with(name, ".extra.in");
}

static void add_entry(struct templates *set, const char *dir, const char *name)
{
	struct entry *e;

	GROW(set->entries, set->n);
	e = &set->entries[set->n++];
	*e = (struct entry){.dir = set->n_dirs};
	rasprintf(&e->path, "%s/%s", dir, name);
	e->name = e->path + strlen(dir) + 1;
}

/* Whether D may be a directory: opening what cannot be asked says why. */
static bool is_directory(int dirfd, const struct dirent *d)
{
	struct stat st;

	if (d->d_name[0] == '.')
		return false;
	if (d->d_type != DT_UNKNOWN && d->d_type != DT_LNK)
		return d->d_type == DT_DIR;
	if (fstatat(dirfd, d->d_name, &st, 0) == 0)
		return S_ISDIR(st.st_mode);
	return errno != ENOENT && errno != ELOOP;
}

static bool scan_dir(struct templates *set, const char *dir, int depth);

static bool scan_subdir(struct templates *set, const char *dir,
			const char *name)
{
	char *path = NULL;
	bool ok;

	rasprintf(&path, "%s/%s", dir, name);
	ok = scan_dir(set, path, 1);
	free(path);
	return ok;
}

static bool scan_dir(struct templates *set, const char *dir, int depth)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	bool ok = true;

	if (d == NULL) {
		/* what lies beside the templates is not ours to judge */
		if (depth > 0 && errno == EACCES) {
			warning("cannot read the template directory \"%s\": "
				"%s",
				dir, strerror(errno));
			return true;
		}
		error("cannot read the template directory \"%s\": %s", dir,
		      strerror(errno));
		return false;
	}
	while (ok && (errno = 0, e = readdir(d)) != NULL) {
		if (is_template(e->d_name))
			add_entry(set, dir, e->d_name);
		else if (depth == 0 && is_directory(dirfd(d), e))
			ok = scan_subdir(set, dir, e->d_name);
	}
	if (ok && errno != 0) {
		error("cannot read the template directory \"%s\": %s", dir,
		      strerror(errno));
		ok = false;
	}
	closedir(d);
	return ok;
}

bool templates_add_dir(struct templates *set, const char *dir)
{
	if (!scan_dir(set, dir, 0))
		return false;
	GROW(set->dirs, set->n_dirs);
	set->dirs[set->n_dirs++] = rstrdup(dir);
	set->sorted = false;
	return true;
}

/* By name, then by directory, a file directly in it first. */
static int compare(const void *a, const void *b)
{
	const struct entry *ea = a, *eb = b;
	int c = strcmp(ea->name, eb->name);

	if (c == 0)
		c = (ea->dir > eb->dir) - (ea->dir < eb->dir);
	if (c == 0)
		c = (strlen(ea->path) > strlen(eb->path)) -
		    (strlen(ea->path) < strlen(eb->path));
	return c != 0 ? c : strcmp(ea->path, eb->path);
}

static const char *entry_name(const void *entry)
{
	return ((const struct entry *)entry)->name;
}

/*
 * Find the file NAME. Returns false after an error; *FOUND is NULL where
 * there is no such file.
 */
static bool find(struct templates *set, const char *name,
		 const struct unitfile **found)
{
	struct entry *e, *next;

	*found = NULL;
	if (!set->sorted && set->n > 0)
		qsort(set->entries, set->n, sizeof(*set->entries), compare);
	set->sorted = true;
	size_t i = lower_bound(set->entries, set->n, sizeof(*set->entries),
			       name, entry_name);
	if (i == set->n || strcmp(set->entries[i].name, name) != 0)
		return true;
	e = &set->entries[i];
	next = i + 1 < set->n ? e + 1 : NULL;
	/* directly in the directory wins over one level down */
	if (next != NULL && strcmp(next->name, name) == 0 &&
	    next->dir == e->dir &&
	    e->name - e->path != (ptrdiff_t)strlen(set->dirs[e->dir]) + 1) {
		error("\"%s\" and \"%s\" are both found in \"%s\"; name the "
		      "directory that is meant",
		      e->path, next->path, set->dirs[e->dir]);
		return false;
	}
	if (e->uf == NULL)
		e->uf = unitfile_read(e->path, unit_sections);
	*found = e->uf;
	return e->uf != NULL;
}

/* find() the file whose name FMT makes. */
__attribute__((format(printf, 3, 4))) static bool findf(
	struct templates *set, const struct unitfile **found, const char *fmt,
	...)
{
	char *name = NULL;
	va_list ap;
	bool ok;

	va_start(ap, fmt);
	rvasprintf(&name, fmt, ap);
	va_end(ap);
	ok = find(set, name, found);
	free(name);
	return ok;
}

static bool merge_service_extras(struct templates *set,
				 const struct daemon *daemon,
				 struct unitfile *uf)
{
	const struct unitfile *extra;
	const char *p = daemon->extras;

	for (p += strspn(p, " "); *p != '\0'; p += strspn(p, " ")) {
		int len = (int)strcspn(p, " ");

		if (!findf(set, &extra, "virtd.service.%.*s.extra.in", len, p))
			return false;
		if (extra == NULL) {
			error("no template \"virtd.service.%.*s.extra.in\" for "
			      "%s.service; name its directory with "
			      "--templates",
			      len, p, daemon->service);
			return false;
		}
		if (!unitfile_merge(uf, extra))
			return false;
		p += len;
	}
	return true;
}

struct unitfile *templates_get(struct templates *set,
			       const struct daemon *daemon, enum unit_kind kind)
{
	const struct unitfile *base, *extra;
	char own[UNIT_NAME_LEN + 1], shared[UNIT_NAME_LEN + 1];
	struct unitfile *uf = NULL;

	unit_name(daemon->service, kind, own);
	unit_name("virtd", kind, shared);
	if (!findf(set, &base, "%s.in", own) ||
	    (base == NULL && !findf(set, &base, "%s.in", shared)))
		return NULL;
	if (base == NULL) {
		error("no template \"%s.in\" or \"%s.in\" for %s; name its "
		      "directory with --templates",
		      own, shared, own);
		return NULL;
	}
	if (!findf(set, &extra, "%s.%s.extra.in", daemon->service,
		   kind == KIND_SERVICE ? "service" : "socket"))
		return NULL;
	uf = unitfile_copy(base);
	if ((extra != NULL && !unitfile_merge(uf, extra)) ||
	    (kind == KIND_SERVICE && !merge_service_extras(set, daemon, uf)))
		return unitfile_free(uf);
	return uf;
}
