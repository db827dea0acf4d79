/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules about scriptlets that do at each upgrade what is for once. */
#include "rules/deeds.h"
#include "rules/rules.h"

static const struct script *script_of(const struct package *package,
				      const struct script_action *a)
{
	return &package->scripts[a->script];
}

/* The units that the new postinst starts, although the old prerm stopped them.
 */
static void find_started(struct deeds *deeds, const struct package *package)
{
	*deeds = (struct deeds){0};
	if (package->type != PACKAGE_DEB)
		return;
	deeds_add(deeds, package, PHASE_INSTALL, ACTION_START);
	deeds_add(deeds, package, PHASE_INSTALL, ACTION_RESTART);
	deeds_sort(deeds);
}

/* Whether LAST (may be NULL) and A are of one command, which says enough. */
static bool is_same(const struct script_action *last,
		    const struct script_action *a)
{
	return last != NULL && last->script == a->script &&
	       last->what.command == a->what.command;
}

void rule_upgrade_disables(struct checker *c, const struct package *package)
{
	const struct script_action *last = NULL;
	struct deeds started;

	find_started(&started, package);
	for (size_t i = 0; i < package->n_actions; i++) {
		const struct script_action *a = &package->actions[i];
		const struct script *script = script_of(package, a);
		bool stop = a->what.action == ACTION_STOP;
		const char *name = a->what.unit;

		/* triggers run in both phases; a mask is a rule of its own */
		if ((!stop && a->what.action != ACTION_DISABLE) ||
		    is_same(last, a) || script->phases != PHASE_REMOVE ||
		    a->what.flags & ACTION_ASKS_1 || !acts_on(c, name, false))
			continue;
		last = a;
		if (stop && deeds_have(&started, name))
			report_package(
				c, SEVERITY_WARNING, package, script->name,
				a->what.line,
				"%s is stopped at each upgrade, too: "
				"clients are refused until it is started",
				name);
		else
			report_package(c, SEVERITY_ERROR, package, script->name,
				       a->what.line,
				       "%s is %s at each upgrade, too: $1 says "
				       "whether it is a removal",
				       name, stop ? "stopped" : "disabled");
	}
	deeds_free(&started);
}

void rule_upgrade_enables(struct checker *c, const struct package *package)
{
	/* dpkg says "configure" always; $2 is the version before */
	unsigned asks = package->type == PACKAGE_DEB
				? ACTION_ASKS_2
				: ACTION_ASKS_1 | ACTION_ASKS_2;
	const struct script_action *last = NULL;

	for (size_t i = 0; i < package->n_actions; i++) {
		const struct script_action *a = &package->actions[i];
		const struct script *script = script_of(package, a);
		bool preset = a->what.action == ACTION_PRESET;
		const char *name = a->what.unit;

		if ((!preset && a->what.action != ACTION_ENABLE) ||
		    is_same(last, a) || script->phases != PHASE_INSTALL ||
		    a->what.flags &
			    (asks | ACTION_CONDITIONAL | ACTION_STATEFUL) ||
		    !acts_on(c, name, false))
			continue;
		last = a;
		report_package(c, SEVERITY_WARNING, package, script->name,
			       a->what.line,
			       "%s is %s at each upgrade, too, also where the "
			       "administrator has disabled it",
			       name, preset ? "preset" : "enabled");
	}
}

/* Whether A and B are units of one call of "systemctl preset". */
static bool is_one_call(const struct script_action *a,
			const struct script_action *b)
{
	return a->script == b->script && a->what.command == b->what.command &&
	       b->what.action == ACTION_PRESET;
}

static bool is_missing(const struct checker *c, const struct script_action *a)
{
	return !is_pattern(a->what.unit) && !(a->what.flags & ACTION_LISTED) &&
	       index_first(&c->index, a->what.unit) == c->index.n_units;
}

/* Judge the call that actions I to END of PACKAGE are. */
static void check_call(struct checker *c, const struct package *package,
		       size_t i, size_t end)
{
	const char *spoiled = NULL;

	for (size_t k = i; spoiled == NULL && k < end; k++)
		if (!is_missing(c, &package->actions[k]) &&
		    acts_on(c, package->actions[k].what.unit, false))
			spoiled = package->actions[k].what.unit;
	for (; spoiled != NULL && i < end; i++) {
		const struct script_action *a = &package->actions[i];

		if (is_missing(c, a))
			report_package(c, SEVERITY_ERROR, package,
				       script_of(package, a)->name,
				       a->what.line,
				       "%s is in none of the packages: systemd "
				       "257 and older then preset nothing of "
				       "this call, nor %s",
				       a->what.unit, spoiled);
	}
}

void rule_preset_missing(struct checker *c, const struct package *package)
{
	size_t end;

	for (size_t i = 0; i < package->n_actions; i = end) {
		const struct script_action *a = &package->actions[i];

		end = i + 1;
		if (a->what.action != ACTION_PRESET)
			continue;
		while (end < package->n_actions &&
		       is_one_call(a, &package->actions[end]))
			end++;
		check_call(c, package, i, end);
	}
}

void rule_enable_fails(struct checker *c, const struct package *package)
{
	const struct script_action *last = NULL;

	for (size_t i = 0; i < package->n_actions; i++) {
		const struct script_action *a = &package->actions[i];
		const char *name = a->what.unit;

		if (package->type != PACKAGE_DEB ||
		    (a->what.action != ACTION_ENABLE &&
		     a->what.action != ACTION_PRESET) ||
		    !(a->what.flags & ACTION_FATAL) || is_same(last, a) ||
		    !acts_on(c, name, false))
			continue;
		last = a;
		report_package(c, SEVERITY_WARNING, package,
			       script_of(package, a)->name, a->what.line,
			       "where %s cannot be enabled, such as when it is "
			       "masked, the script ends and the package stays "
			       "unconfigured; add \"|| true\"",
			       name);
	}
}

void rule_mask_left(struct checker *c, const struct package *package)
{
	struct deeds unmasked = {0};

	deeds_add(&unmasked, package, PHASE_INSTALL, ACTION_UNMASK);
	deeds_sort(&unmasked);
	for (size_t i = 0; i < package->n_actions; i++) {
		const struct script_action *a = &package->actions[i];
		const char *name = a->what.unit;

		if (a->what.action != ACTION_MASK ||
		    script_of(package, a)->phases != PHASE_REMOVE ||
		    !acts_on(c, name, false) || deeds_have(&unmasked, name))
			continue;
		report_package(c, SEVERITY_WARNING, package,
			       script_of(package, a)->name, a->what.line,
			       "%s is masked at removal, and nothing unmasks "
			       "it when the package is installed again",
			       name);
	}
	deeds_free(&unmasked);
}
