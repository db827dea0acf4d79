/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The macros and commands by which scriptlets treat units. */
#include <string.h>

#include "migrate/macros.h"

#define PRE	  (1u << SECTION_PRE)
#define POST	  (1u << SECTION_POST)
#define PREUN	  (1u << SECTION_PREUN)
#define POSTUN	  (1u << SECTION_POSTUN)
#define POSTTRANS (1u << SECTION_POSTTRANS)

#define SYSTEMD SCHEME_SYSTEMD
#define SUSE	SCHEME_SUSE
#define LIBVIRT SCHEME_LIBVIRT
#define UNSAID	UPGRADE_UNSAID
#define RESTART UPGRADE_RESTART
#define RELOAD	UPGRADE_RELOAD
#define NOTHING UPGRADE_NONE

/*
 * systemd 257 src/rpm/macros.systemd.in, systemd-rpm-macros 24 of openSUSE;
 * libvirt.spec.in of libvirt 11.3, and of 9.0 from libvirt_daemon on. What
 * libvirt calls in its sections is defined by means of these.
 */
static const struct scriptmacro macros[] = {
	{"systemd_post", POST, SYSTEMD, DOES_PRESET, UNSAID, true},
	{"systemd_preun", PREUN, SYSTEMD, DOES_REMOVE, UNSAID, true},
	{"systemd_postun", POSTUN, SYSTEMD, 0, NOTHING, true},
	{"systemd_postun_with_restart", POSTUN, SYSTEMD, DOES_RESTART, RESTART,
	 true},
	{"systemd_postun_with_reload", POSTUN, SYSTEMD, DOES_RESTART, RELOAD,
	 true},
	{"systemd_posttrans_with_restart", POSTTRANS, SYSTEMD, DOES_RESTART,
	 RESTART, true},
	{"systemd_posttrans_with_reload", POSTTRANS, SYSTEMD, DOES_RESTART,
	 RELOAD, true},

	{"service_add_pre", PRE, SUSE, 0, UNSAID, true},
	{"service_add_post", POST, SUSE, DOES_PRESET, UNSAID, true},
	{"service_del_preun", PREUN, SUSE, DOES_REMOVE, UNSAID, true},
	{"service_del_postun", POSTUN, SUSE, DOES_RESTART, RESTART, true},
	{"service_del_postun_with_restart", POSTUN, SUSE, DOES_RESTART, RESTART,
	 true},
	{"service_del_postun_without_restart", POSTUN, SUSE, 0, NOTHING, true},

	{"libvirt_systemd_restart_pre", PRE, LIBVIRT, 0, RESTART, false},
	{"libvirt_systemd_reload_pre", PRE, LIBVIRT, 0, RELOAD, false},
	{"libvirt_systemd_noaction_pre", PRE, LIBVIRT, 0, NOTHING, false},
	{"libvirt_systemd_posttrans", POSTTRANS, LIBVIRT, DOES_PRESET, UNSAID,
	 false},
	{"libvirt_systemd_preun", PREUN, LIBVIRT, DOES_REMOVE, UNSAID, false},
	{"libvirt_systemd_schedule_restart", PRE, 0, DOES_RESTART, RESTART,
	 false},
	{"libvirt_systemd_perform_restart", POSTTRANS, 0, DOES_RESTART, RESTART,
	 false},
	{"libvirt_systemd_schedule_reload", PRE, 0, DOES_RESTART, RELOAD,
	 false},
	{"libvirt_systemd_perform_reload", POSTTRANS, 0, DOES_RESTART, RELOAD,
	 false},

	{"libvirt_daemon_schedule_restart", PRE | POST | POSTUN, 0,
	 DOES_RESTART, RESTART, true},
	{"libvirt_daemon_perform_restart", POSTTRANS, 0, DOES_RESTART, RESTART,
	 true},
	{"libvirt_daemon_finish_restart", POSTTRANS, 0, DOES_RESTART, RESTART,
	 true},
};

/* Those that start nothing which does not run: systemctl(1) of systemd 257. */
static const struct scriptmacro commands[] = {
	{"try-restart", POST | POSTUN | POSTTRANS, 0, DOES_RESTART, RESTART,
	 true},
	{"condrestart", POST | POSTUN | POSTTRANS, 0, DOES_RESTART, RESTART,
	 true},
	{"try-reload-or-restart", POST | POSTUN | POSTTRANS, 0, DOES_RESTART,
	 RELOAD, true},
	{"reload-or-try-restart", POST | POSTUN | POSTTRANS, 0, DOES_RESTART,
	 RELOAD, true},
};

static const struct scriptmacro *find(const struct scriptmacro *table, size_t n,
				      const char *name, size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(table[i].name) == len &&
		    strncmp(table[i].name, name, len) == 0)
			return &table[i];
	return NULL;
}

const struct scriptmacro *scriptmacro_find(const char *name, size_t len)
{
	return find(macros, sizeof(macros) / sizeof(macros[0]), name, len);
}

bool scriptmacro_is(const char *name, size_t len)
{
	return scriptmacro_find(name, len) != NULL;
}

const struct scriptmacro *scriptmacro_systemctl(const char *verb)
{
	return find(commands, sizeof(commands) / sizeof(commands[0]), verb,
		    strlen(verb));
}
