#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command lines of verify.

load common

# usage ERROR ARG...: exit status 2 with this error only
usage() {
	local text=$1
	shift
	try "$@" </dev/null
	expect 2 '' "$text"
}

@test "wrong command lines" {
	usage 'error: verify needs a package or a directory tree' verify
	usage 'error: verify --rules: surplus argument "x"' verify --rules x
	usage "error: --disable: unknown rule \"socket-mod\"; did you mean 'socket-mode'?" verify --disable socket-mod x
	usage 'error: --disable: unknown rule "xyzzy"; --rules prints them' verify --disable xyzzy x
	usage 'error: --runstatedir: "x" is not an absolute path without ".."' verify --runstatedir x t
}

@test "--rules prints a line for each rule; the manual has it, and a test" {
	"$VIRTD_SOCKET" verify --rules >stdout
	[ "$(wc -l <stdout)" -ge 22 ]
	while read -r rule sentence; do
		[ -n "$sentence" ]
		grep -q "\[$rule\]\$" "$BATS_TEST_DIRNAME"/*.bats ||
			{ echo "no test trips $rule"; return 1; }
		grep -qFx "*$rule*" "$TOP/plugin/man/virtd-socket.1.scd" ||
			{ echo "no manual has $rule"; return 1; }
	done <stdout
}

@test "--catalog adds daemons" {
	printf '[mined]\nName=mine\nSockets=main admin\n' >catalog
	mkdir t
	"$VIRTD_SOCKET" install --catalog catalog --buildroot t --unitdir /$units --runstatedir /run mined
	printf '[Service]\nExecStart=/bin/true\n' >t/$units/mined.service
	rm t/$units/mined-admin.socket
	finds 1 --catalog catalog t <<-'EOF'
		t/usr/lib/systemd/system/mined.socket: error: mined-admin.socket is missing beside mined.socket [trio-incomplete]
	EOF
}
