#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Install what building and testing need, with the package manager that is there;
# by sudo where one is not root. What will be installed, and how large it is, is
# said first. Nothing is done, and nothing said, where all is there.
#
# usage: deps.sh [--list] [GROUP...]
#
#   build   a C compiler, make, librpm and popt
#   demo    rpmbuild
#   check   what "make check" needs
#   boot    what boots systemd, makes trees of other releases, builds as OBS does
#   lint    what checks the sources
#
# Without GROUP: all of them. With --list only the names of Debian's packages are
# printed, a line for each group.
set -eu

stop() {
	status=$1
	shift
	echo "deps.sh: $*" >&2
	exit "$status"
}

debian_packages() {
	case $1 in
	build) echo gcc libc6-dev make pkg-config librpm-dev libpopt-dev ;;
	demo) echo rpm ;;
	check)
		echo scdoc bats libcmocka-dev python3 time xz-utils patch \
			systemd util-linux mount ca-certificates debhelper \
			dpkg-dev fakeroot lintian man-db graphviz mandoc zsh \
			bash-completion strace binutils faketime elfutils
		;;
	boot) echo mmdebstrap systemd-container obs-build rpmlint ;;
	lint) echo clang-format clang-tidy cppcheck shellcheck lua-check ;;
	*) stop 2 "$1: no such group" ;;
	esac
}

# Fedora and openSUSE differ in few names; they have no lint and no boot here.
rpm_packages() {
	case $1 in
	build) echo gcc make rpm-devel popt-devel "$2" ;;
	demo) echo rpm-build systemd-rpm-macros ;;
	check)
		echo scdoc bats libcmocka-devel python3 time xz patch systemd \
			util-linux strace
		;;
	boot | lint) ;;
	*) stop 2 "$1: no such group" ;;
	esac
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		stop 1 "only root can install packages, and there is no sudo"
	fi
}

# What of the packages is not installed.
missing_debs() {
	for package; do
		[ "$(dpkg-query -Wf '${db:Status-Status}' "$package" \
			2>/dev/null)" = installed ] || echo "$package"
	done
}

missing_rpms() {
	for package; do
		rpm -q --quiet --whatprovides "$package" || echo "$package"
	done
}

# What apt-get says of it: "9 packages, 45 MB to fetch, 180 MB on disk"
summary() {
	LC_ALL=C apt-get --print-uris --no-install-recommends install "$@" |
		sed -n -e 's/^\([0-9]*\) upgraded, \([0-9]*\) newly .*/\2 new and \1 upgraded packages/p' \
			-e 's/^Need to get \(.*\) of archives\..*/\1 to fetch/p' \
			-e 's/^After this operation, \(.*\) of .*/\1 on disk/p' |
		paste -s -d , | sed 's/,/, /g'
}

install_debs() {
	as_root apt-get -qq update
	echo "deps.sh: installs $* and what they need: $(summary "$@")"
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq \
		--no-install-recommends install "$@" >/dev/null
}

if [ "${1-}" = --list ]; then
	shift
	for group; do
		debian_packages "$group"
	done
	exit
fi
[ $# -gt 0 ] || set -- build demo check boot lint
packages=
if command -v apt-get >/dev/null; then
	for group; do
		packages="$packages $(debian_packages "$group")"
	done
	# shellcheck disable=SC2046,SC2086 # words
	set -- $(missing_debs $packages)
	[ $# = 0 ] || install_debs "$@"
elif command -v dnf >/dev/null; then
	for group; do
		packages="$packages $(rpm_packages "$group" pkgconf-pkg-config)"
	done
	# shellcheck disable=SC2046,SC2086 # words
	set -- $(missing_rpms $packages)
	# it says itself what it installs
	[ $# = 0 ] || as_root dnf -y install "$@"
elif command -v zypper >/dev/null; then
	for group; do
		packages="$packages $(rpm_packages "$group" pkg-config)"
	done
	# shellcheck disable=SC2046,SC2086 # words
	set -- $(missing_rpms $packages)
	[ $# = 0 ] || as_root zypper --non-interactive install "$@"
else
	stop 1 "none of apt-get, dnf and zypper is there; README.md" \
		"says what is needed"
fi
