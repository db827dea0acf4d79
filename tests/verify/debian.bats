#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Debian's own packages, fetched from Debian: no error, and no warning but those
# that are true.

load common

# fetch SET SUITE: copy them into the current directory
fetch() {
	local debs
	debs=$("$TOP/tests/fetch-debs.sh" "$1" "$2" 2>log) ||
		skip "$(cat log)"
	cp "$debs"/*.deb .
	[ "$(ls -- *.deb | wc -l)" -ge "$3" ]
}

@test "all packages of libvirt in Debian 12" {
	fetch libvirt bookworm 20
	d=./libvirt-daemon-system.deb:/lib/systemd/system
	finds 0 ./*.deb <<-END
		$d/libvirtd-admin.socket: warning: Also= does not name libvirtd.socket libvirtd-ro.socket: "systemctl enable libvirtd-admin.socket" leaves the trio half enabled [also-siblings]
		$d/libvirtd-ro.socket: warning: Also= does not name libvirtd.socket libvirtd-admin.socket: "systemctl enable libvirtd-ro.socket" leaves the trio half enabled [also-siblings]
		$d/libvirtd-tcp.socket: warning: no scriptlet disables libvirtd-tcp.socket: where it was enabled, a dead link stays [not-disabled]
		$d/libvirtd-tls.socket: warning: no scriptlet disables libvirtd-tls.socket: where it was enabled, a dead link stays [not-disabled]
		$d/libvirtd.socket: warning: Also= does not name libvirtd-ro.socket libvirtd-admin.socket: "systemctl enable libvirtd.socket" leaves the trio half enabled [also-siblings]
		$d/virtlockd-admin.socket: warning: Also= does not name virtlockd.socket: "systemctl enable virtlockd-admin.socket" leaves the trio half enabled [also-siblings]
		$d/virtlockd.socket: warning: Also= does not name virtlockd-admin.socket: "systemctl enable virtlockd.socket" leaves the trio half enabled [also-siblings]
		$d/virtlogd-admin.socket: warning: Also= does not name virtlogd.socket: "systemctl enable virtlogd-admin.socket" leaves the trio half enabled [also-siblings]
		$d/virtlogd.socket: warning: Also= does not name virtlogd-admin.socket: "systemctl enable virtlogd.socket" leaves the trio half enabled [also-siblings]
	END
}

# tcp and tls are in no list of debhelper's
inet_left() {
	local d=./libvirt-daemon.deb:/usr/lib/systemd/system

	finds 0 ./*.deb <<-END
		$d/libvirtd-tcp.socket: warning: no scriptlet disables libvirtd-tcp.socket: where it was enabled, a dead link stays [not-disabled]
		$d/libvirtd-tls.socket: warning: no scriptlet disables libvirtd-tls.socket: where it was enabled, a dead link stays [not-disabled]
	END
}

@test "all packages of libvirt in Debian 13" {
	fetch libvirt trixie 40
	inet_left
}

@test "all packages of libvirt in Debian sid" {
	fetch libvirt sid 40
	inet_left
}

@test "from Debian 12 to 13: units that move between packages and directories" {
	fetch libvirt bookworm 20
	mkdir old
	mv -- *.deb old
	fetch libvirt trixie 40
	try verify --quiet --against old/libvirt-daemon-system.deb ./*.deb
	# Conflicts: keeps them (bug 1064126)
	not grep 'unit-moved\]$' home/out
	[ "$status" -eq 0 ]
	[ "$(wc -l <home/out)" -eq 2 ]
}

@test "others with sockets: nothing" {
	fetch sockets trixie 30
	finds 0 ./*.deb </dev/null
	try verify ./*.deb
	grep -q '; no unit of a libvirt daemon is among them$' home/err
}
