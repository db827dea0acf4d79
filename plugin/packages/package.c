/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What verify knows of a package or a directory tree. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <rpm/rpmstrpool.h>
#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/message_capture.h"
#include "base/grow.h"
#include "base/message.h"
#include "packages/package.h"
#include "base/pathname.h"
#include "units/unitfile.h"
#include "packages/unit_values.h"

/* All units of a package; 100,000 of libvirt's sockets are half of it. */
#define TEXT_MAX (64 << 20)

/* Where systemd looks for units of the system; the first two in packages. */
static const char *const unit_dirs[] = {
	"/usr/lib/systemd/system",
	"/lib/systemd/system",
	"/etc/systemd/system",
};
static const char *const link_suffixes[] = {".wants", ".requires", ".upholds"};
static const char *const unit_suffixes[] = {
	".service", ".socket", ".target", ".path",     ".timer",
	".mount",   ".slice",  ".swap",	  ".automount"};
static const char *const judged_suffixes[] = {".socket", ".service"};

#define N(table)	    (sizeof(table) / sizeof((table)[0]))
#define HAS(text, suffixes) has_suffix(text, suffixes, N(suffixes))

static bool has_suffix(const char *text, const char *const suffixes[], size_t n)
{
	size_t len = strlen(text);

	for (size_t i = 0; i < n; i++) {
		size_t m = strlen(suffixes[i]);

		if (len > m && strcmp(text + len - m, suffixes[i]) == 0)
			return true;
	}
	return false;
}

struct package *package_new(const char *where, enum package_type type)
{
	struct package *package = rcalloc(1, sizeof(*package));

	package->type = type;
	package->where = rstrdup(where);
	package->pool = rpmstrPoolCreate();
	return package;
}

void package_free(struct package *package)
{
	if (package == NULL)
		return;
	for (size_t i = 0; i < package->n_units; i++)
		free(package->units[i].values);
	free(package->units);
	free(package->scripts);
	free(package->actions);
	free(package->links);
	rpmstrPoolFree(package->pool);
	free(package->where);
	free(package);
}

static const char *keep(struct package *package, const char *text)
{
	return rpmstrPoolStr(package->pool,
			     rpmstrPoolId(package->pool, text, 1));
}

static bool is_unit_dir(const char *dir, size_t len)
{
	for (size_t i = 0; i < N(unit_dirs); i++)
		if (strlen(unit_dirs[i]) == len &&
		    strncmp(dir, unit_dirs[i], len) == 0)
			return true;
	return false;
}

enum package_file package_file(const char *dir, const char *name)
{
	const char *slash = strrchr(dir, '/');

	if (slash == NULL || strstr(dir, "/systemd") == NULL ||
	    !HAS(name, unit_suffixes))
		return PACKAGE_FILE_NONE;
	if (is_unit_dir(dir, strlen(dir)))
		return PACKAGE_FILE_UNIT;
	if (is_unit_dir(dir, slash - dir) && HAS(slash, link_suffixes))
		return PACKAGE_FILE_LINK;
	return HAS(name, judged_suffixes) && !HAS(slash, link_suffixes)
		       ? PACKAGE_FILE_STRAY
		       : PACKAGE_FILE_NONE;
}

bool package_needs_data(const struct package_entry *entry)
{
	return package_file(entry->dir, entry->name) == PACKAGE_FILE_UNIT &&
	       S_ISREG(entry->mode) && entry->size > 0 &&
	       entry->size <= UNITFILE_MAX;
}

static void add_link(struct package *package, const struct package_entry *e,
		     bool mask)
{
	GROW(package->links, package->n_links);
	package->links[package->n_links++] = (struct unit_link){
		.dir = keep(package, e->dir),
		.name = keep(package, e->name),
		.mask = mask,
		.etc = strncmp(e->dir, "/etc/", 5) == 0,
	};
}

/* The message without the "error: " and the file name in front. */
static const char *reason(const char *text, const char *name)
{
	const char *p = strstr(text, name);

	return p != NULL ? p + strlen(name) + 1 : text;
}

/* Parse DATA into UNIT; what is wrong with it becomes its fault. */
static void read_unit(struct package *package, struct unit *unit,
		      const char *data, size_t size)
{
	struct unitfile *uf;
	char *text, *line = NULL;

	message_capture();
	uf = unitfile_parse(unit->name, data, size, NULL);
	text = message_release();
	if (uf != NULL) {
		unitvalues_read(unit, uf, package->pool);
	} else {
		rasprintf(&line, "line %s", reason(text, unit->name));
		unit->fault = keep(package, line);
	}
	free(line);
	free(text);
	unitfile_free(uf);
}

static const char *fault(const struct package_entry *e)
{
	if (S_ISLNK(e->mode))
		return "it is a symbolic link";
	if (!S_ISREG(e->mode))
		return "it is no regular file";
	if (e->size == 0)
		return "it is empty, which systemd takes for a mask";
	return "it is larger than 1 MiB";
}

static bool is_mask(const struct package_entry *e)
{
	return strncmp(e->dir, "/etc/", 5) == 0 &&
	       ((S_ISLNK(e->mode) && strcmp(e->target, "/dev/null") == 0) ||
		(S_ISREG(e->mode) && e->size == 0));
}

bool package_add(struct package *package, const struct package_entry *e,
		 const char *data, size_t size)
{
	enum package_file what = package_file(e->dir, e->name);
	struct unit *unit;

	if (what == PACKAGE_FILE_LINK || is_mask(e)) {
		add_link(package, e, what != PACKAGE_FILE_LINK);
		return true;
	}
	/* an alias that "systemctl enable" or "systemctl link" made */
	if (S_ISLNK(e->mode) && strncmp(e->dir, "/etc/", 5) == 0)
		return true;
	package->text_size += size;
	if (package->text_size > TEXT_MAX) {
		error("cannot check \"%s\": more than 64 MiB of units",
		      package->where);
		return false;
	}
	GROW(package->units, package->n_units);
	unit = &package->units[package->n_units++];
	*unit = (struct unit){
		.package = package,
		.dir = keep(package, e->dir),
		.name = keep(package, e->name),
		.mode = e->mode & 07777,
		.stray = what == PACKAGE_FILE_STRAY,
	};
	if (package_needs_data(e))
		read_unit(package, unit, data, size);
	else if (!unit->stray)
		unit->fault = fault(e);
	return true;
}

/* Where the actions of a scriptlet go. */
struct collecting {
	struct package *package;
	bool expanded;
};

static void add_action(void *ctx, enum action action, const char *unit,
		       unsigned line)
{
	struct collecting *c = ctx;
	struct package *package = c->package;

	if (action == ACTION_MACRO && !c->expanded)
		return;
	GROW(package->actions, package->n_actions);
	package->actions[package->n_actions++] = (struct script_action){
		.pattern = keep(package, unit),
		.script = package->n_scripts - 1,
		.line = line,
		.action = action,
	};
}

static bool is_shell(const char *interpreter)
{
	static const char *const shells[] = {"sh",	"bash", "dash",
					     "busybox", "ksh",	"mksh"};

	if (interpreter == NULL)
		return true;
	for (size_t i = 0; i < N(shells); i++)
		if (strcmp(path_base(interpreter), shells[i]) == 0)
			return true;
	return false;
}

void package_add_script(struct package *package, const char *name,
			unsigned phases, const char *interpreter,
			const char *text, bool expanded)
{
	struct collecting c = {package, expanded};
	struct script *script;

	GROW(package->scripts, package->n_scripts);
	script = &package->scripts[package->n_scripts++];
	*script = (struct script){keep(package, name), phases, NULL};
	if (is_shell(interpreter))
		shellscan(text, add_action, &c);
	else
		script->text = keep(package, text);
}
