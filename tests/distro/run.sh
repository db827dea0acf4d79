#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Run "make check" in a tree of a Debian suite, as an ordinary user and without
# network; print TAP. bullseye.sh and the like are links to this: the name says
# which suite.
#
#   VIRTD_DISTRO_CHECK   the target of make; default: check
set -u

here=$(dirname "$(readlink -f "$0")")
top=$(cd "$here/../.." && pwd)
suite=$(basename "$0" .sh)
cache=${VIRTD_TEST_CACHE:-$HOME/.cache/virtd-socket-tests}
dir=$(mktemp -d "${TMPDIR:-/tmp}/virtd-socket-test.XXXXXX")
trap 'rm -rf "$dir"' EXIT

# what tests fetch, see fetch-orig.sh and fetch-debs.sh; they skip what is not
# there, and say so
fetch()
{
	"$top/tests/fetch-orig.sh" libvirt trixie
	"$top/tests/fetch-orig.sh" systemd bookworm
	"$top/tests/fetch-orig.sh" systemd trixie
	"$top/tests/fetch-debs.sh" libvirt bookworm
	"$top/tests/fetch-debs.sh" libvirt trixie
	"$top/tests/fetch-debs.sh" libvirt sid
	"$top/tests/fetch-debs.sh" sockets trixie
} >/dev/null

copy_source()
{
	mkdir "$dir/source"
	"$top/tests/pack.sh" | tar -C "$dir/source" -x
}

copy_cache()
{
	mkdir "$dir/cache"
	cp -r "$cache/bookworm" "$cache/trixie" "$cache/sid" "$dir/cache"
}

skip()
{
	echo "ok - Debian $suite # skip $(tail -n 1 "$dir/reason")"
	exit 0
}

"$here/enter.sh" --check 2>"$dir/reason" || skip
tree=$("$here/root.sh" "$suite" 2>"$dir/reason") || {
	[ $? = 77 ] && skip
	cat "$dir/reason"
	exit 1
}
fetch
copy_source
copy_cache
"$here/enter.sh" "$tree" "$dir" source/tests/distro/inside.sh \
	"$suite" "${VIRTD_DISTRO_CHECK:-check}" &
# unshare(1) does not heed SIGTERM while it waits
trap 'kill -KILL $!; exit 143' INT TERM
wait $!
