/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The scriptlets of a package. */
#include <string.h>

#include <rpm/rpmstrpool.h>

#include "base/grow.h"
#include "packages/package.h"
#include "shell/interpreter.h"

/* More than any real package has: each is compared with all units. */
enum { MAX_PATTERNS = 100 };

/* Where the actions of a scriptlet go. */
struct collecting {
	struct package *package;
	bool expanded;
};

/* What UNIT is kept as: "*" where there are too many patterns. */
static const char *keep_unit(struct package *package, const char *unit)
{
	rpmsid last = rpmstrPoolNumStr(package->pool);
	rpmsid id;

	if (strpbrk(unit, "*?[") == NULL)
		return package_keep(package, unit);
	if (package->n_patterns >= MAX_PATTERNS &&
	    rpmstrPoolId(package->pool, unit, 0) == 0)
		return package_keep(package, "*");
	id = rpmstrPoolId(package->pool, unit, 1);
	package->n_patterns += id > last;
	return rpmstrPoolStr(package->pool, id);
}

static void add_action(void *ctx, const struct shell_action *action)
{
	struct collecting *c = ctx;
	struct package *package = c->package;
	struct script_action *new;

	if (action->action == ACTION_MACRO && !c->expanded)
		return;
	GROW(package->actions, package->n_actions);
	new = &package->actions[package->n_actions++];
	*new = (struct script_action){package->n_scripts - 1, *action};
	new->what.unit = action->action == ACTION_MACRO
				 ? package_keep(package, action->unit)
				 : keep_unit(package, action->unit);
}

static struct script *add_script(struct package *package, const char *name,
				 unsigned phases)
{
	struct script *script;

	GROW(package->scripts, package->n_scripts);
	script = &package->scripts[package->n_scripts++];
	*script = (struct script){.name = package_keep(package, name),
				  .phases = phases};
	return script;
}

void package_add_script(struct package *package, const char *name,
			unsigned phases, const char *interpreter,
			const char *text, bool expanded)
{
	struct collecting c = {package, expanded};
	struct script *script = add_script(package, name, phases);
	bool errexit = false;

	if (interpreter == NULL || interpreter_is_shell(interpreter, &errexit))
		shellscan(text, errexit, add_action, &c);
	else
		script->text = package_keep(package, text);
}

void package_add_unread(struct package *package, const char *name,
			unsigned phases, const char *why)
{
	add_script(package, name, phases)->unread = package_keep(package, why);
}
