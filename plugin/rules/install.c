/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules about what starts a socket once it is enabled. */
#include "rules/rules.h"

/* Whether PACKAGE has a link to NAME that no one can disable. */
static bool has_static_link(const struct package *package, const char *name)
{
	size_t n = 0;
	const struct unit_link *links = package_links(package, name, false, &n);

	for (size_t i = 0; i < n; i++)
		if (!place_is_admin(links[i].dir))
			return true;
	return false;
}

void rule_wanted_by(struct checker *c, const struct unit *unit)
{
	const struct unit_value *value = unit_first(unit, KEY_WANTED_BY);

	if (!is_socket(unit) || !has_values(unit) ||
	    unit_names(unit, KEY_WANTED_BY, "sockets.target") != NULL)
		return;
	if (value != NULL)
		report_unit(c, SEVERITY_WARNING, unit, value,
			    "WantedBy=%s: sockets are started by "
			    "sockets.target, before services",
			    value->text);
	else if (!has_static_link(unit->package, unit->name))
		report_unit(c,
			    is_local(unit) ? SEVERITY_ERROR : SEVERITY_WARNING,
			    unit, NULL,
			    "%s has no WantedBy=: it can be enabled, but "
			    "nothing starts it",
			    unit->name);
}

void rule_static_link(struct checker *c, const struct unit *unit)
{
	/* a tcp or tls socket is for the rule inet-enabled */
	if (is_local(unit) && unit->package->type != PACKAGE_TREE &&
	    has_static_link(unit->package, unit->name))
		report_unit(c, SEVERITY_WARNING, unit, NULL,
			    "a link in the package enables %s: \"systemctl "
			    "disable\" cannot remove it",
			    unit->name);
}
