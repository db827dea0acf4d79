/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The pieces that scriptlets are made of. */
#include "scriptlets/pieces.h"

/* Which styles, parts and upgrades a piece is for. */
enum {
	SYSTEMD = 1 << STYLE_SYSTEMD,
	SUSE = 1 << STYLE_SUSE,
	POSTTRANS = 1 << STYLE_POSTTRANS,

	DAEMON = 1 << PART_DAEMON,
	SOCKETS = 1 << PART_SOCKETS,
	SERVICE = 1 << PART_SERVICE,
	ASK = 1 << PART_ASK,

	RESTART = 1 << UPGRADE_RESTART,
	RELOAD = 1 << UPGRADE_RELOAD,
	NONE = 1 << UPGRADE_NONE,

	ANY = -1
};

#define MARK(name) "mkdir -p {state} && touch {state}/" name "-{service} || :"

/*
 * Once where there is a mark NAME, with systemd running. It reads units again
 * only if it has to: that takes as long as many restarts.
 */
#define ONCE(name, action)                                                     \
	"if test -e {state}/" name "-{service}; then\n"                        \
	"    rm -f {state}/" name "-{service}\n"                               \
	"    if test -d /run/systemd/system; then\n"                           \
	"        test no = \"$(systemctl show --value"                         \
	" -p NeedDaemonReload {service})\" ||\n"                               \
	"            systemctl daemon-reload || :\n"                           \
	"        " action " || :\n"                                            \
	"    fi\n"                                                             \
	"fi"
#define RESTART_ONCE ONCE("restart", "systemctl try-restart {service}")
#define RELOAD_ONCE                                                            \
	ONCE("reload", "! systemctl -q is-active {service} ||\n"               \
		       "            systemctl reload {service}")

/* clang-format off: one piece after the other */

/*
 * A socket never stands where units are restarted: systemd refuses to restart
 * one whose service runs, and leaves it dead.
 *
 * Sockets and service are preset in two calls: up to version 257 systemd
 * presets nothing where one of the units is missing. The service comes last,
 * because its Also= shall win over what presets say of the sockets.
 *
 * No variable is left behind, for lines of the package follow.
 *
 * Marks are those of libvirt's own spec file (11.3 libvirt.spec.in,
 * libvirt_rpmstatedir), so that a package that uses its macros shares them.
 */
const struct piece scriptlet_pieces[] = {
	/*
	 * The first version with sockets: reading its units ends a service that
	 * is bound to them, and it would stay down.
	 */
	{ANY, DAEMON | SOCKETS, ANY, SECTION_PRE, NULL,
	 "if ! test -e {unitdir}/{main} &&\n"
	 "    systemctl -q is-active {service} 2>/dev/null; then\n"
	 "    " MARK("start") "\n"
			      "fi"},

	{SYSTEMD, DAEMON | SOCKETS, ANY, SECTION_POST, NULL,
	 "%systemd_post {install}"},
	{SYSTEMD, DAEMON | SERVICE, ANY, SECTION_POST, NULL,
	 "%systemd_post {service}"},
	{SYSTEMD, DAEMON | SOCKETS | SERVICE, ANY, SECTION_PREUN, NULL,
	 "%systemd_preun {remove}"},
	{SYSTEMD, DAEMON | SERVICE, RESTART, SECTION_POSTUN,
	 "%{!?systemd_posttrans_with_restart:1}",
	 "%systemd_postun_with_restart {service}"},
	{SYSTEMD, DAEMON | SERVICE, RESTART, SECTION_POSTTRANS,
	 "%{?systemd_posttrans_with_restart:1}",
	 "%systemd_posttrans_with_restart {service}"},
	/* systemd before 255 has no macro that reloads: leave it running */
	{SYSTEMD, DAEMON | SERVICE, RELOAD, SECTION_POSTUN,
	 "%{!?systemd_posttrans_with_reload:"
	 "%{?systemd_postun_with_reload:1}}",
	 "%systemd_postun_with_reload {service}"},
	{SYSTEMD, DAEMON | SERVICE, RELOAD, SECTION_POSTTRANS,
	 "%{?systemd_posttrans_with_reload:1}",
	 "%systemd_posttrans_with_reload {service}"},

	{SUSE, DAEMON | SOCKETS | SERVICE, ANY, SECTION_PRE, NULL,
	 "%service_add_pre {all}"},
	{SUSE, DAEMON | SOCKETS | SERVICE, ANY, SECTION_POST, NULL,
	 "%service_add_post {all}"},
	{SUSE, DAEMON | SOCKETS | SERVICE, ANY, SECTION_PREUN, NULL,
	 "%service_del_preun {remove}"},
	/* expands to nothing, but rpmlint of openSUSE wants to see it */
	{SUSE, DAEMON, RESTART, SECTION_POSTUN, NULL,
	 "%service_del_postun_without_restart {sockets}"},
	{SUSE, DAEMON | SERVICE, RESTART, SECTION_POSTUN, NULL,
	 "%service_del_postun {service}"},
	{SUSE, DAEMON | SERVICE, RELOAD | NONE, SECTION_POSTUN, NULL,
	 "%service_del_postun_without_restart {remove}"},
	{SUSE, SOCKETS, ANY, SECTION_POSTUN, NULL,
	 "%service_del_postun_without_restart {sockets}"},

	{POSTTRANS, DAEMON | SOCKETS | SERVICE, ANY, SECTION_PRE, NULL,
	 "mkdir -p {state} || :\n"
	 "(for unit in {all}; do\n"
	 "    test -e {unitdir}/$unit || touch {state}/preset-$unit || :\n"
	 "done)\n"
	 "touch {state}/keep-{service} || :"},
	/*
	 * The mark is there at removal if another package takes the units over
	 * in the same transaction.
	 */
	{POSTTRANS, DAEMON | SOCKETS | SERVICE, ANY, SECTION_PREUN, NULL,
	 "if [ $1 -eq 0 ] && ! test -e {state}/keep-{service}; then\n"
	 "    if test -d /run/systemd/system; then\n"
	 "        systemctl --no-reload disable --now {remove} || :\n"
	 "    elif command -v systemctl >/dev/null; then\n"
	 "        systemctl --no-reload disable {remove} || :\n"
	 "    fi\n"
	 "fi"},
	/* one call for all sockets: the result of several depends on order */
	{POSTTRANS, DAEMON | SOCKETS, ANY, SECTION_POSTTRANS, NULL,
	 "(sockets=\n"
	 "for unit in {install}; do\n"
	 "    ! test -e {state}/preset-$unit || sockets=\"$sockets $unit\"\n"
	 "done\n"
	 "if test -n \"$sockets\" && command -v systemctl >/dev/null; then\n"
	 "    systemctl -q --no-reload preset $sockets || :\n"
	 "fi)"},
	{POSTTRANS, DAEMON | SERVICE, ANY, SECTION_POSTTRANS, NULL,
	 "if test -e {state}/preset-{service} &&\n"
	 "    command -v systemctl >/dev/null; then\n"
	 "    systemctl -q --no-reload preset {service} || :\n"
	 "fi"},

	/*
	 * A service that is enabled has its Also= sockets enabled, but for
	 * those that came later.
	 */
	{SYSTEMD | SUSE, SOCKETS, ANY, SECTION_POST, NULL,
	 "if [ $1 -eq 1 ] &&\n"
	 "    systemctl -q is-enabled {service} 2>/dev/null; then\n"
	 "    systemctl -q --no-reload enable {service} || :\n"
	 "fi"},
	{POSTTRANS, SOCKETS, ANY, SECTION_POSTTRANS, NULL,
	 "if test -e {state}/preset-{main} &&\n"
	 "    systemctl -q is-enabled {service} 2>/dev/null; then\n"
	 "    systemctl -q --no-reload enable {service} || :\n"
	 "fi"},
	{POSTTRANS, DAEMON | SOCKETS | SERVICE, ANY, SECTION_POSTTRANS, NULL,
	 "rm -f {presets} {state}/keep-{service}"},

	{POSTTRANS, DAEMON | SERVICE, RESTART, SECTION_PRE, NULL,
	 MARK("restart")},
	{POSTTRANS, DAEMON | SERVICE, RELOAD, SECTION_PRE, NULL,
	 MARK("reload")},
	{ANY, ASK, RESTART, SECTION_PRE, NULL, MARK("restart")},
	{ANY, ASK, RELOAD, SECTION_PRE, NULL, MARK("reload")},

	/* what was started has no other restart to come */
	{POSTTRANS, DAEMON | SOCKETS, RESTART, SECTION_POSTTRANS, NULL,
	 ONCE("start", "systemctl restart {service} &&\n"
		       "            rm -f {state}/restart-{service}")},
	{POSTTRANS, DAEMON | SOCKETS, RELOAD | NONE, SECTION_POSTTRANS, NULL,
	 ONCE("start", "systemctl start {service}")},
	{SYSTEMD | SUSE, DAEMON | SOCKETS, ANY, SECTION_POSTTRANS, NULL,
	 ONCE("start", "systemctl start {service}")},
	{POSTTRANS, DAEMON | SERVICE, RESTART, SECTION_POSTTRANS, NULL,
	 RESTART_ONCE},
	{POSTTRANS, DAEMON | SERVICE, RELOAD, SECTION_POSTTRANS, NULL,
	 RELOAD_ONCE},
	{ANY, ASK, RESTART, SECTION_POSTTRANS, NULL, RESTART_ONCE},
	{ANY, ASK, RELOAD, SECTION_POSTTRANS, NULL, RELOAD_ONCE},
	{ANY, DAEMON | SOCKETS | ASK, ANY, SECTION_POSTTRANS, NULL,
	 "rmdir {state} 2>/dev/null || :"},
	{POSTTRANS, SERVICE, ANY, SECTION_POSTTRANS, NULL,
	 "rmdir {state} 2>/dev/null || :"},
};

/* clang-format on */

const size_t scriptlet_n_pieces =
	sizeof(scriptlet_pieces) / sizeof(scriptlet_pieces[0]);
