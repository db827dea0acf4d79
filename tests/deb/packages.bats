#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Several daemons, several binary packages, and units that are not ours.
load source

setup()
{
	cd "$BATS_TEST_TMPDIR"
}

@test "two daemons in a package" {
	qemu_package
	echo network >>debian/foo.virtd-sockets
	service bindsto virtnetworkd >virtnetworkd.service
	ship foo virtnetworkd.service
	build
	equal "$(ACTIVE=virtqemud.service trace \
		"$(control ../foo_1_all.deb postinst)" configure 1 |
		grep -v enable)" 'wants virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
restart virtqemud.service
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
		'enable virtqemud.socket
enable virtqemud-ro.socket
enable virtqemud-admin.socket
enable virtqemud.service
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
	ODD='--disable trio-incomplete'
	build
	equal "$(contents ../foo_1_all.deb)" "/$unitdir/virtqemud.service"
	equal "$(trace "$(control ../foo_1_all.deb postinst)" configure 1)" \
		'enable virtqemud.service
restart virtqemud.service'
}
