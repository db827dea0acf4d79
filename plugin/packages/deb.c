/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading a Debian package through dpkg-deb(1). */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/text.h"
#include "base/grow.h"
#include "base/lowerbound.h"
#include "base/message.h"
#include "packages/dpkg_deb.h"
#include "packages/read.h"
#include "packages/relations.h"
#include "packages/tar.h"

/* The largest maintainer script, or control file, that is read. */
#define SCRIPT_MAX (8 << 20)

static const struct {
	const char *name;
	unsigned phases;
} scripts[] = {
	{"preinst", PHASE_INSTALL},
	{"postinst", PHASE_INSTALL},
	{"prerm", PHASE_REMOVE},
	{"postrm", PHASE_REMOVE},
};

/* A hard link to a file of the archive. */
struct hard_link {
	char *path;
	mode_t mode;
	char *target;
};

/* What is read, and how far. */
struct deb {
	struct package *package;
	unsigned seen;		 /* bits: the scripts that were there */
	struct hard_link *links; /* units that are hard links */
	size_t n_links;
	size_t n_found; /* links whose target was read */
};

/* The content of the current entry, a new string. NULL if it is damaged. */
static char *read_entry(struct tar *tar)
{
	char *data = rcalloc(1, tar->size + 1);

	if (tar_read(tar, data))
		return data;
	free(data);
	return NULL;
}

/* What #! says, a new string; NULL if there is no #!. */
static char *interpreter(const char *text)
{
	if (strncmp(text, "#!", 2) != 0)
		return NULL;
	text += 2 + strspn(text + 2, " \t");
	return copy_text(text, strcspn(text, "\r\n"));
}

static bool twice(const struct package *package, const char *name)
{
	error("cannot read \"%s\": it has two files \"%.200s\"", package->where,
	      name);
	return false;
}

static enum outcome add_script(struct deb *deb, struct tar *tar, size_t i)
{
	char *text, *shell;

	if (deb->seen & 1u << i) {
		twice(deb->package, scripts[i].name);
		return REPORTED;
	}
	deb->seen |= 1u << i;
	if (!S_ISREG(tar->mode) || tar->hard || tar->size > SCRIPT_MAX) {
		package_add_unread(
			deb->package, scripts[i].name, scripts[i].phases,
			tar->size > SCRIPT_MAX ? "it is larger than 8 MiB"
					       : "it is no regular file");
		return FINE;
	}
	text = read_entry(tar);
	if (text == NULL)
		return DAMAGED;
	shell = interpreter(text);
	package_add_script(deb->package, scripts[i].name, scripts[i].phases,
			   shell, text, true);
	free(shell);
	free(text);
	return FINE;
}

static enum outcome add_control(struct deb *deb, struct tar *tar)
{
	char *text = tar->size <= SCRIPT_MAX ? read_entry(tar) : NULL;

	if (text == NULL)
		return DAMAGED;
	relations_read_control(deb->package, text);
	free(text);
	return FINE;
}

static enum outcome take_control(struct deb *deb, struct tar *tar)
{
	bool regular = S_ISREG(tar->mode) && !tar->hard;
	const char *name = path_base(tar->path);

	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
		if (strcmp(name, scripts[i].name) == 0)
			return add_script(deb, tar, i);
	return regular && strcmp(name, "control") == 0 ? add_control(deb, tar)
						       : FINE;
}

/* PATH of an archive, "./usr" or "usr", as on the target system: a new string.
 */
static char *absolute(const char *path)
{
	char *text = NULL;

	path += strncmp(path, "./", 2) == 0;
	rasprintf(&text, "/%s", path + strspn(path, "/"));
	return text;
}

/* Make *ENTRY of the current entry at PATH, which is cut. */
static bool make_entry(struct package_entry *entry, const struct tar *tar,
		       char *path)
{
	char *slash = strrchr(path, '/');

	*slash = '\0';
	*entry = (struct package_entry){
		.dir = path,
		.name = slash + 1,
		.mode = tar->mode,
		.size = tar->size,
		.target = tar->target,
	};
	return place_of(entry->dir, entry->name) != PLACE_NONE;
}

static enum outcome add_file(struct package *package, struct tar *tar,
			     const struct package_entry *entry)
{
	bool needed = package_needs_data(entry);
	char *data = needed ? read_entry(tar) : NULL;
	enum outcome outcome = DAMAGED;

	if (!needed || data != NULL)
		outcome = package_add(package, entry, data,
				      needed ? tar->size : 0)
				  ? FINE
				  : REPORTED;
	free(data);
	return outcome;
}

static void add_hard_link(struct deb *deb, const struct tar *tar, char *path)
{
	GROW(deb->links, deb->n_links);
	deb->links[deb->n_links++] = (struct hard_link){
		rstrdup(path), tar->mode, absolute(tar->target)};
}

static enum outcome take_file(struct deb *deb, struct tar *tar)
{
	char *path = absolute(tar->path), *cut = rstrdup(path);
	struct package_entry entry;
	enum outcome outcome = FINE;

	if (path_has_dotdot(path)) {
		error("cannot read \"%s\": its file \"%.200s\" has a \"..\"",
		      deb->package->where, path);
		outcome = REPORTED;
	} else if (!package_unpacks(deb->package, tar->size)) {
		outcome = REPORTED;
	} else if (make_entry(&entry, tar, cut)) {
		if (tar->hard)
			add_hard_link(deb, tar, path);
		else
			outcome = add_file(deb->package, tar, &entry);
	}
	free(cut);
	free(path);
	return outcome;
}

static int compare_targets(const void *a, const void *b)
{
	const struct hard_link *la = a, *lb = b;
	int rc = strcmp(la->target, lb->target);

	return rc != 0 ? rc : strcmp(la->path, lb->path);
}

static const char *target_of(const void *link)
{
	return ((const struct hard_link *)link)->target;
}

/* Add the links to the current entry, which has their content. */
static enum outcome take_target(struct deb *deb, struct tar *tar)
{
	char *path = absolute(tar->path), *data = NULL;
	enum outcome outcome = FINE;
	size_t i = lower_bound(deb->links, deb->n_links, sizeof(*deb->links),
			       path, target_of);

	for (; outcome == FINE && i < deb->n_links && !tar->hard &&
	       strcmp(deb->links[i].target, path) == 0;
	     i++) {
		char *cut = rstrdup(deb->links[i].path);
		struct package_entry entry;

		make_entry(&entry, tar, cut);
		if (data == NULL && package_needs_data(&entry)) {
			data = read_entry(tar);
			outcome = data != NULL ? FINE : DAMAGED;
		}
		if (outcome == FINE &&
		    !package_add(deb->package, &entry, data,
				 data != NULL ? tar->size : 0))
			outcome = REPORTED;
		deb->n_found++;
		free(cut);
	}
	free(data);
	free(path);
	return outcome;
}

/* Give each entry of the archive that OPTION selects to TAKE. */
static bool each_entry(struct deb *deb, const char *option,
		       enum outcome (*take)(struct deb *deb, struct tar *tar))
{
	const char *where = deb->package->where;
	enum outcome outcome = FINE;
	struct tar tar = {0};
	struct dpkg_deb child;
	int rc = 1;

	if (!dpkg_deb_start(&child, option, where))
		return false;
	tar.in = child.out;
	while (outcome == FINE && (rc = tar_next(&tar)) == 1)
		outcome = take(deb, &tar);
	if (rc < 0)
		outcome = DAMAGED;
	tar_free(&tar);
	return dpkg_deb_end(&child, where, outcome);
}

/* Read what the hard links lead to, which may be no unit itself. */
static bool read_links(struct deb *deb)
{
	if (deb->n_links == 0)
		return true;
	qsort(deb->links, deb->n_links, sizeof(*deb->links), compare_targets);
	deb->package->unpacked = 0;
	if (!each_entry(deb, "--fsys-tarfile", take_target))
		return false;
	if (deb->n_found == deb->n_links)
		return true;
	error("cannot read \"%s\": it has hard links to files that it does "
	      "not have, such as \"%.200s\"",
	      deb->package->where, deb->links[0].path);
	return false;
}

static void free_links(struct deb *deb)
{
	for (size_t i = 0; i < deb->n_links; i++) {
		free(deb->links[i].path);
		free(deb->links[i].target);
	}
	free(deb->links);
}

bool package_read_deb(struct package *package)
{
	struct deb deb = {.package = package};
	bool ok = each_entry(&deb, "--ctrl-tarfile", take_control) &&
		  each_entry(&deb, "--fsys-tarfile", take_file) &&
		  read_links(&deb);

	free_links(&deb);
	return ok;
}
