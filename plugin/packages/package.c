/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What verify knows of a package or a directory tree. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <rpm/rpmstrpool.h>
#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/text.h"
#include "base/grow.h"
#include "base/message.h"
#include "base/message_capture.h"
#include "packages/package.h"

/* All units of a package; 100,000 of libvirt's sockets are half of it. */
#define TEXT_MAX (64 << 20)

struct package *package_new(const char *where, enum package_type type)
{
	struct package *package = rcalloc(1, sizeof(*package));

	package->type = type;
	package->where = rstrdup(where);
	package->name = "";
	package->pool = rpmstrPoolCreate();
	return package;
}

static void free_sources(struct source *sources, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(sources[i].assignments);
	free(sources);
}

void package_free(struct package *package)
{
	if (package == NULL)
		return;
	free_sources(package->units, package->n_units);
	free_sources(package->dropins, package->n_dropins);
	free(package->scripts);
	free(package->actions);
	free(package->links);
	free(package->relations);
	rpmstrPoolFree(package->pool);
	free(package->where);
	free(package);
}

const char *package_keep(struct package *package, const char *text)
{
	return rpmstrPoolStr(package->pool,
			     rpmstrPoolId(package->pool, text, 1));
}

bool package_needs_data(const struct package_entry *entry)
{
	enum place place = place_of(entry->dir, entry->name);

	return (place == PLACE_UNIT || place == PLACE_DROPIN) &&
	       S_ISREG(entry->mode) && entry->size > 0 &&
	       entry->size <= UNITFILE_MAX;
}

static void add_link(struct package *package, const struct package_entry *e,
		     bool mask)
{
	GROW(package->links, package->n_links);
	package->links[package->n_links++] = (struct unit_link){
		.dir = package_keep(package, e->dir),
		.name = package_keep(package, e->name),
		.mask = mask,
	};
}

/* The message without the "error: " and the file name in front. */
static const char *reason(const char *text, const char *name)
{
	const char *p = strstr(text, name);

	return p != NULL ? p + strlen(name) + 1 : text;
}

/* Parse DATA into SOURCE; what is wrong with it becomes its fault. */
static void read_source(struct package *package, struct source *source,
			const char *data, size_t size)
{
	struct unitfile *uf;
	char *text, *line = NULL;

	message_capture();
	uf = unitfile_parse(source->name, data, size, NULL);
	text = message_release();
	if (uf != NULL) {
		source_read(source, uf, package->pool);
	} else {
		rasprintf(&line, "line %s", reason(text, source->name));
		source->fault = package_keep(package, line);
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

/* An empty file, or a link to one, is a mask of a unit or drop-in. */
static bool is_empty(const struct package_entry *e)
{
	return (S_ISLNK(e->mode) && strcmp(e->target, "/dev/null") == 0) ||
	       (S_ISREG(e->mode) && e->size == 0);
}

/* What the directory of drop-ins PATH is for. */
static const char *find_target(struct package *package, const char *path)
{
	char *target = copy_text(path, strlen(path) - strlen(".d"));
	const char *kept = package_keep(package, strrchr(target, '/') + 1);

	free(target);
	return kept;
}

static struct source *add_source(struct package *package,
				 const struct package_entry *e)
{
	enum place place = place_of(e->dir, e->name);
	struct source source = {
		.package = package,
		.dir = package_keep(package, e->dir),
		.name = package_keep(package, e->name),
		/* a link has no mode of its own */
		.mode = S_ISLNK(e->mode) ? 0644 : e->mode & 07777,
		.stray = place == PLACE_STRAY,
	};
	char *path = NULL;

	if (place == PLACE_DROPIN) {
		source.target = find_target(package, e->dir);
	} else if (place == PLACE_DROPIN_DIR) {
		rasprintf(&path, "%s/%s", e->dir, e->name);
		source.target = find_target(package, path);
		free(path);
	}
	if (source.target != NULL) {
		GROW(package->dropins, package->n_dropins);
		package->dropins[package->n_dropins] = source;
		return &package->dropins[package->n_dropins++];
	}
	GROW(package->units, package->n_units);
	package->units[package->n_units] = source;
	return &package->units[package->n_units++];
}

/* Whether SIZE more bytes of units fit into memory; else an error. */
static bool fits(struct package *package, size_t size)
{
	package->text_size += size;
	if (package->text_size <= TEXT_MAX)
		return true;
	error("cannot check \"%s\": more than 64 MiB of units", package->where);
	return false;
}

bool package_add(struct package *package, const struct package_entry *e,
		 const char *data, size_t size)
{
	enum place place = place_of(e->dir, e->name);
	bool admin = place_is_admin(e->dir);
	struct source *source;

	if (place == PLACE_DROPIN_DIR && S_ISDIR(e->mode))
		return true;
	if (place == PLACE_LINK ||
	    (place == PLACE_UNIT && admin && is_empty(e))) {
		add_link(package, e, place != PLACE_LINK);
		return true;
	}
	/* an alias that "systemctl enable" or "systemctl link" made */
	if (S_ISLNK(e->mode) && admin && place != PLACE_DROPIN)
		return true;
	if (!fits(package, size))
		return false;
	source = add_source(package, e);
	if (package_needs_data(e))
		read_source(package, source, data, size);
	else if (place == PLACE_DROPIN_DIR)
		source->fault = "it is no directory";
	else if (!source->stray && !(place == PLACE_DROPIN && is_empty(e)))
		source->fault = fault(e);
	return true;
}

void package_add_fault(struct package *package, const struct package_entry *e,
		       const char *fault)
{
	add_source(package, e)->fault = package_keep(package, fault);
}

void package_relate(struct package *package, enum relationship kind,
		    const char *name, size_t len)
{
	rpmsid id = rpmstrPoolIdn(package->pool, name, len, 1);

	GROW(package->relations, package->n_relations);
	package->relations[package->n_relations++] = (struct package_relation){
		rpmstrPoolStr(package->pool, id), kind};
}

bool package_unpacks(struct package *package, unsigned long long size)
{
	package->unpacked += size;
	if (package->unpacked <= package->unpacked_max)
		return true;
	error("cannot check \"%s\": it unpacks to more than %llu MiB, which is "
	      "too much for a file of its size",
	      package->where, package->unpacked_max >> 20);
	return false;
}
