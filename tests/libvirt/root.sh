#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Print the path of a tree of Debian 13 in which libvirt is built, and which is
# booted to run it; make it where missing. libvirt itself is not in it.
#
# usage: root.sh
#
# See ../tree.sh for the rest.
set -eu

here=$(dirname "$(readlink -f "$0")")

# what libvirt's build looks for
build='gcc libc6-dev make pkg-config meson ninja-build python3 python3-docutils
	xsltproc libxml2-utils gettext patch xz-utils bzip2 file perl
	bash-completion libglib2.0-dev libgnutls28-dev libxml2-dev libtirpc-dev
	libpciaccess-dev libudev-dev libyajl-dev libjson-c-dev libnl-3-dev
	libnl-route-3-dev libacl1-dev libattr1-dev libcap-ng-dev
	libselinux1-dev libcurl4-gnutls-dev libsasl2-dev libaudit-dev
	libblkid-dev libdevmapper-dev libreadline-dev libparted-dev
	libpcap-dev libsystemd-dev libpolkit-gobject-1-dev
	systemtap-sdt-dev open-iscsi augeas-tools'
# packages, and our own program
packages='rpm librpm-dev libpopt-dev debhelper fakeroot dpkg-dev'
# what runs
run='systemd-sysv dbus iproute2 procps kmod dmidecode polkitd parted lvm2
	dnsmasq-base nftables iptables qemu-system-x86 qemu-utils'

# shellcheck disable=SC2086 # words
exec "$here/../tree.sh" libvirt-trixie trixie $build $packages $run
