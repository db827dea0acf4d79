/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules about what scriptlets do to sockets. */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "rules/rules.h"
#include "base/grow.h"

enum { BY_PRESET = 1, ALWAYS = 2 };

/* Units whose level rose and is to be passed on to their Also=. */
struct queue {
	struct unit **units;
	size_t n;
	size_t offset; /* of the level in struct unit */
};

static unsigned char *level_of(struct unit *unit, size_t offset)
{
	return (unsigned char *)unit + offset;
}

static void raise_level(struct queue *q, struct unit *unit, unsigned char level)
{
	if (*level_of(unit, q->offset) >= level)
		return;
	*level_of(unit, q->offset) = level;
	GROW(q->units, q->n);
	q->units[q->n++] = unit;
}

static bool is_pattern(const char *name)
{
	return strpbrk(name, "*?[") != NULL;
}

/* Whether a search through all of SIZE for each unit takes too long. */
static bool is_hostile(const struct checker *c, size_t size)
{
	return c->n_family > 100000000 / (size + 1);
}

static void raise_matching(struct checker *c, struct queue *q, const char *name,
			   unsigned char level)
{
	size_t first = find_units(c, name);

	if (is_pattern(name)) {
		for (size_t i = 0; i < c->n_family; i++)
			if (fnmatch(name, c->family[i]->name, 0) == 0)
				raise_level(q, c->family[i], level);
		return;
	}
	for (size_t i = first;
	     i < c->n_units && strcmp(c->by_name[i]->name, name) == 0; i++)
		raise_level(q, c->by_name[i], level);
}

/* systemctl(1): enable and disable go on to what Also= names. */
static void follow_also(struct checker *c, struct queue *q)
{
	while (q->n > 0) {
		struct unit *unit = q->units[--q->n];
		unsigned char level = *level_of(unit, q->offset);

		for (size_t i = 0; i < unit->n_values; i++) {
			char *copy, *save = NULL;

			if (unit->values[i].key != KEY_ALSO)
				continue;
			copy = rstrdup(unit->values[i].text);
			for (char *name = strtok_r(copy, " \t", &save);
			     name != NULL; name = strtok_r(NULL, " \t", &save))
				raise_matching(c, q, name, level);
			free(copy);
		}
	}
	free(q->units);
}

/* A script in another language than shell does all to what it mentions. */
static void raise_mentioned(struct checker *c, struct queue *q,
			    const struct script *script)
{
	bool all = is_hostile(c, strlen(script->text));

	for (size_t i = 0; i < c->n_family; i++)
		if (all || strstr(script->text, c->family[i]->name) != NULL)
			raise_level(q, c->family[i], BY_PRESET);
}

static unsigned char level_for(enum action action, enum phase phase)
{
	if (phase == PHASE_REMOVE)
		return action == ACTION_DISABLE;
	return action == ACTION_PRESET	 ? BY_PRESET
	       : action == ACTION_ENABLE ? ALWAYS
					 : 0;
}

/* Raise the level at OFFSET for what scriptlets of PHASE do. */
static void find_phase(struct checker *c, enum phase phase, size_t offset)
{
	struct queue q = {.offset = offset};

	for (size_t i = 0; i < c->set->n_packages; i++) {
		const struct package *p = c->set->packages[i];

		for (size_t k = 0; k < p->n_actions; k++) {
			const struct script_action *a = &p->actions[k];

			if (p->scripts[a->script].phases & phase)
				raise_matching(c, &q, a->pattern,
					       level_for(a->action, phase));
		}
		for (size_t k = 0; k < p->n_scripts; k++)
			if (p->scripts[k].text != NULL &&
			    p->scripts[k].phases & phase)
				raise_mentioned(c, &q, &p->scripts[k]);
		for (size_t k = 0; phase == PHASE_INSTALL && k < p->n_links;
		     k++)
			if (!p->links[k].mask && p->type != PACKAGE_TREE)
				raise_matching(c, &q, p->links[k].name, ALWAYS);
	}
	follow_also(c, &q);
}

void find_scripted(struct checker *c)
{
	find_phase(c, PHASE_INSTALL, offsetof(struct unit, enabled));
	find_phase(c, PHASE_REMOVE, offsetof(struct unit, disabled));
}

static bool is_scriptable(const struct unit *unit)
{
	return unit->package->type != PACKAGE_TREE && is_socket(unit) &&
	       !unit->stray && unit->fault == NULL;
}

void rule_not_enabled(struct checker *c, struct unit *unit)
{
	if (is_scriptable(unit) && KINDS_UNIX & KIND_BIT(unit->kind) &&
	    unit->enabled == 0)
		report_unit(c, SEVERITY_ERROR, unit, 0,
			    "no scriptlet enables %s or applies its preset",
			    unit->name);
}

void rule_not_disabled(struct checker *c, struct unit *unit)
{
	bool inet = KINDS_INET & KIND_BIT(unit->kind);

	if (is_scriptable(unit) && unit->disabled == 0)
		report_unit(c, inet ? SEVERITY_WARNING : SEVERITY_ERROR, unit,
			    0,
			    inet ? "no scriptlet disables %s: where it was "
				   "enabled, a dead link stays"
				 : "no scriptlet disables %s",
			    unit->name);
}

/*
 * Whether UNIT's package is made for openSUSE, where a unit that no preset
 * file names stays disabled.
 */
static bool is_marked(const struct unit *unit)
{
	const struct package *p = unit->package;

	for (size_t i = 0; i < p->n_actions; i++)
		if (p->actions[i].action == ACTION_MARK &&
		    strcmp(p->actions[i].pattern, unit->name) == 0)
			return true;
	return false;
}

/* Whether a scriptlet or a link in the package itself enables UNIT. */
void rule_inet_enabled(struct checker *c, struct unit *unit)
{
	const struct package *p = unit->package;

	if (!(KINDS_INET & KIND_BIT(unit->kind)))
		return;
	if (p->type != PACKAGE_TREE && unit->enabled > 0 &&
	    (unit->enabled == ALWAYS || !is_marked(unit)))
		report_unit(c,
			    unit->enabled == ALWAYS ? SEVERITY_ERROR
						    : SEVERITY_WARNING,
			    unit, 0,
			    unit->enabled == ALWAYS
				    ? "%s is enabled at installation: it "
				      "listens on the network"
				    : "%s is preset at installation: without "
				      "a preset file it listens on the "
				      "network",
			    unit->name);
	if (p->type == PACKAGE_TREE && package_has_link(p, unit->name, false) &&
	    !package_has_link(p, unit->name, true))
		report_unit(c, SEVERITY_WARNING, unit, 0,
			    "%s is enabled: it listens on the network",
			    unit->name);
}

void rule_scriptlet_macro(struct checker *c, const struct package *package)
{
	for (size_t i = 0; i < package->n_actions; i++) {
		const struct script_action *a = &package->actions[i];

		if (a->action == ACTION_MACRO)
			report_package(c, SEVERITY_ERROR, package,
				       package->scripts[a->script].name,
				       a->line, "the macro %s was not expanded",
				       a->pattern);
	}
}

/* The socket of a daemon that A names, or NULL. */
static const char *restarted_socket(const struct checker *c,
				    const struct script_action *a)
{
	size_t first = find_units(c, a->pattern);
	enum unit_kind kind;

	if (is_pattern(a->pattern)) {
		for (size_t i = 0; i < c->n_family; i++)
			if (is_socket(c->family[i]) &&
			    fnmatch(a->pattern, c->family[i]->name, 0) == 0)
				return c->family[i]->name;
		return NULL;
	}
	if (known_unit(c, a->pattern, &kind) != NULL)
		return kind < N_SOCKET_KINDS ? a->pattern : NULL;
	return first < c->n_units && c->by_name[first]->service != NULL &&
			       is_socket(c->by_name[first])
		       ? a->pattern
		       : NULL;
}

void rule_socket_restart(struct checker *c, const struct package *package)
{
	for (size_t i = 0; i < package->n_actions; i++) {
		const struct script_action *a = &package->actions[i];
		const char *name;

		if (a->action != ACTION_RESTART ||
		    (name = restarted_socket(c, a)) == NULL)
			continue;
		report_package(c, SEVERITY_ERROR, package,
			       package->scripts[a->script].name, a->line,
			       "%s is restarted: systemd refuses that while "
			       "the service runs, and the socket stays dead",
			       name);
	}
}
