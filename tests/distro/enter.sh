#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Run a command in an overlay of a tree, without network. All changes of the
# tree are forgotten.
#
# usage: enter.sh TREE DIR COMMAND...
#
# DIR is /test in the overlay, and the current directory. The command is run as
# root there, with nothing but PATH and LC_ALL in its environment.
# "enter.sh --check" says on standard error why this machine cannot do that, and
# then exits with status 77.
set -eu

skip()
{
	echo "enter.sh: $*" >&2
	exit 77
}

check()
{
	[ "$(id -u)" = 0 ] || skip "only root can enter a tree"
	unshare --mount --pid --fork --mount-proc --net --ipc --uts \
		mount -t tmpfs none /mnt 2>/dev/null ||
		skip "this machine does not let root mount file systems"
}

# In mount, PID, network, IPC and UTS name spaces of its own. The upper
# directory is in memory: an overlay cannot be upon another overlay.
inside()
{
	local tree=$1 dir=$2 top=/mnt node

	shift 2
	mount -t tmpfs -o mode=755 none "$top"
	mkdir "$top"/{upper,work,root}
	mount -t overlay \
		-o "lowerdir=$tree,upperdir=$top/upper,workdir=$top/work" \
		overlay "$top/root"
	mkdir -p "$top/root/test"
	mount --rbind "$dir" "$top/root/test"
	mount -t tmpfs -o mode=1777 none "$top/root/tmp"
	mount -t proc proc "$top/root/proc"
	mount -t tmpfs -o mode=755 none "$top/root/dev"
	for node in null zero full random urandom tty; do
		touch "$top/root/dev/$node"
		mount --bind "/dev/$node" "$top/root/dev/$node"
	done
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
	tree=$(readlink -f "$1") dir=$(readlink -f "$2")
	shift 2
	exec unshare --mount --pid --fork --kill-child --net --ipc --uts \
		"$0" --inside "$tree" "$dir" "$@" </dev/null
	;;
esac
