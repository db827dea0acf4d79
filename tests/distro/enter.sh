#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Run a command in an overlay of a tree, without network unless --network says
# so. All changes are forgotten.
#
# usage: enter.sh [--bind] [--network] TREE DIR COMMAND...
#
# /test is a copy of DIR, or with --bind DIR itself, and the current directory.
# The command is run as root there, with nothing but PATH and LC_ALL in its
# environment.
# "enter.sh --check" says on standard error why this machine cannot do that, and
# then exits with status 77.
set -eu

here=$(dirname "$(readlink -f "$0")")
private_mounts=$here/../private-mounts.sh

skip()
{
	echo "enter.sh: $*" >&2
	exit 77
}

check()
{
	[ "$(id -u)" = 0 ] || skip "only root can enter a tree"
	"$private_mounts" unshare --pid --fork --mount-proc --net --ipc --uts \
		mount -t tmpfs none /mnt 2>/dev/null ||
		skip "this machine does not let root mount file systems"
}

# In mount, PID, network, IPC and UTS name spaces of its own. The upper
# directory is in memory: an overlay cannot be upon another overlay.
inside()
{
	local bind=$1 net=$2 tree=$3 dir=$4 top=/mnt node

	shift 4
	mount -t tmpfs -o mode=755 none "$top"
	mkdir "$top"/{upper,work,root}
	mount -t overlay \
		-o "lowerdir=$tree,upperdir=$top/upper,workdir=$top/work" \
		overlay "$top/root"
	if [ -n "$bind" ]; then
		mkdir "$top/root/test"
		mount --rbind "$dir" "$top/root/test"
	else
		cp -r "$dir" "$top/root/test"
	fi
	[ -n "$net" ] || cp /etc/resolv.conf /etc/hosts "$top/root/etc"
	mount -t proc proc "$top/root/proc"
	# systemd-analyze wants to find its control group
	mount --rbind /sys "$top/root/sys"
	mount -t tmpfs -o mode=755 none "$top/root/dev"
	for node in null zero full random urandom tty; do
		touch "$top/root/dev/$node"
		mount --bind "/dev/$node" "$top/root/dev/$node"
	done
	mkdir "$top"/root/dev/{pts,shm}
	mount -t tmpfs -o mode=1777 none "$top/root/dev/shm"
	mount -t devpts -o newinstance,ptmxmode=0666 none "$top/root/dev/pts"
	ln -s pts/ptmx "$top/root/dev/ptmx"
	ln -s /proc/self/fd "$top/root/dev/fd"
	ln -s fd/0 "$top/root/dev/stdin"
	ln -s fd/1 "$top/root/dev/stdout"
	ln -s fd/2 "$top/root/dev/stderr"
	# the root of the name space, not chroot: else no user name space inside
	cd "$top/root"
	pivot_root . .
	umount -l .
	cd /test
	exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"
}

case ${1-} in
--check) check ;;
--inside) shift && inside "$@" ;;
*)
	check
	bind='' net=--net
	while :; do
		case $1 in
		--bind) bind=$1 ;;
		--network) net='' ;;
		*) break ;;
		esac
		shift
	done
	tree=$(readlink -f "$1") dir=$(readlink -f "$2")
	shift 2
	exec "$private_mounts" \
		unshare --pid --fork --kill-child $net --ipc --uts \
		"$here/enter.sh" --inside "$bind" "$net" "$tree" "$dir" "$@" </dev/null
	;;
esac
