#!/bin/sh
# fetch-libvirt.sh DEST [SUITE]: put the parts of the libvirt source that is in
# this suite of Debian (trixie) which make its systemd units, and its spec file,
# into the directory DEST. Exits 1 with a message where they cannot be had; see
# fetch-orig.sh.
set -eu

dest=$1 suite=${2:-trixie}
case $suite in
bookworm) version=9.0 ;;
trixie) version=11.3 ;;
*) version=12 ;;
esac
tarball=$("$(dirname "$0")/fetch-orig.sh" libvirt "$suite")
case $tarball in
*/libvirt_"$version".*) ;;
*)
	echo "fetch-libvirt.sh: wanted libvirt $version, but found $tarball" >&2
	exit 1
	;;
esac
mkdir -p "$dest"
set --
# libvirt 9.0 merges nothing
[ "$suite" = bookworm ] || set -- '*/scripts/merge-systemd-units.py'
tar -xf "$tarball" -C "$dest" --strip-components=1 --wildcards "$@" \
	'*/src/*meson.build' '*/src/*.socket*.in' '*/src/*.service*.in' \
	'*/libvirt.spec.in'
