/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules about what scriptlets do to sockets. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>

#include "rules/rules.h"
#include "rules/scripted.h"

static bool is_scriptable(const struct unit *unit)
{
	return unit->package->type != PACKAGE_TREE && is_socket(unit) &&
	       !unit->source->stray && unit->source->fault == NULL;
}

/* Report that no scriptlet that counts for UNIT does WHAT to it. */
static void report_nobody(struct checker *c, enum severity severity,
			  const struct unit *unit,
			  const struct scripted *scripted, const char *what,
			  const char *why)
{
	if (scripted->other != NULL)
		report_unit(c, severity, unit, NULL,
			    "only %s %s, which this package does not require%s",
			    scripted->other->where, what, why);
	else
		report_unit(c, severity, unit, NULL, "no scriptlet %s%s", what,
			    why);
}

static const struct scripted *of(const struct checker *c,
				 const struct scripted *scripted,
				 const struct unit *unit)
{
	return &scripted[unit - c->index.units];
}

void rule_not_enabled(struct checker *c, const struct unit *unit)
{
	const struct scripted *enabled = of(c, c->enabled, unit);
	char *what = NULL;

	if (!is_scriptable(unit) || !is_local(unit) || enabled->level > 0)
		return;
	rasprintf(&what, "enables %s or applies its preset", unit->name);
	report_nobody(c, SEVERITY_ERROR, unit, enabled, what, "");
	free(what);
}

void rule_not_disabled(struct checker *c, const struct unit *unit)
{
	const struct scripted *disabled = of(c, c->disabled, unit);
	bool inet = !is_local(unit);
	char *what = NULL;

	if (!is_scriptable(unit) || disabled->level > 0)
		return;
	rasprintf(&what, "disables %s", unit->name);
	report_nobody(c, inet ? SEVERITY_WARNING : SEVERITY_ERROR, unit,
		      disabled, what,
		      inet ? ": where it was enabled, a dead link stays" : "");
	free(what);
}

void rule_inet_enabled(struct checker *c, const struct unit *unit)
{
	const struct package *p = unit->package;
	const struct scripted *enabled = of(c, c->enabled, unit);
	unsigned level = enabled->level;

	if (!(KINDS_INET & KIND_BIT(unit->kind)))
		return;
	if (p->type != PACKAGE_TREE && level > 0 &&
	    (level == ALWAYS || !enabled->marked))
		report_unit(c,
			    level == ALWAYS ? SEVERITY_ERROR : SEVERITY_WARNING,
			    unit, NULL,
			    level == ALWAYS
				    ? "%s is enabled at installation: it "
				      "listens on the network"
				    : "%s is preset at installation: without "
				      "a preset file it listens on the "
				      "network",
			    unit->name);
	if (p->type == PACKAGE_TREE && package_has_link(p, unit->name, false) &&
	    !package_has_link(p, unit->name, true))
		report_unit(c, SEVERITY_WARNING, unit, NULL,
			    "%s is enabled: it listens on the network",
			    unit->name);
}

void rule_scriptlet_macro(struct checker *c, const struct package *package)
{
	for (size_t i = 0; i < package->n_actions; i++) {
		const struct script_action *a = &package->actions[i];

		if (a->what.action == ACTION_MACRO)
			report_package(
				c, SEVERITY_ERROR, package,
				package->scripts[a->script].name, a->what.line,
				"the macro %s was not expanded", a->what.unit);
	}
}

void rule_scriptlet_unread(struct checker *c, const struct package *package)
{
	for (size_t i = 0; i < package->n_scripts; i++)
		if (package->scripts[i].unread != NULL)
			report_package(c, SEVERITY_ERROR, package,
				       package->scripts[i].name, 0,
				       "what it does is not known: %s",
				       package->scripts[i].unread);
}

void rule_socket_restart(struct checker *c, const struct package *package)
{
	for (size_t i = 0; i < package->n_actions; i++) {
		const struct script_action *a = &package->actions[i];

		if (a->what.action == ACTION_RESTART &&
		    acts_on(c, a->what.unit, true))
			report_package(c, SEVERITY_ERROR, package,
				       package->scripts[a->script].name,
				       a->what.line,
				       "%s is restarted: systemd refuses that "
				       "while the service runs, and the socket "
				       "stays dead",
				       a->what.unit);
	}
}
