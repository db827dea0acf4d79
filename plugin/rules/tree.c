/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules about what is enabled in a directory tree. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>

#include "rules/rules.h"

/* A mask wins over all links. */
static bool is_enabled(const struct unit *unit)
{
	return package_has_link(unit->package, unit->name, false) &&
	       !package_has_link(unit->package, unit->name, true);
}

/* The first enabled unit of PACKAGE, of libvirtd or a modular daemon, or NULL.
 */
static const struct unit *first_enabled(const struct checker *c,
					const struct package *package,
					bool modular)
{
	for (size_t i = 0; i < c->index.n_members; i++) {
		const struct unit *unit = c->index.members[i];

		if (unit->package != package || !is_enabled(unit))
			continue;
		if (modular ? excludes_libvirtd(c, unit)
			    : strcmp(unit->service, "libvirtd") == 0)
			return unit;
	}
	return NULL;
}

void rule_families_mixed(struct checker *c, const struct package *package)
{
	const struct unit *libvirtd, *modular;

	if (package->type != PACKAGE_TREE)
		return;
	libvirtd = first_enabled(c, package, false);
	modular = first_enabled(c, package, true);
	if (libvirtd != NULL && modular != NULL)
		report_package(c, SEVERITY_ERROR, package, "", 0,
			       "%s and %s are both enabled: at boot one stops "
			       "the other",
			       libvirtd->name, modular->name);
}

/* The kinds of SERVICE's units in PACKAGE that are enabled or masked. */
static void find_state(const struct package *package, const char *service,
		       unsigned *enabled, unsigned *masked)
{
	char name[UNIT_NAME_LEN + 1];

	*enabled = *masked = 0;
	for (int k = 0; k < N_UNIT_KINDS; k++) {
		unit_name(service, k, name);
		if (package_has_link(package, name, true))
			*masked |= KIND_BIT(k);
		else if (package_has_link(package, name, false))
			*enabled |= KIND_BIT(k);
	}
}

/* Call EACH with one unit of each daemon in PACKAGE, a tree with links. */
static void each_daemon(struct checker *c, const struct package *package,
			void (*each)(struct checker *c,
				     const struct unit *unit))
{
	const char *last = NULL;

	if (package->type != PACKAGE_TREE || package->n_links == 0)
		return;
	for (size_t i = 0; i < c->index.n_members; i++) {
		const struct unit *unit = c->index.members[i];

		if (unit->package != package || unit->service == last)
			continue;
		last = unit->service;
		each(c, unit);
	}
}

static void check_half(struct checker *c, const struct unit *unit)
{
	unsigned enabled, masked, local, missing;
	char words[40];

	find_state(unit->package, unit->service, &enabled, &masked);
	local = index_kinds(&c->index, unit->service) & KINDS_UNIX;
	missing = local & ~enabled & ~masked;
	if (!(enabled & KINDS_UNIX) || missing == 0)
		return;
	report_package(c, SEVERITY_WARNING, unit->package, "", 0,
		       "of the sockets of %s, %s is not enabled, but others "
		       "are",
		       unit->service, kinds_format(missing, ' ', words));
}

void rule_half_enabled(struct checker *c, const struct package *package)
{
	each_daemon(c, package, check_half);
}

static void check_masked(struct checker *c, const struct unit *unit)
{
	char name[UNIT_NAME_LEN + 1];
	unsigned enabled, masked;

	find_state(unit->package, unit->service, &enabled, &masked);
	/* to mask tcp and tls, or all of a daemon, is sensible */
	if (!(enabled & KINDS_SOCKETS))
		return;
	for (int k = 0; k < N_UNIT_KINDS; k++)
		if (masked & ~KINDS_INET & KIND_BIT(k))
			report_package(c, SEVERITY_WARNING, unit->package, "",
				       0,
				       "%s is masked, but other sockets of %s "
				       "are enabled",
				       unit_name(unit->service, k, name),
				       unit->service);
}

void rule_unit_masked(struct checker *c, const struct package *package)
{
	each_daemon(c, package, check_masked);
}

void rule_dangling_link(struct checker *c, const struct package *package)
{
	enum unit_kind kind;

	for (size_t i = 0; i < package->n_links; i++) {
		const struct unit_link *link = &package->links[i];
		const struct unit *unit =
			index_find(&c->index, link->name, package);
		char *path = NULL;

		if (package->type != PACKAGE_TREE || link->mask ||
		    !place_is_admin(link->dir) ||
		    (unit != NULL && unit->package == package) ||
		    package_has_link(package, link->name, true) ||
		    catalog_find_unit(c->index.catalog, link->name, &kind) ==
			    NULL)
			continue;
		rasprintf(&path, "%s/%s", link->dir, link->name);
		report_package(c, SEVERITY_WARNING, package, path, 0,
			       "%s is enabled, but not there: \"systemctl "
			       "disable %s\" removes the link",
			       link->name, link->name);
		free(path);
	}
}
