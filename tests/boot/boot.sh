#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Boot a tree of root.sh in a container and run a test in it.
#
# usage: boot.sh TREE DIR [nspawn option...]
#
# DIR is /test in the container. DIR/run is started after the boot; its exit
# status is that of boot.sh, its output goes to DIR/output and the console to
# DIR/console. All changes of the tree are forgotten: boots may run in parallel.
# "boot.sh --check" says on standard error why this machine cannot boot a tree,
# and then exits with status 77.
set -u

here=$(dirname "$(readlink -f "$0")")
private_mounts=$here/../private-mounts.sh
cgroups=()

skip()
{
	echo "boot.sh: $*" >&2
	exit 77
}

check()
{
	[ "$(id -u)" = 0 ] || skip "only root can boot a container"
	command -v systemd-nspawn >/dev/null ||
		skip "systemd-nspawn (package systemd-container) is not installed"
	# what a container needs, and sandboxes often deny
	"$private_mounts" unshare --pid --fork --mount-proc \
		mount -t tmpfs none /mnt 2>/dev/null ||
		skip "this machine does not let root mount file systems"
	[ -e /sys/fs/cgroup/cgroup.procs ] ||
		[ -e /sys/fs/cgroup/systemd/cgroup.procs ] ||
		skip "there is no cgroup hierarchy in /sys/fs/cgroup"
}

# With --keep-unit, which a host without systemd needs, all containers would
# share one cgroup, and one would kill the processes of another.
enter_cgroups()
{
	local hierarchy

	for hierarchy in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified \
		/sys/fs/cgroup; do
		[ -e "$hierarchy/cgroup.procs" ] || continue
		mkdir "$hierarchy/$id" && cgroups+=("$hierarchy/$id")
	done
}

leave_cgroups()
{
	local cgroup

	for cgroup in "${cgroups[@]}"; do
		for _ in {1..50}; do
			find "$cgroup" -depth -type d -exec rmdir {} + 2>/dev/null
			[ -d "$cgroup" ] || break
			sleep .1
		done
	done
}

boot()
{
	local cgroup options=(--keep-unit --register=no)

	if [ -d /run/systemd/system ]; then
		options=(--register=no)
	else
		for cgroup in "${cgroups[@]}"; do
			echo "$BASHPID" >"$cgroup/cgroup.procs"
		done
	fi
	# systemd 258 and later refuse the old hierarchy
	export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=${SYSTEMD_NSPAWN_UNIFIED_HIERARCHY-1}
	exec "$private_mounts" systemd-nspawn --quiet --directory="$tree" --machine="$id" \
		--volatile=overlay --private-network "${options[@]}" \
		--bind="$dir:/test" \
		--bind-ro="$here/boot.service:/etc/systemd/system/boot-test.service" \
		"$@" --boot systemd.wants=boot-test.service
}

check
[ "${1-}" != --check ] || exit 0
tree=$1 dir=$(readlink -f "$2")
shift 2
id=vst$$-$RANDOM
[ -d /run/systemd/system ] || enter_cgroups
trap leave_cgroups EXIT
(boot "$@") >"$dir/console" 2>&1 </dev/null
