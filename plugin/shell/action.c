/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What one command of a scriptlet does to which units. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "units/daemon.h"
#include "base/pathname.h"
#include "shell/action.h"
#include "base/words.h"

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
	{"systemctl", "restart", ACTION_RESTART},
	{"systemctl", "try-restart", ACTION_RESTART},
	{"systemctl", "condrestart", ACTION_RESTART},
	{"systemctl", "reload-or-restart", ACTION_RESTART},
	{"systemctl", "try-reload-or-restart", ACTION_RESTART},
	{"systemctl", "reload-or-try-restart", ACTION_RESTART},
	{"systemctl", "force-reload", ACTION_RESTART},
	{"systemd-update-helper", "install-system-units", ACTION_PRESET},
	{"systemd-update-helper", "mark-install-system-units", ACTION_MARK},
	{"systemd-update-helper", "remove-system-units", ACTION_DISABLE},
	{"systemd-update-helper", "mark-restart-system-units", ACTION_RESTART},
	{"deb-systemd-helper", "enable", ACTION_ENABLE},
	{"deb-systemd-helper", "reenable", ACTION_ENABLE},
	{"deb-systemd-helper", "disable", ACTION_DISABLE},
	{"deb-systemd-helper", "purge", ACTION_DISABLE},
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

/* What is known of a command so far. */
struct command {
	const struct shellaction_sink *sink;
	unsigned line;
	const char *name; /* one of verb_actions, or NULL */
	unsigned actions; /* bits: what its verb may be */
	bool renews;	  /* enables only what was enabled before */
	bool verb_seen;
	bool set_property; /* systemctl set-property UNIT Markers=... */
	bool foreign;	   /* not about units of the system */
	char unit[UNIT_NAME_LEN + 1]; /* of set-property */
};

static void take_name(void *ctx, const char *word)
{
	struct command *c = ctx;

	for (size_t i = 0; i < N_VERB_ACTIONS; i++)
		if (strcmp(path_base(word), verb_actions[i].command) == 0)
			c->name = verb_actions[i].command;
}

static void take_verb(void *ctx, const char *word)
{
	struct command *c = ctx;

	if (*word == '-') {
		c->foreign |= strcmp(word, "--user") == 0 ||
			      strcmp(word, "--global") == 0;
		return;
	}
	c->verb_seen = true;
	c->set_property = strcmp(word, "set-property") == 0;
	for (size_t i = 0; i < N_VERB_ACTIONS; i++)
		if (strcmp(c->name, verb_actions[i].command) == 0 &&
		    strcmp(word, verb_actions[i].verb) == 0)
			c->actions |= 1u << verb_actions[i].action;
}

static void tell(const struct command *c, enum action action, const char *word)
{
	char unit[UNIT_NAME_LEN + 1];
	const char *name = path_base(word);
	const char *dot = strpbrk(name, ".*?[") != NULL ? "" : ".service";

	snprintf(unit, sizeof(unit), "%s%s", name, dot);
	c->sink->each(c->sink->ctx, action, unit, c->line);
}

static void take_unit(void *ctx, const char *word)
{
	struct command *c = ctx;

	if (strcmp(word, "--user") == 0 || strcmp(word, "--global") == 0)
		c->foreign = true;
	if (*word == '-' || c->foreign)
		return;
	if (c->set_property && *c->unit == '\0')
		snprintf(c->unit, sizeof(c->unit), "%s", word);
	else if (c->set_property && strncmp(word, "Markers=", 8) == 0 &&
		 strstr(word, "needs-restart") != NULL)
		tell(c, ACTION_RESTART, c->unit);
	for (int a = 0; a < ACTION_MACRO; a++)
		if (c->actions & 1u << a && !(c->renews && a == ACTION_ENABLE))
			tell(c, a, word);
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
		c->sink->each(c->sink->ctx, ACTION_MACRO, p, c->line);
}

bool shellaction_asks_installed(char *const *words, size_t n)
{
	return n > 1 &&
	       strcmp(path_base(words[0]), "deb-systemd-helper") == 0 &&
	       strcmp(words[1], "debian-installed") == 0;
}

void shellaction(const struct shellaction_sink *sink, struct shellvars *vars,
		 char *const *words, size_t n, unsigned line, bool renews)
{
	struct command c = {.sink = sink, .line = line, .renews = renews};
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
