#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# debian/rules without dh.
load source

setup()
{
	cd "$BATS_TEST_TMPDIR"
	source_package foo foo
	sed -i '/dh-sequence/d; s/= \(.*\)),$/= \1)/' debian/control
	echo qemu >debian/foo.virtd-sockets
	service bindsto virtqemud >virtqemud.service
	ship foo virtqemud.service
	printf '[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n' \
		>debian/foo.timer
}

# write_rules SCRIPT-COMMAND... : a debian/rules written by hand
write_rules()
{
	{
		printf '#!/usr/bin/make -f\n'
		printf '%s\n' "$make_lines"
		printf 'build build-arch build-indep:\n'
		printf 'clean:\n\tdh_clean\n'
		printf 'binary-arch:\n'
		printf 'binary binary-indep:\n\tdh_prep\n\tdh_install\n'
		printf '\t%s\n' "$@"
		printf '\tdh_installdocs\n\tdh_installchangelogs\n'
		printf '\tdh_compress\n\tdh_fixperms\n\tdh_installdeb\n'
		printf '\tdh_gencontrol\n\tdh_md5sums\n\tdh_builddeb\n'
	} >debian/rules
}

expected='enable virtqemud.socket
enable virtqemud-ro.socket
enable virtqemud-admin.socket
enable virtqemud.service
start virtqemud.socket
start virtqemud-ro.socket
start virtqemud-admin.socket
enable foo.timer
restart foo.timer'

@test "dh_virtd_socket, then dh_installsystemd with names" {
	make_lines=
	write_rules 'dh_virtd_socket' 'dh_installsystemd foo.timer'
	build
	equal "$(trace "$(control ../foo_1_all.deb postinst)" configure 1)" \
		"$expected"
}

@test "dh_virtd_socket, then dh_installsystemd through PATH, as with cdbs" {
	make_lines="export PATH := $wrap:\$(PATH)"
	write_rules 'dh_virtd_socket' 'dh_installsystemd -pfoo'
	build
	equal "$(trace "$(control ../foo_1_all.deb postinst)" configure 1)" \
		"$expected"
}

@test "arguments instead of a file" {
	rm debian/foo.virtd-sockets
	make_lines="export PATH := $wrap:\$(PATH)"
	write_rules 'dh_virtd_socket -pfoo qemu' 'dh_installsystemd -i'
	build
	equal "$(trace "$(control ../foo_1_all.deb postinst)" configure 1)" \
		"$expected"
}

@test "virtd-socket install, without debhelper's help" {
	make_lines=
	write_rules "virtd-socket install --buildroot debian/foo --unitdir /$unitdir --runstatedir /run qemu"
	# its own maintainer scripts are not written
	ODD='--disable not-enabled --disable not-disabled'
	build
	equal "$(contents ../foo_1_all.deb)" "/$unitdir/virtqemud-admin.socket
/$unitdir/virtqemud-ro.socket
/$unitdir/virtqemud.service
/$unitdir/virtqemud.socket"
}

@test "without the add-on the wrapper runs the real dh_installsystemd" {
	make_lines="export PATH := $wrap:\$(PATH)"
	rm debian/foo.virtd-sockets
	sed -i '/^Also/d' virtqemud.service
	write_rules 'dh_installsystemd --no-start'
	ODD='--disable trio-incomplete'
	build
	equal "$(trace "$(control ../foo_1_all.deb postinst)" configure 1)" \
		'enable foo.timer
enable virtqemud.service'
}
