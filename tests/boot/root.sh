#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Print the path of a Debian tree that can be booted; make it where missing.
#
# usage: root.sh [SUITE]      (bookworm if not given)
#
# boot.sh gives each boot an overlay of its own. See ../tree.sh for the rest.
here=$(dirname "$(readlink -f "$0")")
suite=${1:-bookworm}

exec "$here/../tree.sh" "boot-$suite" "$suite" \
	systemd-sysv dbus iproute2 rpm procps socat python3-minimal
