/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules about how the units of a daemon name each other. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "rules/rules.h"

static bool is_local(const struct unit *unit)
{
	return KINDS_UNIX & KIND_BIT(unit->kind);
}

/* The sockets that SERVICE must have, given the kinds that are there. */
static unsigned expected_kinds(const struct daemon *daemon, unsigned present)
{
	if (daemon != NULL)
		return daemon->kinds;
	/* an unknown daemon has those that it has, bound to the main one */
	return (present & KINDS_SOCKETS) != 0 ? KIND_BIT(KIND_MAIN) : 0;
}

static void check_trio(struct checker *c, const struct unit *unit)
{
	unsigned present = present_kinds(c, unit->service);
	unsigned missing = expected_kinds(unit->daemon, present) & ~present;
	char name[UNIT_NAME_LEN + 1];

	if (!(present & KINDS_SOCKETS))
		return;
	for (int k = 0; k < N_SOCKET_KINDS; k++)
		if (missing & KIND_BIT(k))
			report_unit(
				c,
				(KINDS_INET & KIND_BIT(k)) ? SEVERITY_WARNING
							   : SEVERITY_ERROR,
				unit, 0, "%s is missing beside %s",
				unit_name(unit->service, k, name), unit->name);
}

void rule_trio_incomplete(struct checker *c)
{
	for (size_t i = 0; i < c->n_family; i++)
		if (i == 0 || strcmp(c->family[i - 1]->service,
				     c->family[i]->service) != 0)
			check_trio(c, c->family[i]);
}

/* Report unless one of the values of KEY names WANTED. */
static void want_name(struct checker *c, enum severity severity,
		      const struct unit *unit, enum unit_key key,
		      const char *word, const char *wanted, const char *why)
{
	const struct unit_value *other = unit_first(unit, key);

	if (unit_names(unit, key, wanted) != NULL)
		return;
	report_unit(c, severity, unit, other != NULL ? other->line : 0,
		    "%s does not name %s: %s", word, wanted, why);
}

void rule_binds_to(struct checker *c, struct unit *unit)
{
	char name[UNIT_NAME_LEN + 1];

	if (!is_socket(unit) || unit->kind == KIND_MAIN || !has_values(unit))
		return;
	unit_name(unit->service, KIND_MAIN, name);
	want_name(c, SEVERITY_ERROR, unit, KEY_BINDS_TO, "BindsTo=", name,
		  "it would outlive the main socket");
	want_name(c, SEVERITY_ERROR, unit, KEY_AFTER, "After=", name,
		  "BindsTo= alone sets no order");
}

void rule_also_siblings(struct checker *c, struct unit *unit)
{
	unsigned present = present_kinds(c, unit->service);
	char name[UNIT_NAME_LEN + 1];
	char missing[3 * (UNIT_NAME_LEN + 2)] = "", *p = missing;

	if (!is_local(unit) || !has_values(unit))
		return;
	for (int k = 0; k < N_SOCKET_KINDS; k++) {
		if (!(KINDS_UNIX & present & KIND_BIT(k)) ||
		    k == (int)unit->kind)
			continue;
		unit_name(unit->service, k, name);
		if (unit_names(unit, KEY_ALSO, name) == NULL)
			p += sprintf(p, " %s", name);
	}
	if (p > missing)
		report_unit(c, SEVERITY_WARNING, unit, 0,
			    "Also= does not name%s: \"systemctl enable %s\" "
			    "leaves the trio half enabled",
			    missing, unit->name);
}

/* Whether NAME is a socket that UNIT's own daemon should have. */
static bool is_sibling(const struct unit *unit, const char *name)
{
	char sibling[UNIT_NAME_LEN + 1];

	for (int k = 0; k < N_UNIT_KINDS; k++)
		if (strcmp(unit_name(unit->service, k, sibling), name) == 0)
			return unit->daemon == NULL || k == KIND_SERVICE ||
			       unit->daemon->kinds & KIND_BIT(k);
	return false;
}

static void check_also(struct checker *c, const struct unit *unit,
		       const char *name, unsigned line)
{
	const struct unit *other = find_unit(c, name, unit->package);

	if (is_sibling(unit, name) ||
	    (other != NULL && other->package == unit->package))
		return;
	report_unit(c, SEVERITY_WARNING, unit, line,
		    other != NULL
			    ? "Also=%s is in another package: disabling %s "
			      "disables it, too"
			    : "Also=%s is not in this package: disabling %s "
			      "disables it, too",
		    name, unit->name);
}

void rule_also_foreign(struct checker *c, struct unit *unit)
{
	if (!has_values(unit))
		return;
	for (size_t i = 0; i < unit->n_values; i++) {
		char *copy, *save = NULL;

		if (unit->values[i].key != KEY_ALSO)
			continue;
		copy = rstrdup(unit->values[i].text);
		for (char *name = strtok_r(copy, " \t", &save); name != NULL;
		     name = strtok_r(NULL, " \t", &save))
			check_also(c, unit, name, unit->values[i].line);
		free(copy);
	}
}

void rule_libvirtd_conflict(struct checker *c, struct unit *unit)
{
	enum severity severity =
		unit->daemon != NULL ? SEVERITY_ERROR : SEVERITY_WARNING;
	char name[UNIT_NAME_LEN + 1];

	if (!is_socket(unit) || !has_values(unit) ||
	    !excludes_libvirtd(c, unit))
		return;
	unit_name("libvirtd", unit->kind, name);
	want_name(c, severity, unit, KEY_CONFLICTS, "Conflicts=", name,
		  "both would manage the same guests");
	/* libvirt before 9.2 had no After= there */
	if (unit_names(unit, KEY_CONFLICTS, name) != NULL)
		want_name(c, SEVERITY_WARNING, unit, KEY_AFTER, "After=", name,
			  "it may start before the other has stopped");
}

void rule_service_missing(struct checker *c, struct unit *unit)
{
	const struct unit_value *value = unit_first(unit, KEY_SERVICE);
	char name[UNIT_NAME_LEN + 1], wanted[UNIT_NAME_LEN + 1];
	unsigned line = value != NULL ? value->line : 0;
	size_t len = strlen(unit->name) - strlen(".socket");

	if (!is_socket(unit) || !has_values(unit))
		return;
	unit_name(unit->service, KIND_SERVICE, wanted);
	if (value != NULL)
		snprintf(name, sizeof(name), "%s", value->text);
	else
		/* systemd.socket(5): the service of the same name */
		snprintf(name, sizeof(name), "%.*s.service", (int)len,
			 unit->name);
	if (find_units(c, name) == c->n_units)
		report_unit(c, SEVERITY_ERROR, unit, line,
			    "%s%s, which is in none of the packages: a "
			    "connection would start nothing",
			    value != NULL ? "Service=" : "it starts ", name);
	else if (unit->daemon != NULL && strcmp(name, wanted) != 0)
		report_unit(c, SEVERITY_ERROR, unit, line,
			    "%s%s is the service of another daemon, not %s",
			    value != NULL ? "Service=" : "it starts ", name,
			    wanted);
}
