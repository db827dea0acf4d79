#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# dh_virtd_socket refuses bad input, and then nothing is written.
load source

setup()
{
	cd "$BATS_TEST_TMPDIR"
	source_package src foo bar
	echo network >debian/foo.virtd-sockets
}

# refused MESSAGE [ARG...]: this very message, and no file more than before
refused()
{
	local message=$1
	shift
	find . | sort >../before
	run dh_virtd_socket "$@"
	equal "$output" "dh_virtd_socket: error: $message"
	[ "$status" -ne 0 ]
	find . | sort | diff ../before -
}

@test "unknown daemon, in the file of the second package" {
	printf '# comment\n\nqemuu\n' >debian/bar.virtd-sockets
	refused "debian/bar.virtd-sockets (line 3): unknown daemon \"qemuu\"; did you mean 'qemu'?"
}

@test "unknown daemon on the command line" {
	refused "command line: unknown daemon \"qemuu\"; did you mean 'qemu'?" \
		-pbar qemuu
}

@test "unknown daemon from an executable file" {
	printf '#!/bin/sh\necho network\necho qemuu\n' >debian/bar.virtd-sockets
	chmod +x debian/bar.virtd-sockets
	refused "output of ./debian/bar.virtd-sockets (entry 2): unknown daemon \"qemuu\"; did you mean 'qemu'?"
}

@test "a file for a package that does not exist" {
	echo qemu >debian/baz.virtd-sockets
	refused 'debian/baz.virtd-sockets: debian/control has no such package'
}

@test "a package that does not exist, with -p" {
	run dh_virtd_socket -pbaz
	[ "$status" -ne 0 ]
	[[ $output == *'baz'* ]]
	[ ! -e debian/foo ]
}

@test "unknown option on a line" {
	echo 'qemu --frobnicate' >>debian/foo.virtd-sockets
	refused 'debian/foo.virtd-sockets (line 2): --frobnicate: unknown option; see virtd-socket install --help'
}

@test "options without a daemon" {
	echo '--sockmode=0600' >>debian/foo.virtd-sockets
	refused 'debian/foo.virtd-sockets (line 2): no daemon is named; "virtd-socket list" prints the known ones'
}

@test "a kind of socket that the daemon lacks" {
	echo 'qemu -e tcp' >>debian/foo.virtd-sockets
	refused 'debian/foo.virtd-sockets (line 2): --enable: virtqemud has no socket of kind tcp'
}

@test "a bad mode" {
	echo 'qemu --sockmode=rw' >>debian/foo.virtd-sockets
	refused 'debian/foo.virtd-sockets (line 2): --sockmode: "rw" is no mode for a socket; use four octal digits such as 0660'
}

@test "a name that leads out of the package" {
	echo '../evil --description=x' >>debian/foo.virtd-sockets
	run dh_virtd_socket
	[ "$status" -ne 0 ]
	[[ $output == 'dh_virtd_socket: error: debian/foo.virtd-sockets (line 2): '*'../evil'* ]]
	[ ! -e debian/foo ]
}

@test "a quote without an end" {
	echo 'own --description="my own' >>debian/foo.virtd-sockets
	refused 'debian/foo.virtd-sockets (line 2): quote without an end'
}

@test "a daemon named twice" {
	echo 'virtnetworkd' >>debian/foo.virtd-sockets
	refused 'debian/foo.virtd-sockets (line 2): virtnetworkd.socket is named twice'
}

@test "a line that makes the helper print something else" {
	echo 'qemu --help' >>debian/foo.virtd-sockets
	refused 'debian/foo.virtd-sockets (line 2): virtd-socket install --plan says "Usage: virtd-socket install [OPTION...] --buildroot DIR NAME..."'
}

@test "no helper" {
	[ -z "${VIRTD_TEST_INSTALLED-}" ] ||
		skip "the helper is where dh_virtd_socket is"
	PATH=$(tr : '\n' <<<"$PATH" | grep -vx "$top/${B:-build}" |
		paste -sd :)
	refused 'debian/foo.virtd-sockets (line 1): cannot run virtd-socket: No such file or directory'
}

@test "a helper without its catalogue" {
	export VIRTD_SOCKET_DATADIR=/nonexistent
	run dh_virtd_socket
	[ "$status" -ne 0 ]
	[[ $output == 'dh_virtd_socket: error: debian/foo.virtd-sockets (line 1): '*'/nonexistent/catalog'* ]]
	[ ! -e debian/foo ]
}

@test "a unit that is there and differs" {
	mkdir -p "debian/foo/$unitdir"
	echo '[Unit]' >"debian/foo/$unitdir/virtnetworkd-ro.socket"
	find . | sort >../before
	run dh_virtd_socket
	[ "$status" -ne 0 ]
	[[ $output == 'dh_virtd_socket: error: debian/foo.virtd-sockets (line 1): '*'virtnetworkd-ro.socket'* ]]
	find . | sort | diff ../before -
}

@test "a service where this debhelper does not look" {
	[ "$unitdir" = lib/systemd/system ] ||
		skip "this debhelper looks in both directories"
	mkdir -p debian/foo/usr/lib/systemd/system
	service bindsto virtnetworkd \
		>debian/foo/usr/lib/systemd/system/virtnetworkd.service
	refused 'debian/foo.virtd-sockets (line 1): debian/foo/usr/lib/systemd/system/virtnetworkd.service is where dh_installsystemd of this debhelper does not see it; install it into lib/systemd/system'
}

@test "units in lib/systemd/system decide where debhelper looks in both" {
	[ "$unitdir" != lib/systemd/system ] ||
		skip "this debhelper looks in lib/systemd/system only"
	mkdir -p debian/foo/lib/systemd/system
	service bindsto virtnetworkd \
		>debian/foo/lib/systemd/system/virtnetworkd.service
	dh_virtd_socket
	[ -e debian/foo/lib/systemd/system/virtnetworkd.socket ]
	[ ! -e debian/foo/usr ]
	dh_installdeb
	grep -q "try-restart 'virtnetworkd.service'" debian/foo/DEBIAN/postinst
}

@test "unknown option of dh_virtd_socket" {
	run dh_virtd_socket --frobnicate
	[ "$status" -ne 0 ]
	[[ $output == *'unknown option or error during option parsing; aborting' ]]
	[ ! -e debian/foo ]
}

@test "the build fails, too" {
	echo qemuu >debian/foo.virtd-sockets
	run build
	[ "$status" -ne 0 ]
	[[ $output == *"dh_virtd_socket: error: debian/foo.virtd-sockets (line 1): unknown daemon"* ]]
}

@test "the sequence add-on in compat 10" {
	sed -i 's/debhelper-compat (= .*)/debhelper-compat (= 10)/' debian/control
	run dh binary --no-act
	[ "$status" -ne 0 ]
	[[ $output == *'needs debhelper compat level 11 or later'* ]]
}
