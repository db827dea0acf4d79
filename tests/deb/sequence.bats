#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Packages built with dh and the sequence add-on.
load source

# all units of virtqemud
qemu='virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket virtqemud.service'

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
	equal "$(trace "$postinst" configure '')" 'enable virtqemud.socket
enable virtqemud-ro.socket
enable virtqemud-admin.socket
enable virtqemud.service
start virtqemud.socket
start virtqemud-ro.socket
start virtqemud-admin.socket'
	equal "$(ACTIVE="$qemu" trace "$postinst" configure 1)" 'enable virtqemud.socket
enable virtqemud-ro.socket
enable virtqemud-admin.socket
enable virtqemud.service
restart virtqemud.service'
	prerm=$(control ../foo_1_all.deb prerm)
	equal "$(trace "$prerm" remove)" 'stop virtqemud.socket
stop virtqemud-ro.socket
stop virtqemud-admin.socket
stop virtqemud.service'
	equal "$(trace "$prerm" upgrade 2)" ''
	postrm=$(control ../foo_1_all.deb postrm)
	equal "$(trace "$postrm" remove)" ''
	equal "$(trace "$postrm" purge)" 'purge virtqemud.socket
purge virtqemud-ro.socket
purge virtqemud-admin.socket
purge virtqemud.service'
	run control ../foo_1_all.deb preinst
	[ "$status" -ne 0 ]
}

@test "the scripts are what virtd-socket scriptlets prints, and nothing else" {
	qemu_package
	echo proxy --enable=tls >>debian/foo.virtd-sockets
	ODD='--disable inet-enabled'
	build
	version=$(virtd-socket --version | sed 's/.* //')
	# section SECTION OPTION... NAME: as dh_virtd_socket puts it into a script
	section()
	{
		echo "# Automatically added by dh_virtd_socket/$version"
		virtd-socket scriptlets --style deb --section "$@"
		echo '# End automatically added section'
	}
	postinst=$(section postinst qemu
		section postinst -S --enable tls proxy)
	equal "$(control ../foo_1_all.deb postinst)" "#!/bin/sh
set -e
$postinst"
	for script in prerm postrm; do
		expected=$(section $script -S proxy; section $script qemu)
		equal "$(control ../foo_1_all.deb $script)" "#!/bin/sh
set -e
$expected"
	done
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
