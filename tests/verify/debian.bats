#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Debian's own libvirt packages, fetched from Debian: no error, known warnings.

load common

# fetch SUITE: copy them into the current directory
fetch() {
	local debs
	debs=$("$TOP/tests/fetch-libvirt-debs.sh" "$1" 2>log) ||
		skip "$(cat log)"
	cp "$debs"/*.deb .
}

@test "Debian 12" {
	fetch bookworm
	d=libvirt-daemon-system.deb:/lib/systemd/system
	finds 0 libvirt-daemon-system.deb libvirt-daemon.deb <<-EOF
		$d/libvirtd-admin.socket: warning: Also= does not name libvirtd.socket libvirtd-ro.socket: "systemctl enable libvirtd-admin.socket" leaves the trio half enabled [also-siblings]
		$d/libvirtd-ro.socket: warning: Also= does not name libvirtd.socket libvirtd-admin.socket: "systemctl enable libvirtd-ro.socket" leaves the trio half enabled [also-siblings]
		$d/libvirtd-tcp.socket: warning: no scriptlet disables libvirtd-tcp.socket: where it was enabled, a dead link stays [not-disabled]
		$d/libvirtd-tls.socket: warning: no scriptlet disables libvirtd-tls.socket: where it was enabled, a dead link stays [not-disabled]
		$d/libvirtd.socket: warning: Also= does not name libvirtd-ro.socket libvirtd-admin.socket: "systemctl enable libvirtd.socket" leaves the trio half enabled [also-siblings]
		$d/virtlockd-admin.socket: warning: Also= does not name virtlockd.socket: "systemctl enable virtlockd-admin.socket" leaves the trio half enabled [also-siblings]
		$d/virtlockd.socket: warning: Also= does not name virtlockd-admin.socket: "systemctl enable virtlockd.socket" leaves the trio half enabled [also-siblings]
		$d/virtlogd-admin.socket: warning: Also= does not name virtlogd.socket: "systemctl enable virtlogd-admin.socket" leaves the trio half enabled [also-siblings]
		$d/virtlogd.socket: warning: Also= does not name virtlogd-admin.socket: "systemctl enable virtlogd.socket" leaves the trio half enabled [also-siblings]
	EOF
}

@test "Debian 13" {
	fetch trixie
	d=libvirt-daemon.deb:/usr/lib/systemd/system
	finds 0 libvirt-daemon.deb libvirt-daemon-log.deb libvirt-daemon-lock.deb <<-EOF
		$d/libvirtd-tcp.socket: warning: no scriptlet disables libvirtd-tcp.socket: where it was enabled, a dead link stays [not-disabled]
		$d/libvirtd-tls.socket: warning: no scriptlet disables libvirtd-tls.socket: where it was enabled, a dead link stays [not-disabled]
	EOF
}
