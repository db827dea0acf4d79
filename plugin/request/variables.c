/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the placeholders of a template stand for. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/message.h"
#include "base/rpmconf.h"
#include "base/text.h"
#include "request/options.h"
#include "request/variables.h"

static const struct {
	const char *name;
	const char *macro;
} dirs[N_DIRS] = {
	/* Debian's rpm has no systemd macros */
	[UNITDIR] = {"unitdir",
		     "%{?_unitdir}%{!?_unitdir:/usr/lib/systemd/system}"},
	[RUNSTATEDIR] = {"runstatedir", "%{?_rundir}%{!?_rundir:/run}"},
	[SBINDIR] = {"sbindir", "%{_sbindir}"},
	[SYSCONFDIR] = {"sysconfdir", "%{_sysconfdir}"},
	[INITCONFDIR] = {"initconfdir", "%{_sysconfdir}/sysconfig"},
	[LIBEXECDIR] = {"libexecdir", "%{_libexecdir}"},
	[LOCALSTATEDIR] = {"localstatedir", "%{_localstatedir}"},
};

static char *arg_dirs[N_DIRS];

const struct poptOption variables_unitdir_options[] = {
	{"unitdir", '\0', POPT_ARG_STRING, &arg_dirs[UNITDIR], 0,
	 "where systemd looks for units (%{_unitdir})", "DIR"},
	POPT_TABLEEND};

const struct poptOption variables_statedir_options[] = {
	{"localstatedir", '\0', POPT_ARG_STRING, &arg_dirs[LOCALSTATEDIR], 0,
	 "state (%{_localstatedir})", "DIR"},
	POPT_TABLEEND};

const struct poptOption variables_options[] = {
	{"runstatedir", '\0', POPT_ARG_STRING, &arg_dirs[RUNSTATEDIR], 0,
	 "where sockets are (%{_rundir})", "DIR"},
	{"sbindir", '\0', POPT_ARG_STRING, &arg_dirs[SBINDIR], 0,
	 "where daemons are (%{_sbindir})", "DIR"},
	{"sysconfdir", '\0', POPT_ARG_STRING, &arg_dirs[SYSCONFDIR], 0,
	 "configuration (%{_sysconfdir})", "DIR"},
	{"initconfdir", '\0', POPT_ARG_STRING, &arg_dirs[INITCONFDIR], 0,
	 "environment files (%{_sysconfdir}/sysconfig)", "DIR"},
	{"libexecdir", '\0', POPT_ARG_STRING, &arg_dirs[LIBEXECDIR], 0,
	 "helper programs (%{_libexecdir})", "DIR"},
	INCLUDE_OPTIONS(variables_statedir_options, NULL),
	POPT_TABLEEND};

static bool is_good(const char *path)
{
	return *path == '/' && !path_has_dotdot(path);
}

bool variables_check_dir(const char *option, const char *value)
{
	if (value == NULL || is_good(value))
		return true;
	usage_error("--%s: \"%s\" is not an absolute path without \"..\"",
		    option, value);
	return false;
}

bool variables_open(struct variables *variables)
{
	*variables = (struct variables){0};
	for (int i = 0; i < N_DIRS; i++) {
		if (!variables_check_dir(dirs[i].name, arg_dirs[i]))
			return false;
		if (arg_dirs[i] != NULL)
			variables->dirs[i] = rstrdup(arg_dirs[i]);
	}
	return true;
}

void variables_free(struct variables *variables)
{
	for (int i = 0; i < N_DIRS; i++)
		free(variables->dirs[i]);
}

const char *variables_dir(struct variables *variables, enum dir dir)
{
	char *value = variables->dirs[dir];

	if (value != NULL)
		return value;
	value = rpmconf_expand(dirs[dir].macro);
	if (value != NULL && !is_good(value)) {
		error("--%s is not given, and the macros of rpm make it "
		      "\"%s\", which is not an absolute path without \"..\"",
		      dirs[dir].name, value);
		free(value);
		value = NULL;
	}
	return variables->dirs[dir] = value;
}

/* Whether the LEN bytes at TEXT are WORD. */
static bool is_word(const char *text, size_t len, const char *word)
{
	return strncmp(text, word, len) == 0 && word[len] == '\0';
}

static const char *upper(struct variables *variables, const char *text)
{
	char *p = variables->upper;

	for (; *text != '\0'; text++)
		*p++ = (char)toupper((unsigned char)*text);
	*p = '\0';
	return variables->upper;
}

bool variables_value(struct variables *variables, const struct daemon *daemon,
		     const char *name, size_t len, const char **value)
{
	const struct {
		const char *name, *value;
	} own[] = {
		{"name", daemon->name},
		{"service", daemon->service},
		{"sockprefix", daemon->sockprefix},
		{"sockmode", daemon->sockmode},
	};

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (is_word(name, len, own[i].name)) {
			*value = own[i].value;
			return true;
		}
	if (is_word(name, len, "SERVICE")) {
		*value = upper(variables, daemon->service);
		return true;
	}
	for (enum dir dir = 0; dir < N_DIRS; dir++)
		if (is_word(name, len, dirs[dir].name)) {
			*value = variables_dir(variables, dir);
			return *value != NULL;
		}
	return rpmconf_defined(name, len, value);
}
