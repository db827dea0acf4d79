/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules about what an upgrade from other packages does. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>

#include "rules/rules.h"

/* The addresses of UNIT, a new string. */
static char *addresses(const struct unit *unit)
{
	char *text = rstrdup("");

	for (size_t i = 0; i < unit->n_values; i++)
		if (unit->values[i].key == KEY_LISTEN_STREAM)
			text = rstrscat(&text, *text ? " " : "",
					unit->values[i].text, NULL);
	return text;
}

static void check_addresses(struct checker *c, const struct unit *old,
			    const struct unit *unit)
{
	char *a = addresses(old), *b = addresses(unit);

	if (strcmp(a, b) != 0)
		report_unit(c, SEVERITY_WARNING, unit, NULL,
			    "ListenStream= was %s and is %s: only a restart of "
			    "the socket applies it",
			    *a ? a : "not there", *b ? b : "not there");
	free(a);
	free(b);
}

static const char *mode_of(const struct unit *unit)
{
	const struct unit_value *mode = unit_first(unit, KEY_SOCKET_MODE);

	return mode != NULL ? mode->text : "0666";
}

void rule_socket_changed(struct checker *c, const struct unit *unit)
{
	const struct unit *old = index_find(&c->old, unit->name, NULL);

	if (!is_socket(unit) || !has_values(unit) || old == NULL ||
	    !has_values(old))
		return;
	check_addresses(c, old, unit);
	if (strcmp(mode_of(old), mode_of(unit)) != 0)
		report_unit(c, SEVERITY_WARNING, unit, NULL,
			    "SocketMode= was %s and is %s: only a restart of "
			    "the socket applies it",
			    mode_of(old), mode_of(unit));
}

static bool is_in_lib(const struct unit *unit)
{
	return strncmp(unit->source->dir, "/lib/", 5) == 0;
}

void rule_unit_moved(struct checker *c, const struct unit *unit)
{
	const struct unit *old = index_find(&c->old, unit->name, NULL);

	if (old == NULL || old->package->type != PACKAGE_DEB ||
	    unit->package->type != PACKAGE_DEB ||
	    strcmp(old->package->name, unit->package->name) == 0 ||
	    is_in_lib(old) == is_in_lib(unit) ||
	    package_is_related(unit->package, PACKAGE_CONFLICTS,
			       old->package->name))
		return;
	report_unit(c, SEVERITY_WARNING, unit, NULL,
		    "%s was in %s of %s: dpkg deletes a file that moves to "
		    "another package and between /lib and /usr/lib at once",
		    unit->name, old->source->dir, old->package->name);
}

void rule_first_socket(struct checker *c, const struct unit *unit)
{
	char name[UNIT_NAME_LEN + 1];
	const struct unit *service;

	if (unit->kind != KIND_MAIN || c->set->n_old == 0 ||
	    index_find(&c->old, unit->name, NULL) != NULL)
		return;
	unit_name(unit->service, KIND_SERVICE, name);
	service = index_find(&c->index, name, unit->package);
	if (service == NULL || index_find(&c->old, name, NULL) == NULL ||
	    unit_names(service, KEY_BINDS_TO, unit->name) == NULL)
		return;
	report_unit(c, SEVERITY_WARNING, unit, NULL,
		    "%s ran without %s and now has BindsTo=: an upgrade stops "
		    "it unless it is restarted together with the socket",
		    name, unit->name);
}
