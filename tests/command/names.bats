#!/usr/bin/env bats
# Names of daemons and options that describe one; every verb takes them alike.

load ../lib

# fails STATUS STDERR ARG...: install says this, writes nothing; units agrees
fails() {
	local wanted=$1 message=$2

	shift 2
	try install --buildroot root "$@"
	expect "$wanted" '' "$message"
	expect_nothing_written
	try units "$@"
	expect "$wanted" '' "$message"
}

# a name that the catalogue does not have or that cannot be one
refuse() {
	fails 1 "$@"
}

# an option that cannot have this value
refuse_value() {
	fails 2 "$@"
}

BAD='use lower case letters and digits, after the first also "-" and "_"'

@test "driver name and service name" {
	try units qemu
	cp home/out first
	try units virtqemud
	expect 0 "$(cat first)"
	try units libvirtd
	[ "$status" -eq 0 ]
	[ "$(head -n 1 home/out)" = libvirtd.socket ]
}

@test "unknown daemon, near a known one" {
	refuse $'error: unknown daemon "qmeu"; did you mean \'qemu\'?' qmeu
	refuse $'error: unknown daemon "virtqmeud"; did you mean \'virtqemud\'?' \
		qemu virtqmeud
	refuse $'error: unknown daemon "libvirt"; did you mean \'libvirtd\'?' libvirt
}

@test "unknown daemon" {
	refuse 'error: unknown daemon "frobnicate"; "virtd-socket list" prints the known ones, --description or --sockets describes another' \
		frobnicate
}

@test "names with characters that cannot be" {
	local name

	for name in ../x a/b 'a b' '%(id)' '%{_prefix}' $'\xc3\xa4' a.b \
		a@b _a -- $'a\nb' '*'; do
		refuse "error: \"${name//$'\n'/?}\" cannot be the name of a daemon; $BAD" \
			-- "$name"
	done
}

@test "what stands for a daemon, but is not its name" {
	local name

	for name in virtqemud.socket virtqemud-admin.socket virtqemud-tls.socket \
		virtqemud.service qemu.socket QEMU VirtQemud 'qemu,' 'qemu # x' \
		virtqmeud.socket; do
		refuse "error: \"$name\" cannot be the name of a daemon; did you mean 'virtqemud'?" \
			--description x "$name"
	done
	refuse "error: \"LOGG\" cannot be the name of a daemon; did you mean 'log'?" LOGG
	refuse "error: unknown daemon \"virtqemud-ro\"; did you mean 'virtqemud'?" \
		virtqemud-ro
	refuse "error: \"foo.socket\" cannot be the name of a daemon; $BAD" foo.socket
}

@test "bad names are bad with --description, too" {
	refuse "error: \"../x\" cannot be the name of a daemon; $BAD" \
		--description x ../x
}

@test "empty name" {
	refuse 'error: the name of a daemon is empty' ''
	refuse 'error: the name of a daemon is empty' qemu ''
}

@test "name of 300 characters" {
	refuse 'error: "aaaaaaaaaaaaaaaaaaaa..." has 300 characters; systemd accepts no more than 242 in the name of a daemon' \
		"$(printf 'a%.0s' {1..300})"
}

@test "the longest name" {
	local name

	name=$(printf 'a%.0s' {1..242})
	try install --buildroot root --description A --sockprefix a "$name"
	expect 0
	[ -f "root$UNITDIR/$name-admin.socket" ]
	try install --buildroot root --description A --sockprefix a "${name}a"
	expect 1 '' 'error: "aaaaaaaaaaaaaaaaaaaa..." has 243 characters; systemd accepts no more than 242 in the name of a daemon'
}

@test "the same daemon twice" {
	refuse 'error: virtqemud is named twice' qemu log virtqemud
}

@test "two daemons with a unit of the same name" {
	refuse 'error: foo and foo-ro cannot be installed together: both have a unit called foo-ro.socket' \
		--sockets main,ro foo-ro foo
	try units --sockets main,ro foo foo-admin
	expect 0 $'foo.socket\nfoo-ro.socket\nfoo-admin.socket\nfoo-admin-ro.socket'
}

@test "a daemon that no catalogue has" {
	try expand --description 'My thing' --only main mine
	expect 0 '[Unit]
Description=libvirt My thing daemon socket
Conflicts=libvirtd.socket
After=libvirtd.socket

[Socket]
ListenStream=/run/libvirt/mine-sock
Service=mine.service
SocketMode=0600
RemoveOnStop=yes

[Install]
WantedBy=sockets.target
Also=mine-ro.socket
Also=mine-admin.socket'
	try units --sockets main,tls mine
	expect 0 $'mine.socket\nmine-tls.socket'
}

@test "siblings that a daemon lacks are not named" {
	try expand --sockets 'main admin' mine
	[ "$status" -eq 0 ]
	not grep mine-ro.socket home/out
	[ "$(grep -c '^Also=' home/out)" -eq 2 ]
}

@test "--description" {
	try expand --description 'A "B" 100% %n' --only main qemu
	[ "$status" -eq 0 ]
	grep -qxF 'Description=libvirt A "B" 100%% %%n daemon socket' home/out
	refuse_value 'error: --description: the text is empty' --description '' mine
}

@test "--description that cannot stand in a unit" {
	try install --buildroot root --description $'a\nExecStart=x' qemu
	expect 1 '' "error: $DATADIR/templates/virtd.socket.in:2: the value of @name@ has a control character"
	try install --buildroot root --description $'a\xff' qemu
	expect 1 '' "error: $DATADIR/templates/virtd.socket.in:2: the value of @name@ is not valid UTF-8"
	try install --buildroot root --description 'a\' qemu
	expect 1 '' "error: $DATADIR/templates/virtd.socket.in:2: the value of @name@ ends with a backslash, which would join two lines"
	expect_nothing_written
}

@test "--sockets" {
	refuse_value 'error: --sockets: "foo" is no kind of socket; use main and any of ro, admin, tcp, tls' \
		--sockets main,foo qemu
	refuse_value 'error: --sockets: "ro admin" lacks main, which the other sockets are bound to' \
		--sockets 'ro admin' qemu
	refuse_value 'error: --sockets: "" is no kind of socket; use main and any of ro, admin, tcp, tls' \
		-k '' qemu
}

@test "--sockets none: a service, which has scriptlets only" {
	try scriptlets --style systemd -k none -u none libvirt-guests
	expect 0 '%post
%systemd_post libvirt-guests.service

%preun
%systemd_preun libvirt-guests.service'
	try units --service -k none libvirt-guests
	expect 0 libvirt-guests.service
	try install --buildroot root -k none libvirt-guests
	expect 1 '' 'error: libvirt-guests has no sockets; only its scriptlets can be made'
	expect_nothing_written
	refuse_value 'error: --sockets: "none" is no kind of socket; use main and any of ro, admin, tcp, tls' \
		-k main,none qemu
}

@test "--sockmode" {
	local mode

	try expand --sockmode 0660 --only main,ro,admin qemu
	[ "$(grep ^SocketMode home/out | tr '\n' ' ')" = \
		'SocketMode=0660 SocketMode=0666 SocketMode=0600 ' ]
	for mode in '' 660 06660 0668 1660 u=rw -066; do
		refuse_value "error: --sockmode: \"$mode\" is no mode for a socket; use four octal digits such as 0660" \
			"--sockmode=$mode" qemu
	done
	for mode in 0777 0100 0010 0001; do
		try units --sockmode $mode log
		expect 0 $'virtlogd.socket\nvirtlogd-admin.socket' \
			"warning: virtlogd: mode $mode: a socket has no use for permission to execute it"
	done
}

@test "--sockprefix" {
	try expand --sockprefix x%y --only ro qemu
	[ "$status" -eq 0 ]
	grep -qxF 'ListenStream=/run/libvirt/x%%y-sock-ro' home/out
	refuse_value 'error: --sockprefix: "a/b" cannot start a file name' \
		--sockprefix a/b qemu
	refuse_value 'error: --sockprefix: "" cannot start a file name' \
		--sockprefix '' qemu
}

@test "--upgrade" {
	refuse_value 'error: --upgrade: "stop" is neither restart, reload nor none' \
		--upgrade stop qemu
}

@test "socket path of 107 and of 108 bytes" {
	local dir path

	dir=/$(printf 'd%.0s' {1..75})
	# /ddd + /libvirt/virtqemud-admin-sock
	try expand --runstatedir "$dir" --only admin qemu
	[ "$status" -eq 0 ]
	path=$(sed -n 's/^ListenStream=//p' home/out)
	[ "${#path}" -eq 105 ]
	try install --buildroot root --runstatedir "${dir}dd" qemu
	expect 0
	rm -r root/*
	try install --buildroot root --runstatedir "${dir}ddd" qemu
	expect 1 '' "error: $DATADIR/templates/virtd-admin.socket.in:9: the socket path of virtqemud-admin.socket has 108 bytes, but a socket path can have no more than 107: \"${dir}ddd/libvirt/virtqemud-admin-sock\""
	expect_nothing_written
}
