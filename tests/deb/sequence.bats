#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Packages built with dh and the sequence add-on.
load source

setup()
{
	cd "$BATS_TEST_TMPDIR"
}

# foo, whose only input is debian/foo.virtd-sockets, and its service
qemu_package()
{
	source_package foo foo
	echo qemu >debian/foo.virtd-sockets
	service bindsto virtqemud >virtqemud.service
	ship foo virtqemud.service
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

@test "two daemons in a package" {
	qemu_package
	echo network >>debian/foo.virtd-sockets
	service bindsto virtnetworkd >virtnetworkd.service
	ship foo virtnetworkd.service
	build
	equal "$(trace "$(control ../foo_1_all.deb postinst)" configure 1 |
		grep -v enable)" 'try-restart virtqemud.service
start virtqemud.socket
start virtqemud-ro.socket
start virtqemud-admin.socket
try-restart virtnetworkd.service
start virtnetworkd.socket
start virtnetworkd-ro.socket
start virtnetworkd-admin.socket'
	equal "$(trace "$(control ../foo_1_all.deb prerm)" remove)" \
		'stop virtnetworkd.socket
stop virtnetworkd-ro.socket
stop virtnetworkd-admin.socket
stop virtnetworkd.service
stop virtqemud.socket
stop virtqemud-ro.socket
stop virtqemud-admin.socket
stop virtqemud.service'
}

@test "two binary packages, and a third without sockets" {
	source_package src foo bar baz
	echo qemu >debian/foo.virtd-sockets
	echo network >debian/bar.virtd-sockets
	build
	equal "$(contents ../foo_1_all.deb)" "/$unitdir/virtqemud-admin.socket
/$unitdir/virtqemud-ro.socket
/$unitdir/virtqemud.socket"
	equal "$(contents ../bar_1_all.deb)" "/$unitdir/virtnetworkd-admin.socket
/$unitdir/virtnetworkd-ro.socket
/$unitdir/virtnetworkd.socket"
	equal "$(contents ../baz_1_all.deb)" ''
	run control ../baz_1_all.deb postinst
	[ "$status" -ne 0 ]
	run trace "$(control ../bar_1_all.deb postinst)" configure ''
	[[ $output != *qemu* ]]
}

@test "the same daemon in two binary packages: both are scripted" {
	source_package src foo bar
	echo qemu | tee debian/foo.virtd-sockets >debian/bar.virtd-sockets
	build
	foo=$(trace "$(control ../foo_1_all.deb postinst)" configure '')
	[[ $foo == *'enable virtqemud.socket'* ]]
	equal "$(trace "$(control ../bar_1_all.deb postinst)" configure '')" "$foo"
}

@test "sockets in one binary package, their service in another" {
	source_package src foo bar
	echo qemu >debian/foo.virtd-sockets
	service bindsto virtqemud | sed '/^Also/d' >virtqemud.service
	ship bar virtqemud.service
	build
	run trace "$(control ../foo_1_all.deb prerm)" remove
	[[ $output != *service* ]]
	equal "$(trace "$(control ../bar_1_all.deb postinst)" configure 1)" \
		'enable virtqemud.service
restart virtqemud.service'
}

# The same package with and without our part; what it does to other units.
others()
{
	source_package "$1" foo
	if [ "$1" = with ]; then
		echo qemu >debian/foo.virtd-sockets
		service bindsto virtqemud >virtqemud.service
		ship foo virtqemud.service
	fi
	printf '[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\n' |
		tee debian/foo.service >virtqemud-extra.service
	printf '[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n' |
		tee debian/foo.timer >virtqemud-extra.timer
	cp virtqemud-extra.timer xvirtqemud.timer
	sed 's/timers/sockets/; s/Timer/Socket/; s/OnCal.*/ListenStream=1/' \
		virtqemud-extra.timer >xvirtqemud.socket
	for unit in virtqemud-extra.service virtqemud-extra.timer xvirtqemud.timer \
		xvirtqemud.socket; do
		ship foo $unit
	done
	shift
	rules 'dh $@' "$@"
	build
	cd ..
	for script in postinst prerm postrm; do
		text=$(control foo_1_all.deb $script)
		for args in "configure " "configure 1" remove purge; do
			echo "$script $args:"
			# units of one call come in the order of their names
			trace "$text" ${args% *} "${args#* }" |
				grep -v -E ' virtqemud(-ro|-admin)?\.(socket|service)' || :
		done
	done
	contents foo_1_all.deb |
		grep -v -E '/virtqemud(-ro|-admin)?\.(socket|service)'
}

@test "other units of the package: exactly as without us" {
	expected=$(others without)
	equal "$(others with)" "$expected"
	[[ $expected == *'restart virtqemud-extra.timer'* ]]
	[[ $expected == *'stop xvirtqemud.timer'* ]]
	# and ours once
	equal "$(trace "$(control foo_1_all.deb postinst)" configure 1 |
		grep -E ' virtqemud(-ro|-admin)?\.(socket|service)')" \
		'enable virtqemud.service
try-restart virtqemud.service
enable virtqemud-admin.socket
enable virtqemud-ro.socket
enable virtqemud.socket
start virtqemud.socket
start virtqemud-ro.socket
start virtqemud-admin.socket'
}

@test "other units keep what an override of dh_installsystemd says" {
	override='override_dh_installsystemd:\n\tdh_installsystemd --no-start --no-enable'
	expected=$(others without "$override")
	equal "$(others with "$override")" "$expected"
	[[ $expected != *'restart virtqemud-extra'* ]]
	run trace "$(control foo_1_all.deb postinst)" configure ''
	[[ $output == *'start virtqemud.socket'* ]]
}

@test "-N leaves a package to dh_installsystemd" {
	qemu_package
	rules 'dh $@' 'override_dh_virtd_socket:\n\tdh_virtd_socket -Nfoo'
	sed -i 's/^Also.*//' virtqemud.service
	build
	equal "$(contents ../foo_1_all.deb)" "/$unitdir/virtqemud.service"
	equal "$(trace "$(control ../foo_1_all.deb postinst)" configure 1)" \
		'enable virtqemud.service
restart virtqemud.service'
}
