#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Run a command in a mount name space of its own, where what it mounts is seen
# by nobody else. Also in a chroot, whose root unshare cannot make private
# because it is no mount point.
#
# usage: private-mounts.sh COMMAND...
set -eu

# /proc is a mount point everywhere: what is mounted on it, once it is private,
# does not reach the name space that we come from
enter_chroot()
{
	mount --make-private /proc
	mount -t tmpfs none /proc
	mkdir /proc/root
	mount --rbind / /proc/root
	mount --make-rprivate /proc/root
	exec chroot /proc/root "$0" --uncover "$PWD" "$@"
}

case $1 in
--enter)
	shift
	enter_chroot "$@"
	;;
--uncover)
	umount /proc
	cd "$2"
	shift 2
	exec "$@"
	;;
esac
if mountpoint -q /; then
	exec unshare --mount "$@"
fi
exec unshare --mount --propagation unchanged \
	"$(readlink -f "$0")" --enter "$@"
