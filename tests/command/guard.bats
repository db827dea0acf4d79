#!/usr/bin/env bats
# virtd-socket guard: sockets that were installed and are not scripted.

load ../lib

# options that make the sections the same with every systemd
SYSTEMD=(--style systemd)
WHY='error: sockets were installed, but nothing enables and disables them; add to the spec file, between its sections:'

@test "wrong number of arguments" {
	try guard
	expect 2 '' 'error: guard needs one file, which install --specpart wrote'
	try guard a b
	expect 2 '' 'error: guard needs one file, which install --specpart wrote'
}

@test "nothing was installed" {
	try guard "${SYSTEMD[@]}" missing
	expect 0
	put empty
	: >empty
	try guard empty
	expect 0
}

@test "nothing is scripted" {
	try install --buildroot root --specpart part qemu
	try guard "${SYSTEMD[@]}" part
	expect 1 '' "$WHY
	%virtd_socket_scriptlets virtqemud
"
	try guard "${SYSTEMD[@]}" --scripted '' part
	expect 1 '' "$WHY
	%virtd_socket_scriptlets virtqemud
"
}

@test "everything is scripted" {
	try install --buildroot root --specpart part qemu log
	try guard "${SYSTEMD[@]}" part --scripted \
		'post:virtqemud preun:virtqemud  post:virtlogd preun:virtlogd'
	expect 0
	try guard --style suse part --scripted \
		'pre:virtqemud post:virtqemud preun:virtqemud postun:virtqemud pre:virtlogd post:virtlogd preun:virtlogd postun:virtlogd'
	expect 0
}

@test "one section of one daemon is not scripted" {
	try install --buildroot root --specpart part -p sub qemu log
	try guard "${SYSTEMD[@]}" part --scripted \
		'post:virtqemud post:virtlogd preun:virtlogd'
	expect 1 '' "$WHY
	%preun sub
	%virtd_socket_preun virtqemud
"
}

@test "names that only start alike" {
	try install --buildroot root --specpart part log
	try guard "${SYSTEMD[@]}" part --scripted \
		'post:virtlogdx preunx:virtlogd xpost:virtlogd preun:virtlog'
	expect 1 '' "$WHY
	%virtd_socket_scriptlets virtlogd
"
}

@test "packages and what a macro must be told" {
	try install --buildroot root --specpart part -n a-b --enable tls proxy
	expect 0
	try install --buildroot root --specpart part --sockets main \
		--upgrade reload mine
	expect 0
	try guard "${SYSTEMD[@]}" part
	expect 1 '' "$WHY
	%virtd_socket_scriptlets -k main -u reload mine
	%virtd_socket_scriptlets -n a-b -e tls virtproxyd
"
	try guard "${SYSTEMD[@]}" part --scripted 'post:virtproxyd post:mine preun:mine'
	expect 1 '' "$WHY
	%preun -n a-b
	%virtd_socket_preun -e tls virtproxyd
"
}

@test "a file that is not ours" {
	put part '%post' 'x'
	try guard part
	expect 1 '' 'error: part:1: not written by virtd-socket; name another file'
	mkdir dir
	try guard dir
	expect 1 '' 'error: cannot read "dir": not a regular file'
	mkfifo fifo
	try guard fifo
	expect 1 '' 'error: cannot read "fifo": not a regular file'
}

@test "a damaged file" {
	try install --buildroot root --specpart part qemu
	sed -i 's/restart/whatever/' part
	try guard part
	expect 1 '' 'error: part:2: damaged; remove the file and build again'
}
