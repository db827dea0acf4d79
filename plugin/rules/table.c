/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rules: what each is called, says and calls. */
#include <stddef.h>

#include "rules/table.h"

#define UNIT(f)	   .unit = rule_##f
#define PACKAGE(f) .package = rule_##f
#define SET(f)	   .set = rule_##f

/* clang-format off */
const struct rule rule_table[] = {
	{{"unit-file",
	  "A daemon's unit is a regular file in the syntax of units.",
	  "systemd does not load it otherwise, and the socket or "
	  "service is missing."},
	 UNIT(unit_file)},
	{{"unit-dir",
	  "A daemon's unit is where systemd looks for it.",
	  "Packages install units in /usr/lib/systemd/system; /etc is "
	  "the administrator's."},
	 UNIT(unit_dir)},
	{{"unit-mode",
	  "A daemon's unit has mode 0644.",
	  "A unit that others can write runs what they want as root; "
	  "systemd warns of executable ones."},
	 UNIT(unit_mode)},
	{{"drop-in",
	  "A drop-in of a daemon's unit can be read and applied.",
	  "Settings that cannot be read are not in force, and nobody "
	  "notices."},
	 PACKAGE(drop_in)},
	{{"placeholder",
	  "No unit has a placeholder that was not expanded.",
	  "@name@ is taken literally; in ListenStream= it even is a "
	  "valid abstract socket."},
	 PACKAGE(placeholder)},
	{{"trio-incomplete",
	  "No socket of a daemon is missing.",
	  "Clients look for all of them; a service that requires a "
	  "missing socket does not start."},
	 SET(trio_incomplete)},
	{{"unit-twice",
	  "No unit is in two Debian packages.",
	  "dpkg does not install the second package beside the first."},
	 SET(unit_twice)},
	{{"binds-to",
	  "The other sockets have BindsTo= and After= the main one.",
	  "Without them a socket outlives the main one, and clients "
	  "that it takes in hang."},
	 UNIT(binds_to)},
	{{"also-siblings",
	  "The sockets of a daemon name each other in Also=.",
	  "Enabling or disabling one of them by hand leaves the "
	  "others as they were."},
	 UNIT(also_siblings)},
	{{"also-foreign",
	  "Also= names no unit of another package.",
	  "Disabling this unit, also when its package is removed, "
	  "disables the other package's, too."},
	 UNIT(also_foreign)},
	{{"libvirtd-conflict",
	  "A modular daemon's socket has Conflicts=, After= "
	  "libvirtd's.",
	  "Otherwise libvirtd and modular daemons manage the same "
	  "guests at one time."},
	 UNIT(libvirtd_conflict)},
	{{"wanted-by",
	  "A socket has WantedBy=sockets.target.",
	  "A unit without it can be enabled, but is never started; "
	  "other targets come later or never."},
	 UNIT(wanted_by)},
	{{"condition-missing",
	  "A socket has the conditions of its service.",
	  "Where they do not hold, the socket listens, but each "
	  "connection fails."},
	 UNIT(condition_missing)},
	{{"listen-stream",
	  "A socket listens where clients look for it.",
	  "libvirt's clients have these paths and ports built in."},
	 UNIT(listen_stream)},
	{{"listen-port",
	  "A local socket listens at no port.",
	  "Anyone on the network could manage guests; ports are for "
	  "the tcp and tls sockets."},
	 UNIT(listen_port), .absent = true},
	{{"listen-shared",
	  "Two daemons listen at one address only if they conflict.",
	  "The second one cannot start while the first one listens."},
	 SET(listen_shared)},
	{{"socket-mode",
	  "SocketMode= is no wider than the kind of socket allows.",
	  "Whoever may write to an admin socket, or to a main socket "
	  "without polkit, is root."},
	 UNIT(socket_mode), .absent = true},
	{{"service-missing",
	  "Service= names the daemon's service, which is there.",
	  "A connection would start nothing, or the wrong daemon."},
	 UNIT(service_missing)},
	{{"scriptlet-macro",
	  "No scriptlet has a macro that was not expanded.",
	  "The macro was not defined where the package was built: is "
	  "a BuildRequires: missing?"},
	 PACKAGE(scriptlet_macro)},
	{{"scriptlet-unread",
	  "Each scriptlet can be read.",
	  "What it does to the sockets is not known."},
	 PACKAGE(scriptlet_unread)},
	{{"not-enabled",
	  "Each local socket is enabled or preset by a scriptlet.",
	  "It must be one of the socket's own package, or of a "
	  "package that this one requires."},
	 UNIT(not_enabled)},
	{{"not-disabled",
	  "Each socket is disabled or purged by a scriptlet.",
	  "Links to units that are gone stay otherwise, and come to "
	  "life with the next installation."},
	 UNIT(not_disabled)},
	{{"socket-restart",
	  "No scriptlet restarts a socket.",
	  "Restart the service alone: it goes on with the sockets "
	  "that are open."},
	 PACKAGE(socket_restart)},
	{{"upgrade-disables",
	  "No upgrade disables or stops a unit.",
	  "A scriptlet for removals runs at upgrades, too: look at "
	  "$1."},
	 PACKAGE(upgrade_disables)},
	{{"upgrade-enables",
	  "No upgrade presets or enables a unit.",
	  "What an administrator has disabled would be enabled again: "
	  "look at $1, in Debian at $2."},
	 PACKAGE(upgrade_enables)},
	{{"preset-missing",
	  "No call presets a missing unit beside others.",
	  "systemd 257 and older then preset none of them: use a call "
	  "for each package's units."},
	 PACKAGE(preset_missing)},
	{{"enable-fails",
	  "No Debian script ends where a unit cannot be enabled.",
	  "The package would stay unconfigured: add || true."},
	 PACKAGE(enable_fails)},
	{{"mask-left",
	  "What a removal masks, an installation unmasks.",
	  "The unit stays masked when the package is installed again."},
	 PACKAGE(mask_left)},
	{{"inet-enabled",
	  "The tcp and tls sockets are not enabled.",
	  "They open libvirt to the network, tcp without encryption; "
	  "administrators enable them."},
	 UNIT(inet_enabled)},
	{{"static-link",
	  "No link in a package enables a socket.",
	  "An administrator cannot remove it with systemctl disable."},
	 UNIT(static_link)},
	{{"socket-changed",
	  "With --against: ListenStream=, SocketMode= are as before.",
	  "A restart of the service does not apply them: stop service "
	  "and sockets, start the sockets."},
	 UNIT(socket_changed)},
	{{"unit-moved",
	  "With --against: no unit changes both package and "
	  "directory.",
	  "dpkg deletes a file that moves between /lib and /usr/lib "
	  "and to another package at once."},
	 UNIT(unit_moved)},
	{{"first-socket",
	  "With --against: no service gets its first socket.",
	  "BindsTo= of a socket that does not run stops the service "
	  "when systemd reloads."},
	 UNIT(first_socket)},
	{{"families-mixed",
	  "In a tree: libvirtd and modular daemons are not both "
	  "enabled.",
	  "They conflict: at boot one stops the other."},
	 PACKAGE(families_mixed)},
	{{"half-enabled",
	  "In a tree: a daemon's local sockets are all enabled or "
	  "none.",
	  "Clients that use the others are refused until the service "
	  "runs."},
	 PACKAGE(half_enabled)},
	{{"unit-masked",
	  "In a tree: no unit beside enabled sockets is masked.",
	  "The daemon works by halves; mask all of its units or none."},
	 PACKAGE(unit_masked)},
	{{"dangling-link",
	  "In a tree: no link enables a unit that is not there.",
	  "It comes to life when the package is installed again."},
	 PACKAGE(dangling_link)},
	{{NULL, NULL, NULL}, NULL, NULL, NULL, false},
};
/* clang-format on */
