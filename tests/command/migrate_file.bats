#!/usr/bin/env bats
# migrate: the file, its preamble and its end, what is no spec file.

load migrate

@test "no build dependency at all; one that is there" {
	local body='%post
%systemd_post virtlogd.socket
%files
%{_unitdir}/virtlogd{,-admin}.socket'

	printf '%s\n' 'Name: x' 'License: y' '' "$body" >foo.spec
	try migrate foo.spec
	patch -s foo.spec <home/out
	[ "$(sed -n 3p foo.spec)" = 'BuildRequires:  virtd-socket-rpm-macros' ]
	printf '%s\n' 'Name: x' 'BuildRequires: virtd-socket-rpm-macros' \
		"$body" >foo.spec
	try migrate foo.spec
	[ "$status" -eq 0 ]
	[ "$(grep -c '^+' home/out)" -eq 3 ]
	not grep '^[+-]Build' home/out
}

@test "the last line has no newline" {
	preamble >foo.spec
	printf '%s\n' '%post' '%systemd_post virtlogd.socket' '%files' \
		'%{_unitdir}/virtlogd-admin.socket' >>foo.spec
	printf '%s' '%{_unitdir}/virtlogd.socket' >>foo.spec
	try migrate foo.spec
	[ "$(grep -c '^\\ No newline at end of file' home/out)" -eq 1 ]
	patch -s foo.spec <home/out
	[ "$(tail -n 1 foo.spec)" = '%virtd_socket_files log' ]
	# something is put behind it
	preamble >foo.spec
	printf '%s\n' '%files' '%{_unitdir}/virtqemud{,-ro,-admin}.socket' \
		'%post' 'echo own' '%systemd_post virtqemud.socket' \
		'%postun' >>foo.spec
	printf '%s\n%s' '%systemd_postun_with_restart virtqemud.service' \
		'echo own' >>foo.spec
	try migrate foo.spec
	patch -s foo.spec <home/out
	[ "$(tail -n 8 foo.spec)" = '%virtd_socket_postun qemu
echo own

%preun
%virtd_socket_preun qemu

%posttrans
%virtd_socket_posttrans qemu' ]
}

@test "a catalogue of the user's" {
	put catalog '[mined]' 'Name=mine' 'Sockets=main' 'SocketMode=0600'
	{
		preamble
		printf '%s\n' '%post' '%systemd_post mined.socket' '%files' \
			'%{_unitdir}/mined.socket'
	} >foo.spec
	try migrate foo.spec
	expect 0 '' 'warning: foo.spec: nothing to migrate'
	try migrate --catalog catalog foo.spec
	[ "$status" -eq 0 ]
	grep -x '+%virtd_socket_files -u none mined' home/out
}

@test "what is no spec file" {
	try migrate missing.spec
	expect 1 '' 'error: cannot open "missing.spec": No such file or directory'
	mkdir dir
	try migrate dir
	expect 1 '' 'error: cannot read "dir": not a regular file'
	echo text >text
	try migrate text
	expect 1 '' 'error: cannot migrate "text": this is no spec file, it has neither Name: nor a section such as %files'
	: >empty
	try migrate empty
	expect 1 '' 'error: cannot migrate "empty": this is no spec file, it has neither Name: nor a section such as %files'
	printf 'Name: x\0y' >nul
	try migrate nul
	expect 1 '' 'error: cannot read "nul": NUL byte; this is not a text file'
	try migrate "$VIRTD_SOCKET"
	expect 1 '' "error: cannot read \"$VIRTD_SOCKET\": NUL byte; this is not a text file"
}

@test "conditionals that are not balanced" {
	printf '%s\n' 'Name: x' '%if 1' '%else' >a.spec
	try migrate a.spec
	expect 1 '' 'error: a.spec:2: %if without %endif'
	printf '%s\n' 'Name: x' ' %endif' >a.spec
	try migrate a.spec
	expect 1 '' 'error: a.spec:2: %endif without %if'
	printf '%s\n' 'Name: x' '%else foo' >a.spec
	try migrate a.spec
	expect 1 '' 'error: a.spec:2: %else without %if'
}

@test "one operand" {
	try migrate
	expect 2 '' 'error: migrate needs one spec file'
	try migrate a b
	expect 2 '' 'error: migrate needs one spec file'
}

@test "a path with directories, spaces and a newline" {
	mkdir 'a b'
	{ preamble; printf '%s\n' '%post' '%systemd_post virtlogd.socket' \
		'%files' '%{_unitdir}/virtlogd{,-admin}.socket'; } >'a b/c d.spec'
	try migrate 'a b/c d.spec'
	patch -s -p0 <home/out
	grep -qx '%virtd_socket_files log' 'a b/c d.spec'
	{ preamble; printf '%s\n' '%post' '%systemd_post virtlogd.socket' \
		'%files' '%{_unitdir}/virtlogd{,-admin}.socket'; } >$'c\nd.spec'
	try migrate $'c\nd.spec'
	[ "$(sed -n 1,2p home/out)" = $'--- c?d.spec\n+++ c?d.spec' ]
	# some versions of patch make no such file
	patch -s -o patched $'c\nd.spec' <home/out
	grep -qx '%virtd_socket_files log' patched
}
