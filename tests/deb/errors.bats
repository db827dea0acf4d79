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
	printf '#!/bin/sh\necho nodedev\necho qemuu\n' >debian/bar.virtd-sockets
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
	printf '%s\n' log virtnetworkd lock >>debian/foo.virtd-sockets
	refused 'debian/foo.virtd-sockets (line 3): virtnetworkd is named twice, see debian/foo.virtd-sockets (line 1)'
}

@test "a line that makes the helper print something else" {
	echo 'qemu --help' >>debian/foo.virtd-sockets
	refused 'debian/foo.virtd-sockets (line 2): virtd-socket install --plan says "Usage: virtd-socket install [OPTION...] --buildroot DIR NAME..."'
}

@test "no helper" {
	[ -z "${VIRTD_TEST_INSTALLED-}" ] ||
		skip "the helper is where dh_virtd_socket is"
	# one may be installed
	mkdir ../commands
	find /usr/bin /bin ! -name virtd-socket -exec ln -sft ../commands {} +
	PATH=$top/macros/debian:$(realpath ../commands) \
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

@test "a daemon in two packages of one call, and of two" {
	echo virtnetworkd >debian/bar.virtd-sockets
	refused 'debian/bar.virtd-sockets (line 1): virtnetworkd is in package foo, too, see debian/foo.virtd-sockets (line 1)'
	dh_virtd_socket -pfoo
	refused 'debian/bar.virtd-sockets (line 1): virtnetworkd is in package foo, too' \
		-pbar
	dh_prep
	rm debian/*.virtd-sockets
	refused 'command line: virtqemud is in package foo, too' -A qemu
}

@test "a socket in debian/ by another name of ours" {
	local file

	for file in foo.virtnetworkd.socket foo.virtnetworkd-ro.socket \
		"foo.virtnetworkd.socket.$(dpkg --print-architecture)" \
		virtnetworkd-admin.socket; do
		echo '[Socket]' >"debian/$file"
		refused "debian/$file: dh_virtd_socket makes this unit for debian/foo.virtd-sockets (line 1); delete one of them"
		rm "debian/$file"
	done
	echo 'foo --description=foo' >>debian/foo.virtd-sockets
	echo '[Socket]' >debian/foo.socket
	refused "debian/foo.socket: dh_virtd_socket makes this unit for debian/foo.virtd-sockets (line 2); delete one of them"
	rm debian/foo.socket
	# nobody's
	echo '[Socket]' >debian/foo.other.socket
	dh_virtd_socket
}

@test "files with names that debhelper does not read" {
	local name

	for name in foo.virtd-socket foo.virtd_sockets foo.virtdsockets \
		foo.virt-sockets foo.virtd-sockets.in.orig foo.one.virtd-socket; do
		touch "debian/$name"
		refused "debian/$name: debhelper does not read this; should it be debian/foo.virtd-sockets?"
		rm "debian/$name"
	done
	touch debian/virtd-socket
	refused 'debian/virtd-socket: debhelper does not read this; should it be debian/virtd-sockets?'
	rm debian/virtd-socket
	touch debian/fooo.virtd-sockets
	refused 'debian/fooo.virtd-sockets: debian/control has no such package'
	rm debian/fooo.virtd-sockets
	# others are no concern of ours
	touch debian/{README.virtd-source,virtd-socket.conf,foo.virtd-sockets.amd64}
	dh_virtd_socket -pbar
}

@test "dh says so, too" {
	mv debian/foo.virtd-sockets debian/foo.virtd-socket
	run build
	[ "$status" -ne 0 ]
	[[ $output == *'dh_virtd_socket: error: debian/foo.virtd-socket: '* ]]
}

@test "a NUL byte, a comment behind a name" {
	printf 'log\n# a\nqemu\0x\n' >>debian/foo.virtd-sockets
	refused 'debian/foo.virtd-sockets (line 4): NUL byte'
	printf 'qemu # for guests\n' >debian/foo.virtd-sockets
	refused 'debian/foo.virtd-sockets (line 1): a comment stands on a line of its own'
	printf 'qemu #guests\n' >debian/foo.virtd-sockets
	refused 'debian/foo.virtd-sockets (line 1): a comment stands on a line of its own'
	# no comments
	printf '%s\n' 'own --description="number # 1"' "two --description='#2'" \
		>debian/foo.virtd-sockets
	dh_virtd_socket
	grep -q 'number # 1' "debian/foo/$unitdir/own.socket"
	grep -q '#2' "debian/foo/$unitdir/two.socket"
}

@test "a compat level that this debhelper has as a preview" {
	local level

	level=$(perl -MDebian::Debhelper::Dh_Lib \
		-e 'print Debian::Debhelper::Dh_Lib::HIGHEST_STABLE_COMPAT_LEVEL')
	sed -i "s/debhelper-compat (= .*)/debhelper-compat (= $((level + 1)))/" \
		debian/control
	refused "debian/control (line 5): this debhelper has compat level $level; what it has of a later one is a preview, which dh_virtd_socket does not support"
	DH_COMPAT=$((level + 1)) refused "DH_COMPAT: this debhelper has compat level $level; what it has of a later one is a preview, which dh_virtd_socket does not support"
	sed -i 's/debhelper-compat (= .*)/debhelper/' debian/control
	# which later levels do not read
	[ "$level" -lt 14 ] || return 0
	echo $((level + 1)) >debian/compat
	refused "debian/compat (line 1): this debhelper has compat level $level; what it has of a later one is a preview, which dh_virtd_socket does not support"
}

@test "names in templates that are no names of units" {
	local value

	mkdir templates
	echo "network --templates=$PWD/templates" >debian/foo.virtd-sockets
	for value in "a';touch\${IFS}x;'.socket" '$(x).socket' a b.sock 'é.socket'; do
		printf '[Unit]\nConflicts=ok.socket %s\n[Socket]\nListenStream=/x\n' \
			"$value" >templates/virtnetworkd.socket.in
		refused "debian/foo.virtd-sockets (line 1): $PWD/templates/virtnetworkd.socket.in:2: Conflicts=: \"$value\" is no name of a unit"
	done
}

@test "a name in Also= of the service that is no name of a unit" {
	service bindsto virtnetworkd >debian/foo.virtnetworkd.service
	printf 'Also=a\\\n  b\x27c.socket\n' >>debian/foo.virtnetworkd.service
	run dh_virtd_socket
	[ "$status" -ne 0 ]
	equal "$output" "dh_virtd_socket: error: debian/foo/$unitdir/virtnetworkd.service (line $(wc -l <debian/foo.virtnetworkd.service)): \"b'c.socket\" is no name of a unit"
}

@test "another unit that names our sockets in Also=" {
	service none other >debian/foo.other.service
	sed -i '/Install/a Also=virtnetworkd.socket' debian/foo.other.service
	run dh_virtd_socket
	[ "$status" -ne 0 ]
	equal "$output" 'dh_virtd_socket: error: debian/foo.other.service (line 10): Also=virtnetworkd.socket would make debhelper restart that socket, which dh_virtd_socket scripts; delete it'
	rm debian/foo.other.service
	dh_prep
	mkdir -p "debian/foo/$unitdir"
	printf '[Install]\nAlso=a.socket \\\n virtnetworkd-ro.socket\n' \
		>"debian/foo/$unitdir/other.timer"
	run dh_virtd_socket
	[ "$status" -ne 0 ]
	equal "$output" "dh_virtd_socket: error: debian/foo/$unitdir/other.timer (line 3): Also=virtnetworkd-ro.socket would make debhelper restart that socket, which dh_virtd_socket scripts; delete it"
}

@test "a service without sockets that is not in the package" {
	echo 'libvirt-guests -k none' >debian/foo.virtd-sockets
	run dh_virtd_socket
	[ "$status" -ne 0 ]
	equal "$output" 'dh_virtd_socket: error: debian/foo.virtd-sockets (line 1): libvirt-guests has no sockets, and libvirt-guests.service is not in package foo'
}

@test "units of the package decide on the directory" {
	for dir in lib usr/lib; do
		dh_prep
		mkdir -p debian/foo/$dir/systemd/system
		service bindsto virtnetworkd \
			>debian/foo/$dir/systemd/system/virtnetworkd.service
		dh_virtd_socket
		[ -e debian/foo/$dir/systemd/system/virtnetworkd.socket ]
		[ "$(find debian/foo -name '*.socket' | wc -l)" = 3 ]
		dh_installdeb
		grep -q virtnetworkd.service debian/foo/DEBIAN/prerm
	done
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
