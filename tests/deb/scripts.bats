#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# What the maintainer scripts do with each kind of socket and service.
load source

setup()
{
	cd "$BATS_TEST_TMPDIR"
}

@test "tcp and tls are installed, not enabled, but stopped at removal" {
	source_package foo foo
	echo proxy >debian/foo.virtd-sockets
	service bindsto virtproxyd >virtproxyd.service
	ship foo virtproxyd.service
	build
	equal "$(contents ../foo_1_all.deb | grep -E 'tcp|tls')" \
		"/$unitdir/virtproxyd-tcp.socket
/$unitdir/virtproxyd-tls.socket"
	postinst=$(control ../foo_1_all.deb postinst)
	DISABLED='virtproxyd-tcp.socket virtproxyd-tls.socket'
	run trace "$postinst" configure ''
	[[ $output == *'enable virtproxyd.socket'* ]]
	[[ $output != *tcp* && $output != *tls* ]]
	equal "$(trace "$(control ../foo_1_all.deb prerm)" remove)" \
		'stop virtproxyd.socket
stop virtproxyd-ro.socket
stop virtproxyd-admin.socket
stop virtproxyd-tcp.socket
stop virtproxyd-tls.socket
stop virtproxyd.service'
	equal "$(trace "$(control ../foo_1_all.deb postrm)" purge | sort)" \
		'purge virtproxyd-admin.socket
purge virtproxyd-ro.socket
purge virtproxyd-tcp.socket
purge virtproxyd-tls.socket
purge virtproxyd.service
purge virtproxyd.socket'
}

@test "--enable=tls on the line enables and starts it" {
	source_package foo foo
	echo proxy -e tls >debian/foo.virtd-sockets
	ODD='--disable inet-enabled'
	build
	DISABLED=virtproxyd-tcp.socket
	equal "$(trace "$(control ../foo_1_all.deb postinst)" configure '')" \
		'enable virtproxyd-admin.socket
enable virtproxyd-ro.socket
enable virtproxyd-tls.socket
enable virtproxyd.socket
start virtproxyd.socket
start virtproxyd-ro.socket
start virtproxyd-admin.socket
start virtproxyd-tls.socket'
}

@test "--no-enable and --no-start on the line" {
	source_package foo foo
	printf 'qemu --no-enable\nnetwork --no-start\n' >debian/foo.virtd-sockets
	service bindsto virtqemud >virtqemud.service
	ship foo virtqemud.service
	scripts_only
	DISABLED='virtqemud.service virtqemud.socket virtqemud-ro.socket
		virtqemud-admin.socket'
	DISABLED=$(xargs <<<"$DISABLED")
	equal "$(trace "$(<debian/foo/DEBIAN/postinst)" configure '')" \
		'enable virtnetworkd-admin.socket
enable virtnetworkd-ro.socket
enable virtnetworkd.socket'
	equal "$(trace "$(<debian/foo/DEBIAN/prerm)" remove)" \
		'stop virtnetworkd.socket
stop virtnetworkd-ro.socket
stop virtnetworkd-admin.socket
stop virtqemud.socket
stop virtqemud-ro.socket
stop virtqemud-admin.socket
stop virtqemud.service'
}

@test "reload class: reloaded where it runs, never restarted" {
	source_package foo foo
	echo log >debian/foo.virtd-sockets
	service bindsto virtlogd | grep -v -e -ro >virtlogd.service
	ship foo virtlogd.service
	build
	postinst=$(control ../foo_1_all.deb postinst)
	equal "$(trace "$postinst" configure '')" 'enable virtlogd.service
enable virtlogd-admin.socket
enable virtlogd.socket
start virtlogd-admin.socket
start virtlogd.socket'
	equal "$(ACTIVE=virtlogd.service trace "$postinst" configure 1 |
		grep service)" 'enable virtlogd.service
reload virtlogd.service'
	equal "$(trace "$postinst" configure 1 | grep service)" \
		'enable virtlogd.service'
	equal "$(trace "$(control ../foo_1_all.deb prerm)" remove)" \
		'stop virtlogd-admin.socket
stop virtlogd.socket
stop virtlogd.service'
}

@test "reload class: no reload for a service that cannot" {
	source_package foo foo
	echo log >debian/foo.virtd-sockets
	service bindsto virtlogd | grep -v -e -ro -e Reload >virtlogd.service
	ship foo virtlogd.service
	scripts_only
	run grep -E 'reload .*service|restart' debian/foo/DEBIAN/postinst
	equal "$output" ''
}

@test "--upgrade=none: neither restarted nor reloaded" {
	source_package foo foo
	echo 'log --upgrade=none' >debian/foo.virtd-sockets
	service bindsto virtlogd | grep -v -e -ro >virtlogd.service
	ship foo virtlogd.service
	scripts_only
	grep -q 'deb-systemd-helper.*virtlogd.service' debian/foo/DEBIAN/postinst
	run grep -E 'reload .*service|restart' debian/foo/DEBIAN/postinst
	equal "$output" ''
}

@test "a running libvirtd stays: no socket is started, and one line says so" {
	qemu_package
	build
	postinst=$(control ../foo_1_all.deb postinst)
	for active in libvirtd.service libvirtd-ro.socket; do
		ACTIVE=$active run trace "$postinst" configure ''
		equal "$output" \
			'virtqemud: its sockets stay stopped until the next boot, because libvirtd is running
enable virtqemud.service
enable virtqemud-admin.socket
enable virtqemud-ro.socket
enable virtqemud.socket'
	done
}

@test "libvirtd's own sockets conflict with nothing" {
	source_package foo foo
	echo libvirtd >debian/foo.virtd-sockets
	service wants libvirtd >libvirtd.service
	ship foo libvirtd.service
	scripts_only
	run grep -c is-active debian/foo/DEBIAN/postinst
	[ "$output" = 0 ]
	DISABLED='libvirtd-tcp.socket libvirtd-tls.socket'
	equal "$(trace "$(<debian/foo/DEBIAN/postinst)" configure 1)" \
		'enable libvirtd.service
try-restart libvirtd.service
enable libvirtd-admin.socket
enable libvirtd-ro.socket
enable libvirtd.socket
start libvirtd-admin.socket
start libvirtd-ro.socket
start libvirtd.socket'
	equal "$(trace "$(<debian/foo/DEBIAN/prerm)" remove | sort | head -n 5;
		trace "$(<debian/foo/DEBIAN/prerm)" remove | tail -n 1)" \
		'stop libvirtd-admin.socket
stop libvirtd-ro.socket
stop libvirtd-tcp.socket
stop libvirtd-tls.socket
stop libvirtd.service
stop libvirtd.service'
}
