#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Print the path of a clean Debian tree in which packages are built, with what
# the Build-Depends of debian/control and the spec files ask for; make it where
# missing. In bookworm it also has dnf, and keeps its packages for obs-build.
#
# usage: root.sh SUITE
#
# See ../tree.sh for the rest.
set -eu

here=$(dirname "$(readlink -f "$0")")
suite=$1
tools='gcc libc6-dev make pkg-config librpm-dev libpopt-dev rpm patch bzip2
	xz-utils file cpio mount bats libcmocka-dev debugedit elfutils'

# shellcheck disable=SC2086 # words
case $suite in
bookworm)
	exec "$here/../tree.sh" --keep-debs packaging-bookworm bookworm $tools \
		build-essential debhelper fakeroot hostname usrmerge \
		createrepo-c dnf
	;;
*) exec "$here/../tree.sh" "packaging-$suite" "$suite" $tools ;;
esac
