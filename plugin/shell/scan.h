/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the shell text of a scriptlet does to which units. */
#ifndef VIRTD_SOCKET_SHELL_SCAN_H
#define VIRTD_SOCKET_SHELL_SCAN_H

#include "shell/action.h"

/*
 * Call EACH for every unit that the script TEXT, which runs with "-e" if
 * ERREXIT, may act on through systemctl(1), systemd-update-helper (systemd 252
 * to 260, openSUSE) or Debian's deb-systemd-helper(1p) and
 * deb-systemd-invoke(1p). What is told is valid during the call. ACTION_MACRO
 * comes with the word that starts with the macro.
 *
 * All branches count. Variables, for loops and the arguments of functions are
 * followed; command substitution, eval and files that are sourced are not. A
 * part of a word that is not one known text is "*" in the unit; a unit that
 * several commands name through a variable is told once for each action. Never
 * fails; time grows linearly with TEXT.
 */
void shellscan(const char *text, bool errexit,
	       void (*each)(void *ctx, const struct shell_action *action),
	       void *ctx);

/*
 * Call EACH for every command of the script TEXT, in their order, with the line
 * where it begins, how many conditionals, loops and groups enclose it, and
 * whether it is BOUND: "&&", "||", "|" or a condition in front of it needs it.
 */
void shellscan_depths(const char *text,
		      void (*each)(void *ctx, unsigned line, unsigned depth,
				   bool bound),
		      void *ctx);

#endif
