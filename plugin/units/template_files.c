/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The files of the directories in which templates are. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/lowerbound.h"
#include "base/message.h"
#include "base/text.h"
#include "units/template_files.h"

struct templates {
	struct template_file *entries;
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

static bool is_template(const char *name)
{
	return text_ends(name, ".socket.in") ||
	       text_ends(name, ".service.in") || text_ends(name, ".extra.in");
}

static void add_entry(struct templates *set, const char *dir, const char *name)
{
	struct template_file *e;

	GROW(set->entries, set->n);
	e = &set->entries[set->n++];
	*e = (struct template_file){.dir = set->n_dirs};
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
	const struct template_file *ea = a, *eb = b;
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
	return ((const struct template_file *)entry)->name;
}

/* The first file of SET called NAME, in directory DIR or any; or NULL. */
static struct template_file *find_in(struct templates *set, const char *name,
				     const size_t *dir)
{
	size_t i = lower_bound(set->entries, set->n, sizeof(*set->entries),
			       name, entry_name);

	for (; i < set->n && strcmp(set->entries[i].name, name) == 0; i++)
		if (dir == NULL || set->entries[i].dir == *dir)
			return &set->entries[i];
	return NULL;
}

/* Sort all entries, once they are there. */
static void sort(struct templates *set)
{
	if (!set->sorted && set->n > 0)
		qsort(set->entries, set->n, sizeof(*set->entries), compare);
	set->sorted = true;
}

bool templates_find(struct templates *set, const char *name,
		    struct template_file **found)
{
	struct template_file *e, *next;

	sort(set);
	*found = e = find_in(set, name, NULL);
	if (e == NULL)
		return true;
	next = e + 1 < set->entries + set->n ? e + 1 : NULL;
	/* directly in the directory wins over one level down */
	if (next != NULL && strcmp(next->name, name) == 0 &&
	    next->dir == e->dir &&
	    e->name - e->path != (ptrdiff_t)strlen(set->dirs[e->dir]) + 1) {
		error("\"%s\" and \"%s\" are both found in \"%s\"; name the "
		      "directory that is meant",
		      e->path, next->path, set->dirs[e->dir]);
		return false;
	}
	return true;
}

bool templates_lack(struct templates *set, const char *file, const char *other,
		    const char **has, const char **elsewhere)
{
	const struct template_file *e = NULL;

	sort(set);
	for (size_t dir = 0; dir < set->n_dirs && e == NULL; dir++)
		if (find_in(set, file, &dir) == NULL)
			e = find_in(set, other, &dir);
	if (e == NULL)
		return false;
	*has = e->path;
	e = find_in(set, file, NULL);
	*elsewhere = e != NULL ? e->path : NULL;
	return true;
}
