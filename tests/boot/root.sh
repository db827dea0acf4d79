#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Print the path of a Debian tree that can be booted; make it where missing.
#
# usage: root.sh [SUITE [libvirt]]      (bookworm if not given)
#
# With "libvirt", Debian's libvirt and its clients are in it, with no unit of
# them enabled.
# The tree is kept in $VIRTD_TEST_CACHE, else in ~/.cache/virtd-socket-tests.
# Nothing may write to it: boot.sh gives each boot an overlay of its own.
# Exit status 77: this machine cannot make one, and standard error says why.
set -eu

suite=${1:-bookworm}
cache=${VIRTD_TEST_CACHE:-$HOME/.cache/virtd-socket-tests}
packages=systemd-sysv,dbus,iproute2,rpm,procps,python3-minimal
variant=${2-}
tree=$cache/boot-$suite${variant:+-$variant}
case $variant in
libvirt) packages+=,libvirt-daemon-system,libvirt-clients ;;
esac

skip()
{
	echo "root.sh: $*" >&2
	exit 77
}

# The clock of a test machine may be far from the suite's Valid-Until.
make_tree()
{
	mmdebstrap --quiet --variant=minbase --include="$packages" \
		--aptopt='Acquire::Check-Valid-Until "false"' \
		"$suite" "$1" >&2 || return
	# without an id, systemd takes each boot for the first and presets all
	echo 0123456789abcdef0123456789abcdef >"$1/etc/machine-id"
	rm -f "$1/etc/resolv.conf"
	find "$1/etc/systemd" "$1/var/lib/systemd" -name '*virt*' -delete
}

if [ ! -d "$tree" ]; then
	[ "$(id -u)" = 0 ] || skip "only root can make $tree"
	command -v mmdebstrap >/dev/null || skip "mmdebstrap is not installed"
	mkdir -p "$cache"
	new=$(mktemp -d "$cache/new-$suite.XXXXXX")
	trap 'rm -rf --one-file-system "$new"' EXIT
	make_tree "$new" || skip "mmdebstrap cannot make $suite"
	chmod 755 "$new"
	# another run may have been faster
	mv -T "$new" "$tree" 2>/dev/null || [ -d "$tree" ]
fi
printf '%s\n' "$tree"
