/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which templates make a unit. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>

#include "base/message.h"
#include "units/templates.h"

/* What E has, or NULL after an error. */
static const struct unitfile *read_entry(struct template_file *e)
{
	if (e->uf == NULL)
		e->uf = unitfile_read(e->path, unit_sections);
	return e->uf;
}

/* templates_find() the file whose name FMT makes. */
__attribute__((format(printf, 3, 4))) static bool findf(
	struct templates *set, struct template_file **found, const char *fmt,
	...)
{
	char *name = NULL;
	va_list ap;
	bool ok;

	va_start(ap, fmt);
	rvasprintf(&name, fmt, ap);
	va_end(ap);
	ok = templates_find(set, name, found);
	free(name);
	return ok;
}

static bool merge_service_extras(struct templates *set,
				 const struct daemon *daemon,
				 struct unitfile *uf)
{
	const char *p = daemon->extras;
	struct template_file *extra;

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
		if (read_entry(extra) == NULL || !unitfile_merge(uf, extra->uf))
			return false;
		p += len;
	}
	return true;
}

/* All sockets would be those of another libvirt than the rest of its tree. */
static bool check_age(struct templates *set, const char *unit)
{
	const char *old, *shared;

	if (!templates_lack(set, "virtd.socket.in", "libvirtd.socket.in", &old,
			    &shared))
		return true;
	error("cannot make %s from a tree that has \"%s\" and no "
	      "virtd.socket.in, as libvirt 9.0 and before; %s%s%s is of "
	      "another version",
	      unit, old, shared != NULL ? "\"" : "",
	      shared != NULL ? shared : "what is installed",
	      shared != NULL ? "\"" : "");
	return false;
}

struct unitfile *templates_get(struct templates *set,
			       const struct daemon *daemon, enum unit_kind kind)
{
	struct template_file *base, *extra;
	char own[UNIT_NAME_LEN + 1], shared[UNIT_NAME_LEN + 1];
	struct unitfile *uf = NULL;

	unit_name(daemon->service, kind, own);
	unit_name("virtd", kind, shared);
	if (kind != KIND_SERVICE && !check_age(set, own))
		return NULL;
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
	if (read_entry(base) == NULL ||
	    (extra != NULL && read_entry(extra) == NULL))
		return NULL;
	uf = unitfile_copy(base->uf);
	if ((extra != NULL && !unitfile_merge(uf, extra->uf)) ||
	    (kind == KIND_SERVICE && !merge_service_extras(set, daemon, uf)))
		return unitfile_free(uf);
	return uf;
}
