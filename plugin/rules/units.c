/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules about how the units of a daemon name each other. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/text.h"
#include "rules/rules.h"

/* The sockets that SERVICE must have, given the kinds that are there. */
static unsigned expected_kinds(const struct daemon *daemon, unsigned present)
{
	if (daemon != NULL)
		return daemon->kinds;
	/* an unknown daemon has those that it has, bound to the main one */
	return (present & KINDS_SOCKETS) != 0 ? KIND_BIT(KIND_MAIN) : 0;
}

/* UNIT is a service, and no socket of its daemon is there. */
static void check_alone(struct checker *c, const struct unit *unit)
{
	static const enum unit_key keys[] = {KEY_REQUIRES, KEY_BINDS_TO,
					     KEY_ALSO};
	char name[UNIT_NAME_LEN + 1];

	for (int k = 0; k < N_SOCKET_KINDS; k++) {
		const struct unit_value *value = NULL;

		unit_name(unit->service, k, name);
		for (size_t i = 0; value == NULL && i < 3; i++)
			value = unit_names(unit, keys[i], name);
		if (value != NULL)
			report_unit(c, SEVERITY_ERROR, unit, value,
				    "%s needs %s, which is in none of the "
				    "packages",
				    unit->name, name);
	}
}

static void check_trio(struct checker *c, const struct unit *unit)
{
	unsigned present = index_kinds(&c->index, unit->service);
	unsigned missing = expected_kinds(unit->daemon, present) & ~present;
	char name[UNIT_NAME_LEN + 1];

	if (!(present & KINDS_SOCKETS)) {
		if (unit->daemon != NULL && has_values(unit))
			check_alone(c, unit);
		return;
	}
	for (int k = 0; k < N_SOCKET_KINDS; k++)
		if (missing & KIND_BIT(k))
			report_unit(
				c,
				(KINDS_INET & KIND_BIT(k)) ? SEVERITY_WARNING
							   : SEVERITY_ERROR,
				unit, NULL, "%s is missing beside %s",
				unit_name(unit->service, k, name), unit->name);
}

void rule_trio_incomplete(struct checker *c)
{
	struct unit **members = c->index.members;

	for (size_t i = 0; i < c->index.n_members; i++)
		if (i == 0 ||
		    strcmp(members[i - 1]->service, members[i]->service) != 0)
			check_trio(c, members[i]);
}

/* Report unless one of the values of KEY names WANTED. */
static void want_name(struct checker *c, enum severity severity,
		      const struct unit *unit, enum unit_key key,
		      const char *word, const char *wanted, const char *why)
{
	if (unit_names(unit, key, wanted) == NULL)
		report_unit(c, severity, unit, unit_first(unit, key),
			    "%s does not name %s: %s", word, wanted, why);
}

void rule_binds_to(struct checker *c, const struct unit *unit)
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

void rule_also_siblings(struct checker *c, const struct unit *unit)
{
	unsigned present = index_kinds(&c->index, unit->service);
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
		report_unit(c, SEVERITY_WARNING, unit, NULL,
			    "Also= does not name%s: \"systemctl enable %s\" "
			    "leaves the trio half enabled",
			    missing, unit->name);
}

/* Whether NAME is a unit that UNIT's own daemon should have. */
static bool is_sibling(const struct unit *unit, const char *name)
{
	char service[UNIT_NAME_LEN + 1];

	for (int k = 0; k < N_UNIT_KINDS; k++)
		if (unit_split(name, k, service) &&
		    strcmp(service, unit->service) == 0)
			return unit->daemon == NULL || k == KIND_SERVICE ||
			       unit->daemon->kinds & KIND_BIT(k);
	return false;
}

static void check_also(struct checker *c, const struct unit *unit,
		       const char *name, const struct unit_value *value)
{
	const struct unit *other = index_find(&c->index, name, unit->package);

	if (is_sibling(unit, name) ||
	    (other != NULL && other->package == unit->package))
		return;
	report_unit(c, SEVERITY_WARNING, unit, value,
		    other != NULL
			    ? "Also=%s is in another package: disabling %s "
			      "disables it, too"
			    : "Also=%s is not in this package: disabling %s "
			      "disables it, too",
		    name, unit->name);
}

void rule_also_foreign(struct checker *c, const struct unit *unit)
{
	bool judged = has_values(unit);

	for (size_t i = 0; judged && i < unit->n_values; i++) {
		const char *text = unit->values[i].text, *word;
		size_t len;

		if (unit->values[i].key != KEY_ALSO)
			continue;
		while ((word = text_word(&text, " \t", &len)) != NULL) {
			char *name = copy_text(word, len);

			check_also(c, unit, name, &unit->values[i]);
			free(name);
		}
	}
}

void rule_libvirtd_conflict(struct checker *c, const struct unit *unit)
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

void rule_service_missing(struct checker *c, const struct unit *unit)
{
	const struct unit_value *value = unit_first(unit, KEY_SERVICE);
	char name[UNIT_NAME_LEN + 1], wanted[UNIT_NAME_LEN + 1];
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
	if (index_first(&c->index, name) == c->index.n_units)
		report_unit(c, SEVERITY_ERROR, unit, value,
			    "%s%s, which is in none of the packages: a "
			    "connection would start nothing",
			    value != NULL ? "Service=" : "it starts ", name);
	else if (unit->daemon != NULL && strcmp(name, wanted) != 0)
		report_unit(c, SEVERITY_ERROR, unit, value,
			    "%s%s is the service of another daemon, not %s",
			    value != NULL ? "Service=" : "it starts ", name,
			    wanted);
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The conditions of UNIT, sorted, for free(). */
static const char **conditions(const struct unit *unit, size_t *n)
{
	const char **list = rcalloc(unit->n_values + 1, sizeof(*list));

	*n = 0;
	for (size_t i = 0; i < unit->n_values; i++)
		if (unit->values[i].key == KEY_CONDITION)
			list[(*n)++] = unit->values[i].text;
	qsort(list, *n, sizeof(*list), compare_texts);
	return list;
}

void rule_condition_missing(struct checker *c, const struct unit *unit)
{
	char name[UNIT_NAME_LEN + 1];
	const struct unit *service;
	const char **list;
	size_t n;

	if (!is_socket(unit) || !has_values(unit))
		return;
	service = index_find(&c->index,
			     unit_name(unit->service, KIND_SERVICE, name),
			     unit->package);
	if (service == NULL || unit_first(service, KEY_CONDITION) == NULL)
		return;
	list = conditions(unit, &n);
	for (size_t i = 0; i < service->n_values; i++) {
		const struct unit_value *value = &service->values[i];

		if (value->key == KEY_CONDITION &&
		    bsearch(&value->text, list, n, sizeof(*list),
			    compare_texts) == NULL)
			report_unit(c, SEVERITY_WARNING, unit, NULL,
				    "%s has %s, but %s has not: where it does "
				    "not hold, a connection starts nothing",
				    service->name, value->text, unit->name);
	}
	free(list);
}
