/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The pieces that scriptlets are made of. */
#include "scriptlets/pieces.h"
#include "units/daemon.h"

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

#define UNITS (DAEMON | SOCKETS | SERVICE)

/* Systemd reads the units of a transaction once: it takes its time. */
#define READ_UNITS "    ! test -e daemon-reload || systemctl daemon-reload"

/*
 * A service that is bound to a new socket is to end, or has ended: systemd only
 * queues that, and may call it active until then. Others are left alone: with a
 * socket that it requires, systemd could not even "start" one that runs. Who
 * asked for a restart has got it.
 */
#define START                                                                  \
	"systemctl -q is-active {main} ||\n"                                   \
	"        case \" $(systemctl show --value -p BindsTo {service}) \" "   \
	"in\n"                                                                 \
	"        *\" {main} \"*)\n"                                            \
	"            systemctl restart {service}\n"                            \
	"            rm -f restart-{service} ;;\n"                             \
	"        esac"

/* What ACTION does where the mark NAME is, once; FIRST reads the mark. */
#define ONCE(name, first, action)                                              \
	"(cd {state} 2>/dev/null && test -e " name                             \
	"-{service} || exit 0\n" first                                         \
	"if test -d /run/systemd/system; then\n" READ_UNITS "\n    " action    \
	"\n"                                                                   \
	"fi\n"                                                                 \
	"rm -f " name "-{service} daemon-reload\n"                             \
	"rmdir {state} 2>/dev/null) || :"

/* clang-format off */

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
	{SYSTEMD | SUSE, DAEMON | SOCKETS, ANY, SECTION_PRE, NULL,
	 "(! test -e {unitdir}/{main} || exit 0\n"
	 "systemctl -q is-active {service} 2>/dev/null || exit 0\n"
	 "mkdir -p {state} && cd {state} &&\n"
	 "    touch start-{service} daemon-reload) || :"},

	{SYSTEMD, DAEMON | SOCKETS, ANY, SECTION_POST, NULL,
	 "%systemd_post {install}"},
	{SYSTEMD, DAEMON | SERVICE, ANY, SECTION_POST, NULL,
	 "%systemd_post {service}"},
	{SYSTEMD, UNITS, ANY, SECTION_PREUN, NULL,
	 "%systemd_preun {remove}"},
	{SYSTEMD, DAEMON | SERVICE, RESTART, SECTION_POSTUN,
	 "%{!?systemd_posttrans_with_restart:1}",
	 "%systemd_postun_with_restart {service}"},
	/* before anybody restarts it: what has ended cannot be */
	{SYSTEMD | SUSE, DAEMON | SOCKETS, ANY, SECTION_POSTTRANS, NULL,
	 ONCE("start", "", START)},
	/*
	 * The first mark says that this restart is still to come, to those that
	 * ask for one; the second one goes where somebody has done it.
	 */
	{SYSTEMD, DAEMON | SERVICE, RESTART, SECTION_PRE,
	 "%{?systemd_posttrans_with_restart:1}",
	 "(mkdir -p {state} && cd {state} &&\n"
	 "    touch keep-{service} restart-{service}) || :"},
	{SYSTEMD, DAEMON | SERVICE, RESTART, SECTION_POSTTRANS,
	 "%{?systemd_posttrans_with_restart:1}",
	 "if test -e {state}/restart-{service}; then"},
	{SYSTEMD, DAEMON | SERVICE, RESTART, SECTION_POSTTRANS,
	 "%{?systemd_posttrans_with_restart:1}",
	 "%systemd_posttrans_with_restart {service}"},
	{SYSTEMD, DAEMON | SERVICE, RESTART, SECTION_POSTTRANS,
	 "%{?systemd_posttrans_with_restart:1}",
	 "fi\n"
	 "(cd {state} 2>/dev/null || exit 0\n"
	 "rm -f keep-{service} restart-{service} daemon-reload\n"
	 "rmdir {state} 2>/dev/null) || :"},
	/* systemd before 255 has no macro that reloads: leave it running */
	{SYSTEMD, DAEMON | SERVICE, RELOAD, SECTION_POSTUN,
	 "%{!?systemd_posttrans_with_reload:"
	 "%{?systemd_postun_with_reload:1}}",
	 "%systemd_postun_with_reload {service}"},
	{SYSTEMD, DAEMON | SERVICE, RELOAD, SECTION_POSTTRANS,
	 "%{?systemd_posttrans_with_reload:1}",
	 "%systemd_posttrans_with_reload {service}"},

	{SUSE, UNITS, ANY, SECTION_PRE, NULL,
	 "%service_add_pre {all}"},
	{SUSE, UNITS, ANY, SECTION_POST, NULL,
	 "%service_add_post {all}"},
	{SUSE, UNITS, ANY, SECTION_PREUN, NULL,
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

	/*
	 * A service that is enabled has its Also= sockets enabled, but for those
	 * that came later.
	 */
	{SYSTEMD | SUSE, SOCKETS, ANY, SECTION_POST, NULL,
	 "if [ $1 -eq 1 ] &&\n"
	 "    systemctl -q is-enabled {service} 2>/dev/null; then\n"
	 "    systemctl -q --no-reload enable {service} || :\n"
	 "fi"},

	{POSTTRANS, UNITS, ANY, SECTION_PRE, NULL,
	 "(mkdir -p {state} && cd {state} || exit 0\n"
	 "for unit in {all}; do\n"
	 "    test -e {unitdir}/$unit || touch preset-$unit\n"
	 "done"},
	{POSTTRANS, DAEMON | SOCKETS, ANY, SECTION_PRE, NULL,
	 "test -e {unitdir}/{main} ||\n"
	 "    ! systemctl -q is-active {service} 2>/dev/null ||\n"
	 "    touch start-{service}"},
	{POSTTRANS, DAEMON | SERVICE, RESTART, SECTION_PRE, NULL,
	 "touch restart-{service}"},
	{POSTTRANS, DAEMON | SERVICE, RELOAD, SECTION_PRE, NULL,
	 "touch reload-{service}"},
	{POSTTRANS, UNITS, ANY, SECTION_PRE, NULL,
	 "touch keep-{service} daemon-reload) || :"},
	/*
	 * The mark is there at removal if another package takes the units over
	 * in the same transaction.
	 */
	{POSTTRANS, UNITS, ANY, SECTION_PREUN, NULL,
	 "if [ $1 -eq 0 ] && ! test -e {state}/keep-{service}; then\n"
	 "    if test -d /run/systemd/system; then\n"
	 "        systemctl --no-reload disable --now {remove} || :\n"
	 "    elif command -v systemctl >/dev/null; then\n"
	 "        systemctl --no-reload disable {remove} || :\n"
	 "    fi\n"
	 "fi"},
	{POSTTRANS, UNITS, ANY, SECTION_POSTTRANS, NULL,
	 "(cd {state} 2>/dev/null || exit 0"},
	/* one call for all sockets: the result of several depends on order */
	{POSTTRANS, DAEMON | SOCKETS, ANY, SECTION_POSTTRANS, NULL,
	 "sockets=\n"
	 "for unit in {install}; do\n"
	 "    ! test -e preset-$unit || sockets=\"$sockets $unit\"\n"
	 "done"},
	{POSTTRANS, UNITS, ANY, SECTION_POSTTRANS, NULL,
	 "if command -v systemctl >/dev/null; then"},
	{POSTTRANS, DAEMON | SOCKETS, ANY, SECTION_POSTTRANS, NULL,
	 "    test -z \"$sockets\" || systemctl -q --no-reload preset $sockets"},
	{POSTTRANS, DAEMON | SERVICE, ANY, SECTION_POSTTRANS, NULL,
	 "    ! test -e preset-{service} ||\n"
	 "        systemctl -q --no-reload preset {service}"},
	{POSTTRANS, SOCKETS, ANY, SECTION_POSTTRANS, NULL,
	 "    ! test -e preset-{main} ||\n"
	 "        ! systemctl -q is-enabled {service} 2>/dev/null ||\n"
	 "        systemctl -q --no-reload enable {service}"},
	{POSTTRANS, UNITS, ANY, SECTION_POSTTRANS, NULL,
	 "fi\n"
	 "verb="},
	{POSTTRANS, DAEMON | SERVICE, RESTART, SECTION_POSTTRANS, NULL,
	 "! test -e restart-{service} || verb=try-restart"},
	{POSTTRANS, DAEMON | SERVICE, RELOAD, SECTION_POSTTRANS, NULL,
	 "! test -e reload-{service} ||\n"
	 "    ! systemctl -q is-active {service} 2>/dev/null || verb=reload"},
	{POSTTRANS, DAEMON | SOCKETS, RESTART, SECTION_POSTTRANS, NULL,
	 "! test -e start-{service} || verb=restart"},
	{POSTTRANS, UNITS, ANY, SECTION_POSTTRANS, NULL,
	 "if test -d /run/systemd/system; then\n"
	 READ_UNITS},
	{POSTTRANS, DAEMON | SOCKETS, RELOAD | NONE, SECTION_POSTTRANS, NULL,
	 "    ! test -e start-{service} || " START},
	{POSTTRANS, UNITS, ANY, SECTION_POSTTRANS, NULL,
	 "    test -z \"$verb\" || systemctl $verb {service}\n"
	 "fi\n"
	 "rm -f {presets}\n"
	 "rm -f start-{service} restart-{service} reload-{service} keep-{service}\n"
	 "rm -f daemon-reload\n"
	 "rmdir {state} 2>/dev/null) || :"},

	/*
	 * The mark has the instance of the service that shall end: the daemon's
	 * own package, or systemd's file triggers, may restart it first.
	 */
	{ANY, ASK, RESTART, SECTION_PRE, NULL,
	 "(mkdir -p {state} && cd {state} && touch daemon-reload || exit 0\n"
	 "systemctl show --value -p InvocationID {service} 2>/dev/null"
	 " >restart-{service}) || :"},
	{ANY, ASK, RELOAD, SECTION_PRE, NULL,
	 "(mkdir -p {state} && cd {state} &&\n"
	 "    touch reload-{service} daemon-reload) || :"},
	{ANY, ASK, RESTART, SECTION_POSTTRANS, NULL,
	 ONCE("restart", "! test -e keep-{service} || exit 0\n"
			 "mark=$(cat restart-{service})\n",
	      "test -n \"$mark\" && test \"$mark\" != \"$(systemctl show"
	      " --value -p InvocationID {service})\" ||\n"
	      "        systemctl try-restart {service}")},
	{ANY, ASK, RELOAD, SECTION_POSTTRANS, NULL,
	 ONCE("reload", "", "! systemctl -q is-active {service} ||\n"
			"        systemctl reload {service}")},
};

/* clang-format on */

const size_t scriptlet_n_pieces =
	sizeof(scriptlet_pieces) / sizeof(scriptlet_pieces[0]);
