/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rules that verify applies to packages and trees. */
#include <stddef.h>

#include "rules/check.h"
#include "rules/family.h"
#include "rules/rules.h"

/* One of the functions is called for each unit, each package, or once. */
static const struct rule {
	const char *name;
	const char *sentence;
	void (*unit)(struct checker *c, struct unit *unit);
	void (*package)(struct checker *c, const struct package *package);
	void (*set)(struct checker *c);
} rules[] = {
	{"unit-file",
	 "A daemon's unit is a regular file in the syntax of units.",
	 rule_unit_file, NULL, NULL},
	{"unit-dir", "A daemon's unit is where systemd looks for it.",
	 rule_unit_dir, NULL, NULL},
	{"unit-mode", "A daemon's unit has mode 0644.", rule_unit_mode, NULL,
	 NULL},
	{"placeholder", "No unit has a placeholder that was not expanded.",
	 NULL, rule_placeholder, NULL},
	{"trio-incomplete", "No socket of a daemon is missing.", NULL, NULL,
	 rule_trio_incomplete},
	{"binds-to", "The other sockets have BindsTo= and After= the main one.",
	 rule_binds_to, NULL, NULL},
	{"also-siblings", "The sockets of a daemon name each other in Also=.",
	 rule_also_siblings, NULL, NULL},
	{"also-foreign", "Also= names no unit of another package.",
	 rule_also_foreign, NULL, NULL},
	{"libvirtd-conflict",
	 "A modular daemon's socket has Conflicts= and After= libvirtd's.",
	 rule_libvirtd_conflict, NULL, NULL},
	{"listen-stream", "A socket listens where clients look for it.",
	 rule_listen_stream, NULL, NULL},
	{"listen-shared",
	 "Two daemons listen at one address only if they conflict.", NULL, NULL,
	 rule_listen_shared},
	{"socket-mode",
	 "SocketMode= is no wider than the kind of socket "
	 "allows.",
	 rule_socket_mode, NULL, NULL},
	{"service-missing",
	 "Service= names the daemon's service, which is "
	 "there.",
	 rule_service_missing, NULL, NULL},
	{"scriptlet-macro", "No scriptlet has a macro that was not expanded.",
	 NULL, rule_scriptlet_macro, NULL},
	{"not-enabled",
	 "Each local socket is enabled or preset by a "
	 "scriptlet.",
	 rule_not_enabled, NULL, NULL},
	{"not-disabled", "Each socket is disabled or purged by a scriptlet.",
	 rule_not_disabled, NULL, NULL},
	{"socket-restart", "No scriptlet restarts a socket.", NULL,
	 rule_socket_restart, NULL},
	{"inet-enabled", "The tcp and tls sockets are not enabled.",
	 rule_inet_enabled, NULL, NULL},
	{"socket-changed",
	 "With --against: ListenStream= and SocketMode= are those of before.",
	 rule_socket_changed, NULL, NULL},
	{"families-mixed",
	 "In a tree: libvirtd and modular daemons are not both enabled.", NULL,
	 rule_families_mixed, NULL},
	{"half-enabled",
	 "In a tree: the local sockets of a daemon are all enabled or none.",
	 NULL, rule_half_enabled, NULL},
	{"unit-masked",
	 "In a tree: no unit of a daemon with enabled sockets is masked.", NULL,
	 rule_unit_masked, NULL},
};

enum { N_RULES = sizeof(rules) / sizeof(rules[0]) };

int check_rules(void)
{
	return N_RULES;
}

const char *check_rule_name(int rule)
{
	return rules[rule].name;
}

const char *check_rule_sentence(int rule)
{
	return rules[rule].sentence;
}

static void apply(struct checker *c, const struct rule *rule)
{
	for (size_t i = 0; rule->unit != NULL && i < c->n_family; i++)
		if (!c->family[i]->shadowed)
			rule->unit(c, c->family[i]);
	for (size_t i = 0; rule->package != NULL && i < c->set->n_packages; i++)
		rule->package(c, c->set->packages[i]);
	if (rule->set != NULL)
		rule->set(c);
}

void check(const struct check_set *set, struct findings *findings)
{
	struct checker c = {.set = set, .findings = findings};

	*findings = (struct findings){0};
	family_find(&c);
	find_scripted(&c);
	for (c.rule = 0; c.rule < N_RULES; c.rule++)
		if (!(set->disabled & 1UL << c.rule))
			apply(&c, &rules[c.rule]);
	findings_sort(findings);
	family_free(&c);
}
