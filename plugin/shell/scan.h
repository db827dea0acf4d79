/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the shell text of a scriptlet does to which units. */
#ifndef VIRTD_SOCKET_SHELL_SCAN_H
#define VIRTD_SOCKET_SHELL_SCAN_H

#include "shell/action.h"

/*
 * Call EACH for every unit that the script TEXT may preset, enable, disable
 * or restart, through systemctl(1), systemd-update-helper (systemd 252 to
 * 260, openSUSE) or Debian's deb-systemd-helper(1p) and deb-systemd-invoke(1p).
 * UNIT is a unit name, possibly a pattern as of glob(7), and valid during the
 * call. ACTION_MACRO comes with the word that starts with the macro.
 *
 * All branches count. Variables, for loops and the arguments of functions are
 * followed; command substitution, eval and files that are sourced are not.
 * Never fails; the work is bounded for any TEXT.
 */
void shellscan(const char *text,
	       void (*each)(void *ctx, enum action action, const char *unit,
			    unsigned line),
	       void *ctx);

#endif
