/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the placeholders of a template stand for. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "request/options.h"
#include "base/text.h"
#include "base/rpmconf.h"
#include "request/variables.h"

enum {
	UNITDIR,
	RUNSTATEDIR,
	SBINDIR,
	SYSCONFDIR,
	INITCONFDIR,
	LIBEXECDIR,
	LOCALSTATEDIR,
	N_DIRS
};

/* The value is the option's or, once asked for, that of the rpm macro. */
static struct {
	const char *name;
	const char *macro;
	char *value;
} dirs[N_DIRS] = {
	/* Debian's rpm has no systemd macros */
	[UNITDIR] = {"unitdir",
		     "%{?_unitdir}%{!?_unitdir:/usr/lib/systemd/system}", NULL},
	[RUNSTATEDIR] = {"runstatedir", "%{?_rundir}%{!?_rundir:/run}", NULL},
	[SBINDIR] = {"sbindir", "%{_sbindir}", NULL},
	[SYSCONFDIR] = {"sysconfdir", "%{_sysconfdir}", NULL},
	[INITCONFDIR] = {"initconfdir", "%{_sysconfdir}/sysconfig", NULL},
	[LIBEXECDIR] = {"libexecdir", "%{_libexecdir}", NULL},
	[LOCALSTATEDIR] = {"localstatedir", "%{_localstatedir}", NULL},
};

const struct poptOption variables_unitdir_options[] = {
	{"unitdir", '\0', POPT_ARG_STRING, &dirs[UNITDIR].value, 0,
	 "where systemd looks for units (%{_unitdir})", "DIR"},
	POPT_TABLEEND};

const struct poptOption variables_statedir_options[] = {
	{"localstatedir", '\0', POPT_ARG_STRING, &dirs[LOCALSTATEDIR].value, 0,
	 "state (%{_localstatedir})", "DIR"},
	POPT_TABLEEND};

const struct poptOption variables_options[] = {
	{"runstatedir", '\0', POPT_ARG_STRING, &dirs[RUNSTATEDIR].value, 0,
	 "where sockets are (%{_rundir})", "DIR"},
	{"sbindir", '\0', POPT_ARG_STRING, &dirs[SBINDIR].value, 0,
	 "where daemons are (%{_sbindir})", "DIR"},
	{"sysconfdir", '\0', POPT_ARG_STRING, &dirs[SYSCONFDIR].value, 0,
	 "configuration (%{_sysconfdir})", "DIR"},
	{"initconfdir", '\0', POPT_ARG_STRING, &dirs[INITCONFDIR].value, 0,
	 "environment files (%{_sysconfdir}/sysconfig)", "DIR"},
	{"libexecdir", '\0', POPT_ARG_STRING, &dirs[LIBEXECDIR].value, 0,
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

bool variables_check(void)
{
	for (size_t i = 0; i < N_DIRS; i++)
		if (!variables_check_dir(dirs[i].name, dirs[i].value))
			return false;
	return true;
}

/* The Ith directory, or NULL after an error. */
static const char *get_dir(int i)
{
	char *value;

	if (dirs[i].value != NULL)
		return dirs[i].value;
	value = rpmconf_expand(dirs[i].macro);
	if (value != NULL && !is_good(value)) {
		error("--%s is not given, and the macros of rpm make it "
		      "\"%s\", which is not an absolute path without \"..\"",
		      dirs[i].name, value);
		free(value);
		return NULL;
	}
	return dirs[i].value = value;
}

/* Which directory NAME is, or N_DIRS. */
static int find_dir(const char *name, size_t len)
{
	int i = 0;

	while (i < N_DIRS && (strlen(dirs[i].name) != len ||
			      strncmp(dirs[i].name, name, len) != 0))
		i++;
	return i;
}

const char *variables_dir(const char *dir)
{
	return get_dir(find_dir(dir, strlen(dir)));
}

static const char *upper(const char *text)
{
	static char buf[SERVICE_NAME_LEN + 1];
	char *p = buf;

	for (; *text != '\0'; text++)
		*p++ = (char)toupper((unsigned char)*text);
	*p = '\0';
	return buf;
}

bool variable_value(const struct daemon *daemon, const char *name, size_t len,
		    const char **value)
{
	const struct {
		const char *name, *value;
	} own[] = {
		{"name", daemon->name},
		{"service", daemon->service},
		{"sockprefix", daemon->sockprefix},
		{"sockmode", daemon->sockmode},
	};
	int dir;

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (strlen(own[i].name) == len &&
		    strncmp(own[i].name, name, len) == 0) {
			*value = own[i].value;
			return true;
		}
	if (len == 7 && strncmp(name, "SERVICE", 7) == 0) {
		*value = upper(daemon->service);
		return true;
	}
	dir = find_dir(name, len);
	if (dir == N_DIRS)
		return rpmconf_defined(name, len, value);
	*value = get_dir(dir);
	return *value != NULL;
}

void variables_free(void)
{
	for (size_t i = 0; i < N_DIRS; i++)
		free(dirs[i].value);
}
