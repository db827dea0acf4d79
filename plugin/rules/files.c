/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules about the files that units are. */
#include <string.h>

#include "rules/rules.h"

void rule_unit_file(struct checker *c, struct unit *unit)
{
	if (unit->fault != NULL)
		report_unit(c, SEVERITY_ERROR, unit, 0,
			    "%s cannot be read as a unit: %s", unit->name,
			    unit->fault);
}

void rule_unit_dir(struct checker *c, struct unit *unit)
{
	size_t first = find_units(c, unit->name);
	bool user = strcmp(unit->dir, "/usr/lib/systemd/user") == 0;

	if (unit->daemon == NULL)
		return;
	if (!unit->stray) {
		if (unit->package->type != PACKAGE_TREE &&
		    strncmp(unit->dir, "/etc/", 5) == 0)
			report_unit(c, SEVERITY_WARNING, unit, 0,
				    "%s is in the directory of the "
				    "administrator; packages install units in "
				    "/usr/lib/systemd/system",
				    unit->name);
		return;
	}
	/* a unit for users' own systemd may stand beside that of the system */
	for (size_t i = first; user && i < c->n_units &&
			       strcmp(c->by_name[i]->name, unit->name) == 0;
	     i++)
		if (!c->by_name[i]->stray)
			return;
	report_unit(c, SEVERITY_ERROR, unit, 0,
		    "%s is in %s, where systemd does not look for units of "
		    "the system",
		    unit->name, unit->dir);
}

void rule_unit_mode(struct checker *c, struct unit *unit)
{
	if (unit->fault != NULL || unit->stray)
		return;
	if (unit->mode & 022)
		report_unit(c, SEVERITY_ERROR, unit, 0,
			    "%s has mode %04o, so that others can change it; "
			    "units have 0644",
			    unit->name, unit->mode);
	else if (unit->mode & 07111 || !(unit->mode & 04) ||
		 !(unit->mode & 040) || !(unit->mode & 0400))
		report_unit(c, SEVERITY_WARNING, unit, 0,
			    "%s has mode %04o; units have 0644", unit->name,
			    unit->mode);
}

/* This one is for all units, not only for those of daemons. */
void rule_placeholder(struct checker *c, const struct package *package)
{
	for (size_t i = 0; i < package->n_units; i++) {
		const struct unit *unit = &package->units[i];

		for (size_t k = 0; k < unit->n_values; k++)
			if (unit->values[k].key == KEY_PLACEHOLDER)
				report_unit(c, SEVERITY_ERROR, unit,
					    unit->values[k].line,
					    "%s was not expanded",
					    unit->values[k].text);
	}
}
