#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The scriptlets of libvirt's own spec file: its warnings, and no other.

load common

@test "libvirt's own scriptlet macros" {
	local tarball scheme section service

	tarball=$("$TOP/tests/fetch-orig.sh" libvirt trixie 2>log) ||
		skip "$(cat log)"
	# the definitions, with lines that go on
	tar -xOf "$tarball" --wildcards '*/libvirt.spec.in' |
		awk '/^%define libvirt_/ { on = 1 } on { print } !/\\$/ { on = 0 }' >macros
	[ "$(grep -c '^%define libvirt_systemd_' macros)" -gt 10 ]
	make_tree t qemu network proxy libvirtd
	for service in virtqemud virtnetworkd virtproxyd libvirtd; do
		printf '\n[Install]\nAlso=%s.socket\n' $service >>t/$units/$service.service
	done
	for service in virtqemud libvirtd; do
		printf 'Also=virtlogd.socket\nAlso=virtlockd.socket\n' >>t/$units/$service.service
	done
	{
		printf '%s\n' '%define _unitdir /usr/lib/systemd/system'
		cat macros
		for section in pre preun posttrans; do
			printf '%s\n' "%$section" "%libvirt_systemd_unix_$section virtqemud" \
				"%libvirt_systemd_unix_$section virtnetworkd" \
				"%libvirt_systemd_inet_$section virtproxyd" \
				"%libvirt_systemd_inet_$section libvirtd"
		done
	} >sections
	make_rpm t p "$(cat sections)"
	local d=p.rpm:/usr/lib/systemd/system network='is preset at installation: without a preset file it listens on the network [inet-enabled]'
	finds 0 p.rpm <<-END
		$d/libvirtd-tcp.socket: warning: libvirtd-tcp.socket $network
		$d/libvirtd-tls.socket: warning: libvirtd-tls.socket $network
		$d/libvirtd.service:9: warning: Also=virtlogd.socket is not in this package: disabling libvirtd.service disables it, too [also-foreign]
		$d/libvirtd.service:10: warning: Also=virtlockd.socket is not in this package: disabling libvirtd.service disables it, too [also-foreign]
		$d/virtproxyd-tcp.socket: warning: virtproxyd-tcp.socket $network
		$d/virtproxyd-tls.socket: warning: virtproxyd-tls.socket $network
		$d/virtqemud.service:9: warning: Also=virtlogd.socket is not in this package: disabling virtqemud.service disables it, too [also-foreign]
		$d/virtqemud.service:10: warning: Also=virtlockd.socket is not in this package: disabling virtqemud.service disables it, too [also-foreign]
	END
}
