#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Print the path of a tree of a Debian suite; make it where missing.
#
# usage: tree.sh [--keep-debs] NAME SUITE PACKAGE...
#
# The tree has the essential packages, APT, PACKAGE... and what they depend on.
# It is kept as NAME in $VIRTD_TEST_CACHE, else in ~/.cache/virtd-socket-tests,
# and made again when the list of packages has changed. Nothing may write to it.
# With --keep-debs its packages stay in var/cache/apt/archives.
# Exit status 77: this machine cannot make one, and standard error says why.
# Exit status 1: the suite has no such package.
set -eu

here=$(dirname "$(readlink -f "$0")")
keep=
if [ "$1" = --keep-debs ]; then
	keep=--skip=essential/unlink,cleanup/apt/cache
	shift
fi
name=$1 suite=$2
shift 2
cache=${VIRTD_TEST_CACHE:-$HOME/.cache/virtd-socket-tests}
tree=$cache/$name
made_of="$suite $*"

skip()
{
	echo "tree.sh: $*" >&2
	exit 77
}

# The clock of a test machine may be far from the suite's Valid-Until.
make_tree()
{
	local mirror

	mirror=$("$here/mirror.sh") || return
	mmdebstrap --variant=apt --include="$(IFS=,; echo "$*")" \
		--aptopt='Acquire::Check-Valid-Until "false"' \
		--dpkgopt=force-unsafe-io ${keep:+"$keep"} \
		"$suite" "$new/tree" "$mirror" >&2 || return
	# without an id, systemd takes each boot for the first and presets all
	echo 0123456789abcdef0123456789abcdef >"$new/tree/etc/machine-id"
	rm -f "$new/tree/etc/resolv.conf"
	# the tests say themselves which of libvirt's units are enabled
	find "$new/tree/etc/systemd" "$new/tree/var/lib/systemd" \
		-name '*virt*' -delete
	echo "$made_of" >"$new/tree/etc/made-of"
}

is_made()
{
	[ "$(cat "$tree/etc/made-of" 2>/dev/null)" = "$made_of" ]
}

[ -d "$cache" ] || mkdir -p "$cache" || skip "cannot make $cache"
if ! is_made; then
	[ "$(id -u)" = 0 ] || skip "only root can make $tree"
	command -v mmdebstrap >/dev/null || skip "mmdebstrap is not installed"
	# another run may be making it
	exec {lock}>"$cache/.$name.lock"
	flock "$lock"
fi
if ! is_made; then
	new=$(mktemp -d "$cache/new-$name.XXXXXX")
	trap 'rm -rf --one-file-system "$new"' EXIT
	if ! make_tree "$@" 2>"$new/log"; then
		cat "$new/log" >&2
		! grep -q '^E: Unable to locate package' "$new/log" || exit 1
		skip "mmdebstrap cannot make $suite"
	fi
	chmod 755 "$new/tree"
	[ ! -e "$tree" ] || mv -T "$tree" "$new/old"
	mv -T "$new/tree" "$tree"
fi
printf '%s\n' "$tree"
