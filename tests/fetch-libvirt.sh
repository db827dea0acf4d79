#!/bin/sh
# fetch-libvirt.sh DEST: put the parts of libvirt 11.3's source that make its
# systemd units, and its spec file, into the directory DEST. Exits 1 with a
# message where they cannot be had; see fetch-orig.sh.
set -eu

dest=$1
tarball=$("$(dirname "$0")/fetch-orig.sh" libvirt trixie)
case $tarball in
*/libvirt_11.3.*) ;;
*)
	echo "fetch-libvirt.sh: wanted libvirt 11.3, but found $tarball" >&2
	exit 1
	;;
esac
mkdir -p "$dest"
tar -xf "$tarball" -C "$dest" --strip-components=1 --wildcards \
	'*/scripts/merge-systemd-units.py' '*/src/*meson.build' \
	'*/src/*.socket*.in' '*/src/*.service*.in' '*/libvirt.spec.in'
