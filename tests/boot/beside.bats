#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Debian packages of libvirtd and of modular daemons on one host: who runs goes
# on. On bookworm and trixie, or on $VIRTD_TEST_SUITE alone.
load ../deb/source
load boot
load debs

setup_file()
{
	find_trees
	can_boot || return 0
	mkdir "$BATS_FILE_TMPDIR/packages"
	cd "$BATS_FILE_TMPDIR/packages"
	deb mono libvirtd wants libvirtd
	apart modular_deb
}

# virtqemud and virtproxyd, shaped as libvirt 11 does it
modular_deb()
{
	local name

	source_package modular modular
	printf '%s\n' qemu proxy >debian/modular.virtd-sockets
	for name in virtqemud virtproxyd; do
		daemon bindsto $name 1 |
			sed '/^BindsTo=/i Conflicts=libvirtd.service' \
			>$name.service
		ship modular $name.service
	done
	build
	next_deb modular 2
	next_deb modular 3
}

setup()
{
	skip_boot
	cd "$BATS_TEST_TMPDIR"
}

# table TITLE SCRIPT: the rows are the standard input
table()
{
	on_each "$1" beside.sh "$2"
}

@test "modular daemons run: they survive a package of libvirtd" {
	table "libvirtd beside modular daemons" '
		put modular_1
		systemctl start virtqemud.service
		row "modular daemons"
		put mono_1
		row "libvirtd installed"
		put mono_2
		row "libvirtd upgraded"
		put modular_2
		row "modular daemons upgraded"
		state libvirtd.socket libvirtd.service
		dpkg -r mono
		row "libvirtd removed"
	' <<-'END'
		step                                      libvirtd    virtqemud   virtproxyd  errors
		modular daemons                           0 inactive  3 active    3 inactive  0
		libvirtd: its sockets are enabled, but not started, for that would stop virtproxyd virtqemud
		libvirtd installed                        0 inactive  3 same      3 inactive  0
		libvirtd: its sockets are enabled, but not started, for that would stop virtproxyd virtqemud
		libvirtd upgraded                         0 inactive  3 same      3 inactive  0
		modular daemons upgraded                  0 inactive  3 active    3 inactive  0
		libvirtd.socket inactive enabled
		libvirtd.service inactive enabled
		libvirtd removed                          0 inactive  3 same      3 inactive  0
	END
}

@test "libvirtd runs: it survives a package of modular daemons" {
	table "modular daemons beside libvirtd" '
		put mono_1
		systemctl start libvirtd.service
		row "libvirtd"
		put modular_1
		row "modular daemons installed"
		put modular_2
		row "modular daemons upgraded"
		put mono_2
		row "libvirtd upgraded"
		state virtqemud.socket virtqemud.service
		systemctl stop libvirtd.service libvirtd{,-ro,-admin}.socket
		put modular_3
		row "libvirtd stopped, modular ones upgraded"
	' <<-'END'
		step                                      libvirtd    virtqemud   virtproxyd  errors
		libvirtd                                  3 active    0 inactive  0 inactive  0
		virtqemud: its sockets are enabled, but not started, for that would stop libvirtd
		virtproxyd: its sockets are enabled, but not started, for that would stop libvirtd
		modular daemons installed                 3 same      0 inactive  0 inactive  0
		virtqemud: its sockets are enabled, but not started, for that would stop libvirtd
		virtproxyd: its sockets are enabled, but not started, for that would stop libvirtd
		modular daemons upgraded                  3 same      0 inactive  0 inactive  0
		libvirtd upgraded                         3 active    0 inactive  0 inactive  0
		virtqemud.socket inactive enabled
		virtqemud.service inactive enabled
		libvirtd stopped, modular ones upgraded   0 inactive  3 inactive  3 inactive  0
	END
}

@test "so do the sockets of a libvirtd that is idle" {
	table "modular daemons beside an idle libvirtd" '
		put mono_1
		row "libvirtd"
		put modular_1
		row "modular daemons installed"
		dpkg -i /packages/mono_2_all.deb /packages/modular_2_all.deb
		row "both upgraded at once"
	' <<-'END'
		step                                      libvirtd    virtqemud   virtproxyd  errors
		libvirtd                                  3 inactive  0 inactive  0 inactive  0
		virtqemud: its sockets are enabled, but not started, for that would stop libvirtd
		virtproxyd: its sockets are enabled, but not started, for that would stop libvirtd
		modular daemons installed                 3 inactive  0 inactive  0 inactive  0
		virtqemud: its sockets are enabled, but not started, for that would stop libvirtd
		virtproxyd: its sockets are enabled, but not started, for that would stop libvirtd
		both upgraded at once                     3 inactive  0 inactive  0 inactive  0
	END
}

# As README.md of this directory says, such a libvirtd has clients.
@test "a libvirtd that runs without its sockets is not restarted" {
	table "a libvirtd that modular sockets have replaced" '
		put mono_1
		systemctl start libvirtd.service
		put modular_1
		systemctl start virtqemud{,-ro,-admin}.socket
		row "modular sockets started"
		put mono_2
		row "libvirtd upgraded"
		put modular_2
		row "modular daemons upgraded"
	' <<-'END'
		step                                      libvirtd    virtqemud   virtproxyd  errors
		virtqemud: its sockets are enabled, but not started, for that would stop libvirtd
		virtproxyd: its sockets are enabled, but not started, for that would stop libvirtd
		modular sockets started                   0 active    3 inactive  0 inactive  0
		libvirtd: not restarted, for that would stop virtqemud
		libvirtd upgraded                         0 same      3 inactive  0 inactive  0
		virtproxyd: its sockets are enabled, but not started, for that would stop libvirtd
		modular daemons upgraded                  0 same      3 inactive  0 inactive  0
	END
}
