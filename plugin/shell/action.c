/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What one command of a scriptlet does to which units. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "units/daemon.h"
#include "base/text.h"
#include "shell/action.h"
#include "shell/expansion.h"

/*
 * COMMAND VERB UNIT...: systemctl(1); systemd 257 and openSUSE
 * systemd-update-helper; init-system-helpers 1.65 deb-systemd-helper and
 * deb-systemd-invoke.
 */
static const struct verb_action {
	const char *command;
	const char *verb;
	enum action action;
} verb_actions[] = {
	{"systemctl", "preset", ACTION_PRESET},
	{"systemctl", "enable", ACTION_ENABLE},
	{"systemctl", "reenable", ACTION_ENABLE},
	{"systemctl", "disable", ACTION_DISABLE},
	{"systemctl", "start", ACTION_START},
	{"systemctl", "stop", ACTION_STOP},
	{"systemctl", "restart", ACTION_RESTART},
	{"systemctl", "try-restart", ACTION_RESTART},
	{"systemctl", "condrestart", ACTION_RESTART},
	{"systemctl", "reload-or-restart", ACTION_RESTART},
	{"systemctl", "try-reload-or-restart", ACTION_RESTART},
	{"systemctl", "reload-or-try-restart", ACTION_RESTART},
	{"systemctl", "force-reload", ACTION_RESTART},
	{"systemctl", "mask", ACTION_MASK},
	{"systemctl", "unmask", ACTION_UNMASK},
	{"systemd-update-helper", "install-system-units", ACTION_PRESET},
	{"systemd-update-helper", "mark-install-system-units", ACTION_MARK},
	{"systemd-update-helper", "remove-system-units", ACTION_DISABLE},
	{"systemd-update-helper", "mark-restart-system-units", ACTION_RESTART},
	{"deb-systemd-helper", "enable", ACTION_ENABLE},
	{"deb-systemd-helper", "reenable", ACTION_ENABLE},
	{"deb-systemd-helper", "disable", ACTION_DISABLE},
	{"deb-systemd-helper", "purge", ACTION_DISABLE},
	{"deb-systemd-helper", "mask", ACTION_MASK},
	{"deb-systemd-helper", "unmask", ACTION_UNMASK},
	{"deb-systemd-invoke", "start", ACTION_START},
	{"deb-systemd-invoke", "stop", ACTION_STOP},
	{"deb-systemd-invoke", "restart", ACTION_RESTART},
	{"deb-systemd-invoke", "try-restart", ACTION_RESTART},
};

#define N_VERB_ACTIONS (sizeof(verb_actions) / sizeof(verb_actions[0]))

/* Commands that run the command behind them. */
static const char *const wrappers[] = {"command", "env",  "exec",
				       "nohup",	  "sudo", "builtin"};
/* Commands whose arguments have "%" of their own. */
static const char *const formats[] = {"printf",	    "date", "stat",	"find",
				      "rpm",	    "ps",   "rpmquery", "awk",
				      "dpkg-query", "expr", "dnf",	"sed"};

/* Commands that only ask. */
static const char *const questions[] = {"[",	"test",	 "[[",	 "command",
					"type", "which", "hash", "true",
					":",	"grep"};
/* What is said of systemd's being there; DPKG_ROOT: of a foreign root. */
static const char *const presence[] = {"systemd", "systemctl", "DPKG_ROOT"};

/* What is known of a command so far. */
struct command {
	const struct shellaction_sink *sink;
	struct shellvars *vars;
	const struct shell_command *command;
	const char *name; /* one of verb_actions, or NULL */
	unsigned actions; /* bits: what its verb may be */
	bool verb_seen;
	bool set_property; /* systemctl set-property UNIT Markers=... */
	bool foreign;	   /* not about units of the system */
	char unit[UNIT_NAME_LEN + 1]; /* of set-property */
};

static void take_name(void *ctx, const char *word, rpmsid id)
{
	struct command *c = ctx;

	(void)id;
	for (size_t i = 0; i < N_VERB_ACTIONS; i++)
		if (strcmp(path_base(word), verb_actions[i].command) == 0)
			c->name = verb_actions[i].command;
}

/* Take WORD if it is an option. */
static bool take_option(struct command *c, const char *word)
{
	if (*word != '-')
		return false;
	c->foreign |=
		strcmp(word, "--user") == 0 || strcmp(word, "--global") == 0;
	return true;
}

static void take_verb(void *ctx, const char *word, rpmsid id)
{
	struct command *c = ctx;

	(void)id;
	if (*word == '\0' || take_option(c, word))
		return;
	c->verb_seen = true;
	c->set_property = strcmp(word, "set-property") == 0;
	for (size_t i = 0; i < N_VERB_ACTIONS; i++)
		if (strcmp(c->name, verb_actions[i].command) == 0 &&
		    strcmp(word, verb_actions[i].verb) == 0)
			c->actions |= 1u << verb_actions[i].action;
}

/* The flags of ACTION by C. */
static unsigned flags_of(const struct command *c, enum action action)
{
	bool stateful = action != ACTION_MACRO && text_ends(c->name, "-helper");

	return c->command->flags | (stateful ? ACTION_STATEFUL : 0);
}

static void tell(const struct command *c, enum action action, const char *unit,
		 unsigned flags)
{
	const struct shell_action told = {
		.action = action,
		.unit = unit,
		.line = c->command->line,
		.command = c->command->number,
		.flags = flags,
	};

	c->sink->each(c->sink->ctx, &told);
}

static void tell_unit(const struct command *c, enum action action,
		      const char *word, rpmsid id)
{
	char unit[UNIT_NAME_LEN + 1];
	const char *name = path_base(word);
	const char *dot = strpbrk(name, ".*?[") != NULL ? "" : ".service";

	unsigned flags = flags_of(c, action);

	if (id != 0 && !shellvars_first(c->vars, id, action, flags))
		return;
	snprintf(unit, sizeof(unit), "%s%s", name, dot);
	tell(c, action, unit, flags | (id != 0 ? ACTION_LISTED : 0));
}

static void take_unit(void *ctx, const char *word, rpmsid id)
{
	struct command *c = ctx;

	if (*word == '\0' || take_option(c, word) || c->foreign)
		return;
	if (c->set_property && *c->unit == '\0')
		snprintf(c->unit, sizeof(c->unit), "%s", word);
	else if (c->set_property && strncmp(word, "Markers=", 8) == 0 &&
		 strstr(word, "needs-restart") != NULL)
		tell_unit(c, ACTION_RESTART, c->unit, 0);
	for (int a = 0; a < ACTION_MACRO; a++)
		if (c->actions & 1u << a &&
		    !(c->command->renews && a == ACTION_ENABLE))
			tell_unit(c, a, word, id);
}

static size_t macro_name(const char *p)
{
	size_t len = 0;

	while (isalnum((unsigned char)p[len]) || p[len] == '_')
		len++;
	return isdigit((unsigned char)*p) ? 0 : len;
}

/* Whether P, a per cent sign in a word, starts what looks like a macro. */
static bool is_macro(const char *p, bool first)
{
	bool brace = p[1] == '{';
	const char *name = p + 1 + brace;

	name += brace ? strspn(name, "?!") : 0;
	if (macro_name(name) < 3)
		return false;
	/* as a command everything; elsewhere only what nothing else can be */
	return first || *name == '_' ||
	       (brace && memchr(name, '_', macro_name(name)) != NULL);
}

static void find_macro(const struct command *c, const char *word, bool first)
{
	const char *p = strchr(word, '%');

	if (p == NULL || strstr(word, "${") != NULL ||
	    strstr(word, "$(") != NULL)
		return;
	if (is_macro(p, first && p == word))
		tell(c, ACTION_MACRO, p, 0);
}

bool shellaction_asks_installed(char *const *words, size_t n)
{
	return n > 1 &&
	       strcmp(path_base(words[0]), "deb-systemd-helper") == 0 &&
	       strcmp(words[1], "debian-installed") == 0;
}

/* Whether the N WORDS only ask whether systemd is there. */
static bool asks_presence(char *const *words, size_t n)
{
	if (!WORDS_HAVE(questions, path_base(words[0])))
		return false;
	for (size_t i = 1; i < n; i++)
		for (size_t k = 0; k < sizeof(presence) / sizeof(presence[0]);
		     k++)
			if (strstr(words[i], presence[k]) != NULL)
				return true;
	return n == 1;
}

unsigned shellaction_condition(const struct shellvars *vars, char *const *words,
			       size_t n)
{
	unsigned flags = 0;

	for (size_t i = 0; i < n; i++)
		flags |= shellvars_asks(vars, words[i]);
	if (flags == 0 && n > 0 && !asks_presence(words, n))
		flags = ACTION_CONDITIONAL;
	return flags;
}

void shellaction(const struct shellaction_sink *sink, struct shellvars *vars,
		 const struct shell_command *command)
{
	struct command c = {.sink = sink, .vars = vars, .command = command};
	char *const *words = command->words;
	size_t n = command->n;
	bool formats_text;

	while (n > 1 && WORDS_HAVE(wrappers, words[0]))
		words++, n--;
	formats_text = WORDS_HAVE(formats, path_base(words[0]));
	for (size_t i = 0; i < n; i++)
		if (!formats_text)
			find_macro(&c, words[i], i == 0);
	shellvars_expand(vars, words[0], take_name, &c);
	if (c.name == NULL)
		return;
	for (size_t i = 1; i < n; i++)
		shellvars_expand(vars, words[i],
				 c.verb_seen ? take_unit : take_verb, &c);
}
