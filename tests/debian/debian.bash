# SPDX-License-Identifier: LGPL-2.1-or-later
# Debian's own tools on our packages, in a tree that has them. They use the
# network, as they do for everybody.
# shellcheck shell=bash

load ../deb/source
# both have a function build; this one builds our own packages
load ../packaging/packaging

# with_tools FILE...: run the script on standard input as root where Debian's
# tools are, in a directory with these files; what it prints is in the file log
with_tools() {
	local tree status=0

	tree=$("$top/tests/tree.sh" debian-tools-bookworm bookworm piuparts \
		autopkgtest build-essential debhelper rpm librpm-dev libpopt-dev \
		pkg-config bats libcmocka-dev patch fakeroot \
		2>"$BATS_TEST_TMPDIR/why") || skip "$(tail -n 1 "$BATS_TEST_TMPDIR/why")"
	mkdir "$BATS_TEST_TMPDIR/tools"
	cd "$BATS_TEST_TMPDIR/tools"
	cp "$@" .
	{ echo 'set -eu; mkdir tmp; export TMPDIR=$PWD/tmp' && cat; } >script
	"$top/tests/distro/enter.sh" --bind --network "$tree" . bash script \
		>log 2>&1 || status=$?
	[ "$status" != 77 ] || skip "$(tail -n 1 log)"
	[ "$status" = 0 ] || tail -n 50 log
	return "$status"
}
