#!/bin/sh
# fetch-libvirt-debs.sh SUITE: fetch the packages of Debian's libvirt that have
# units, once, and print the directory where they are, as PACKAGE.deb.
#
#   VIRTD_TEST_CACHE   where it is kept; default ~/.cache/virtd-socket-tests
#   MIRROR             Debian's mirror; see mirror.sh
#
# Exits 1 with a message where they cannot be had.
set -eu

suite=$1
cache=${VIRTD_TEST_CACHE:-$HOME/.cache/virtd-socket-tests}/$suite
here=$(dirname "$(readlink -f "$0")")
mkdir -p "$cache"
# tests run in parallel: one fetches, the others wait for it
exec 9<"$cache"
flock 9

if [ -d "$cache/libvirt-debs" ]; then
	echo "$cache/libvirt-debs"
	exit
fi

fail() {
	echo "fetch-libvirt-debs.sh: cannot fetch libvirt of $suite: $*" >&2
	exit 1
}

case $suite in
bookworm) packages='libvirt-daemon libvirt-daemon-system' ;;
trixie) packages='libvirt-daemon libvirt-daemon-log libvirt-daemon-lock' ;;
*) fail "this suite is not known here" ;;
esac

tmp=$(mktemp -d "$cache/tmp.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/debs"
APT_CONFIG=$("$here/private-apt.sh" "$tmp" deb "$suite" 2>&1) ||
	fail "$APT_CONFIG"
export APT_CONFIG
cd "$tmp/debs"
# shellcheck disable=SC2086 # words
apt-get -qq download $packages >"$tmp/log" 2>&1 ||
	fail "$(sed -n '/^[EW]:/{p;q}' "$tmp/log")"
for package in $packages; do
	mv "${package}"_*.deb "$package.deb"
done
mv "$tmp/debs" "$cache/libvirt-debs"
echo "$cache/libvirt-debs"
