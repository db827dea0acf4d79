#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Print the path of a Debian tree that can be booted; make it where missing.
#
# usage: root.sh [SUITE [libvirt]]      (bookworm if not given)
#
# With "libvirt", Debian's libvirt and its clients are in it, with no unit of
# them enabled. boot.sh gives each boot an overlay of its own. See ../tree.sh for
# the rest.
here=$(dirname "$(readlink -f "$0")")
suite=${1:-bookworm}
variant=${2-}
packages=(systemd-sysv dbus iproute2 rpm procps python3-minimal)
[ -z "$variant" ] || packages+=(libvirt-daemon-system libvirt-clients)
# later releases split it
[ "$suite$variant" = bookwormlibvirt ] || [ -z "$variant" ] ||
	packages+=(libvirt-daemon-lock libvirt-daemon-log)

exec "$here/../tree.sh" "boot-$suite${variant:+-$variant}" "$suite" \
	"${packages[@]}"
