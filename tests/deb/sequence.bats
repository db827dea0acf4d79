#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Packages built with dh and the sequence add-on.
load source

setup()
{
	cd "$BATS_TEST_TMPDIR"
}

@test "one line is enough: three sockets, enabled, service-only restart" {
	qemu_package
	build
	equal "$(contents ../foo_1_all.deb)" "/$unitdir/virtqemud-admin.socket
/$unitdir/virtqemud-ro.socket
/$unitdir/virtqemud.service
/$unitdir/virtqemud.socket"
	postinst=$(control ../foo_1_all.deb postinst)
	equal "$(trace "$postinst" configure '')" 'enable virtqemud.service
enable virtqemud-admin.socket
enable virtqemud-ro.socket
enable virtqemud.socket
start virtqemud.socket
start virtqemud-ro.socket
start virtqemud-admin.socket'
	equal "$(trace "$postinst" configure 1)" 'enable virtqemud.service
try-restart virtqemud.service
enable virtqemud-admin.socket
enable virtqemud-ro.socket
enable virtqemud.socket
start virtqemud.socket
start virtqemud-ro.socket
start virtqemud-admin.socket'
	prerm=$(control ../foo_1_all.deb prerm)
	equal "$(trace "$prerm" remove)" 'stop virtqemud.socket
stop virtqemud-ro.socket
stop virtqemud-admin.socket
stop virtqemud.service'
	equal "$(trace "$prerm" upgrade 2)" ''
	postrm=$(control ../foo_1_all.deb postrm)
	equal "$(trace "$postrm" remove)" ''
	equal "$(trace "$postrm" purge)" 'purge virtqemud-admin.socket
purge virtqemud-ro.socket
purge virtqemud.socket
purge virtqemud.service'
	run control ../foo_1_all.deb preinst
	[ "$status" -ne 0 ]
}

@test "our own parts of the scripts, word for word" {
	qemu_package
	build
	own() { control ../foo_1_all.deb "$1" | sed -n '/by dh_virtd_socket/,/^# End/p'; }
	version=$(virtd-socket --version | sed 's/.* //')
	equal "$(own postinst)" "# Automatically added by dh_virtd_socket/$version"'
if [ "$1" = "configure" ] || [ "$1" = "abort-upgrade" ] || [ "$1" = "abort-deconfigure" ] || [ "$1" = "abort-remove" ] ; then
	if [ -z "${DPKG_ROOT:-}" ] && [ -d /run/systemd/system ]; then
		systemctl --system daemon-reload >/dev/null || true
		# Starting these sockets would stop what they conflict with.
		if systemctl --quiet is-active '"'libvirtd.service' 'libvirtd.socket' 'libvirtd-ro.socket' 'libvirtd-admin.socket'"'; then
			echo "virtqemud: its sockets stay stopped until the next boot, because libvirtd is running" >&2
		else
			deb-systemd-invoke start '"'virtqemud.socket' 'virtqemud-ro.socket' 'virtqemud-admin.socket'"' >/dev/null || true
		fi
	fi
fi
# End automatically added section'
	equal "$(own prerm)" "# Automatically added by dh_virtd_socket/$version"'
if [ -z "${DPKG_ROOT:-}" ] && [ "$1" = remove ] && [ -d /run/systemd/system ] ; then
	deb-systemd-invoke stop '"'virtqemud.socket' 'virtqemud-ro.socket' 'virtqemud-admin.socket'"' >/dev/null || true
fi
# End automatically added section
'"# Automatically added by dh_virtd_socket/$version"'
if [ -z "${DPKG_ROOT:-}" ] && [ "$1" = remove ] && [ -d /run/systemd/system ] ; then
	deb-systemd-invoke stop '"'virtqemud.service'"' >/dev/null || true
fi
# End automatically added section'
}

@test "dh --with virtd-socket does the same" {
	qemu_package
	build
	mv ../foo_1_all.deb ../first.deb
	sed -i 's/,$//; /dh-sequence/d' debian/control
	rules 'dh $@ --with virtd-socket'
	build
	cmp ../first.deb ../foo_1_all.deb
}

@test "built twice gives the same bytes" {
	qemu_package
	build
	mv ../foo_1_all.deb ../first.deb
	debian/rules clean
	build
	cmp ../first.deb ../foo_1_all.deb
}

@test "the units are those of virtd-socket expand and install" {
	qemu_package
	printf 'proxy\nlog\nxen\n' >>debian/foo.virtd-sockets
	build
	dpkg-deb -x ../foo_1_all.deb ../root
	mkdir ../other
	set -- --runstatedir=/run --sbindir=/usr/sbin qemu proxy log xen
	virtd-socket install --buildroot=../other --unitdir="/$unitdir" "$@"
	rm "../root/$unitdir/virtqemud.service"
	diff -r "../root/$unitdir" "../other/$unitdir"
	[ "$(ls "../root/$unitdir" | wc -l)" = 13 ]
	virtd-socket expand --runstatedir=/run log |
		sed -n '1d; /^# virtlogd-admin/q; p' | sed '$d' >../expanded
	cmp ../expanded "../root/$unitdir/virtlogd.socket"
}

@test "lintian has nothing to say about a package with sockets" {
	command -v lintian >/dev/null || skip "lintian is not installed"
	qemu_package
	echo proxy --enable=tls >>debian/foo.virtd-sockets
	ODD='--disable inet-enabled'
	build
	run lintian --allow-root --fail-on none --suppress-tags \
		initial-upload-closes-no-bugs ../foo_1_all.deb
	equal "$output" ''
}
