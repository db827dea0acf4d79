#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command lines of verify and deps, and rpm's dependency generator.

load common

# usage ERROR ARG...: exit status 2 with this error only
usage() {
	local text=$1 status=0
	shift
	"$VIRTD_SOCKET" "$@" </dev/null >stdout 2>err || status=$?
	diff -u <(printf '%s\n' "$text") err
	diff -u /dev/null stdout
	[ "$status" -eq 2 ]
}

@test "wrong command lines" {
	usage 'error: verify needs a package or a directory tree' verify
	usage 'error: verify --rules: surplus argument "x"' verify --rules x
	usage "error: --disable: unknown rule \"socket-mod\"; did you mean 'socket-mode'?" verify --disable socket-mod x
	usage 'error: --disable: unknown rule "xyzzy"; --rules prints them' verify --disable xyzzy x
	usage 'error: --runstatedir: "x" is not an absolute path without ".."' verify --runstatedir x t
	usage 'error: deps needs --provides or --requires, and the names of files on standard input' deps
	usage 'error: deps needs --provides or --requires, and the names of files on standard input' deps --provides x
	usage 'error: deps needs --provides or --requires, and the names of files on standard input' deps --provides --requires
}

@test "--rules prints a line for each rule; the manual has it, and a test" {
	"$VIRTD_SOCKET" verify --rules >stdout
	[ "$(wc -l <stdout)" -ge 22 ]
	while read -r rule sentence; do
		[ -n "$sentence" ]
		grep -q "\[$rule\]\$" "$BATS_TEST_DIRNAME"/*.bats ||
			{ echo "no test trips $rule"; return 1; }
		grep -qFx "*$rule*" "$top/plugin/man/virtd-socket.1.scd" ||
			{ echo "no manual has $rule"; return 1; }
	done <stdout
}

@test "--catalog adds daemons" {
	printf '[mined]\nName=mine\nSockets=main admin\n' >catalog
	mkdir t
	"$VIRTD_SOCKET" install --catalog catalog --buildroot t --unitdir /$units --runstatedir /run mined
	printf '[Service]\nExecStart=/bin/true\n' >t/$units/mined.service
	rm t/$units/mined-admin.socket
	verify 1 --catalog catalog t <<-'EOF'
		t/usr/lib/systemd/system/mined.socket: error: mined-admin.socket is missing beside mined.socket [trio-incomplete]
	EOF
}

@test "deps: what a trio provides and a service requires" {
	make_tree t qemu log
	printf '[Unit]\nRequires=foo.socket virtlogd.socket\nBindsTo=virtqemud.socket\nWants=virtlockd.socket\n' >t/$units/virtqemud.service
	find t -name '*.socket' -o -name '*.service' | sort >list
	diff -u <(printf 'virtd-socket(virtlogd)\nvirtd-socket(virtqemud)\n') \
		<("$VIRTD_SOCKET" deps --provides <list)
	diff -u <(printf 'virtd-socket(virtlogd)\n') \
		<("$VIRTD_SOCKET" deps --requires <list)
	rm t/$units/virtqemud-ro.socket
	diff -u <(printf 'virtd-socket(virtlogd)\n') \
		<("$VIRTD_SOCKET" deps --provides <list)
}

@test "the file attribute works in rpmbuild" {
	attr=${VIRTD_SOCKET_ATTR:-$top/macros/virtd_socket.attr}
	mkdir attrs
	sed "s|%{__virtd_socket}|$VIRTD_SOCKET|" "$attr" >attrs/virtd_socket.attr
	make_tree t qemu log
	printf '[Unit]\nRequires=virtlogd.socket\nBindsTo=virtqemud.socket\n' >t/$units/virtqemud.service
	cat >p.spec <<-EOF
		%{load:$PWD/attrs/virtd_socket.attr}
		%global __spec_install_post %{nil}
		Name: p
		Version: 1
		Release: 1
		Summary: x
		License: x
		BuildArch: noarch
		%description
		x
		%package log
		Summary: x
		%description log
		x
		%install
		cp -a $PWD/t/. %{buildroot}
		%files
		/$units/virtqemud*
		%files log
		/$units/virtlogd*
	EOF
	rpmbuild -bb --define "_fileattrsdir $PWD/attrs" \
		--define "_topdir $PWD/top" p.spec >log 2>&1 || { cat log; return 1; }
	rpm=top/RPMS/noarch/p-1-1.noarch.rpm
	diff -u <(echo 'virtd-socket(virtqemud)') <(rpm -qp --provides $rpm | grep virtd)
	diff -u <(echo 'virtd-socket(virtlogd)') <(rpm -qp --requires $rpm | grep virtd)
	rpm=top/RPMS/noarch/p-log-1-1.noarch.rpm
	diff -u <(echo 'virtd-socket(virtlogd)') <(rpm -qp --provides $rpm | grep virtd)
	diff -u /dev/null <(rpm -qp --requires $rpm | grep virtd)
}
