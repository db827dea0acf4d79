#!/usr/bin/env bats
# virtd-socket expand: the text of units, templates, extras.

load ../lib

# sha256 sums of libvirt 11.3's own units (runstatedir /run, sockmode 0666)
@test "the reference units, byte for byte" {
	try expand --runstatedir /run --only main qemu
	[ "$(sha256sum <home/out)" = '7191ae4acd20f69a23e16d48250a4c59c518746fa92f37ae6e7d0ebf31946346  -' ]
	try expand --runstatedir /run --only tls proxy
	[ "$(sha256sum <home/out)" = 'a6ed4098fab59f657b80e70bca6dbc69bd9e81f4e7a9a25d28fa53fa3acb3e5d  -' ]
	try expand --runstatedir /run --only admin lock
	[ "$(sha256sum <home/out)" = '94232586da052656f33a5114469b0f410b6d99b30f55b2f3e1128923fdec9fa2  -' ]
	expect_file home/err ''
}

@test "a trio" {
	try expand --runstatedir /run qemu
	expect 0 '# virtqemud.socket
[Unit]
Description=libvirt QEMU daemon socket
Conflicts=libvirtd.socket
After=libvirtd.socket

[Socket]
ListenStream=/run/libvirt/virtqemud-sock
Service=virtqemud.service
SocketMode=0666
RemoveOnStop=yes

[Install]
WantedBy=sockets.target
Also=virtqemud-ro.socket
Also=virtqemud-admin.socket

# virtqemud-ro.socket
[Unit]
Description=libvirt QEMU daemon read-only socket
BindsTo=virtqemud.socket
After=virtqemud.socket
Conflicts=libvirtd-ro.socket
After=libvirtd-ro.socket

[Socket]
ListenStream=/run/libvirt/virtqemud-sock-ro
Service=virtqemud.service
SocketMode=0666
RemoveOnStop=yes

[Install]
WantedBy=sockets.target
Also=virtqemud.socket
Also=virtqemud-admin.socket

# virtqemud-admin.socket
[Unit]
Description=libvirt QEMU daemon admin socket
BindsTo=virtqemud.socket
After=virtqemud.socket
Conflicts=libvirtd-admin.socket
After=libvirtd-admin.socket

[Socket]
ListenStream=/run/libvirt/virtqemud-admin-sock
Service=virtqemud.service
SocketMode=0600
RemoveOnStop=yes

[Install]
WantedBy=sockets.target
Also=virtqemud.socket
Also=virtqemud-ro.socket'
}

@test "an extra is merged into every socket" {
	try expand xen
	[ "$status" -eq 0 ]
	[ "$(grep -c '^ConditionPathExists=/proc/xen/capabilities$' home/out)" -eq 3 ]
}

@test "--only" {
	try expand --only tls,tcp proxy
	[ "$(grep '^#' home/out)" = $'# virtproxyd-tcp.socket\n# virtproxyd-tls.socket' ]
	try expand --only tcp qemu
	expect 1 '' 'error: --only: virtqemud has no socket of kind tcp'
	try expand --only tcp,foo qemu
	expect 2 '' 'error: --only: "foo" is no kind of unit; use main, ro, admin, tcp, tls, service'
	try expand --only '' qemu
	expect 2 '' 'error: --only: "" is no kind of unit; use main, ro, admin, tcp, tls, service'
}

@test "nothing is printed unless all can be" {
	put t/virtlogd-admin.socket.in '[Unit]' 'A=@nope@'
	try expand --templates t qemu log
	expect 1 '' "error: t/virtlogd-admin.socket.in:2: unknown placeholder @nope@; give it a value with -D 'nope VALUE'"
}

@test "variables of a template" {
	put t/virtqemud.socket.in '[Unit]' 'A=@name@ @service@ @SERVICE@' \
		'B=@sockprefix@ @sockmode@' '[Service]' 'C=@runstatedir@' \
		'D=@sbindir@ @sysconfdir@ @initconfdir@ @libexecdir@ @localstatedir@'
	try expand --templates t --only main --runstatedir /1 --sbindir /2 \
		--sysconfdir /3 --initconfdir /4 --libexecdir /5 \
		--localstatedir /6 qemu
	expect 0 '[Unit]
A=QEMU virtqemud VIRTQEMUD
B=virtqemud 0666

[Service]
C=/1
D=/2 /3 /4 /5 /6'
}

@test "directories come from rpm's macros" {
	put t/virtqemud.socket.in '[Unit]' \
		'A=@runstatedir@ @sbindir@ @sysconfdir@ @initconfdir@' \
		'B=@libexecdir@ @localstatedir@'
	try expand --templates t --only main -D '_rundir /r' -D '_sbindir /s' \
		-D '_sysconfdir /e' -D '_libexecdir /l' \
		-D '_localstatedir /v' qemu
	expect 0 $'[Unit]\nA=/r /s /e /e/sysconfig\nB=/l /v'
}

@test "a directory that rpm's macros do not make" {
	put t/virtqemud.socket.in '[Unit]' 'A=@sbindir@'
	try expand --templates t --only main -D '_sbindir %{nope}/s' qemu
	expect 1 '' 'error: --sbindir is not given, and the macros of rpm make it "%{nope}/s", which is not an absolute path without ".."'
	try expand --templates t --only main -D '_sbindir /a/../s' qemu
	expect 1 '' 'error: --sbindir is not given, and the macros of rpm make it "/a/../s", which is not an absolute path without ".."'
	try expand --templates t --only main -D '_sbindir /a..b/..c' qemu
	expect 0 $'[Unit]\nA=/a..b/..c'
}

@test "a directory that is no absolute path" {
	local dir

	for dir in '' relative ../x /a/.. /../a; do
		try expand --runstatedir "$dir" qemu
		expect 2 '' "error: --runstatedir: \"$dir\" is not an absolute path without \"..\""
	done
}

@test "--define gives placeholders values" {
	put t/virtqemud.socket.in '[Unit]' 'A=@mine@ @x-y@'
	try expand --templates t --only main -D 'mine %{zzz}%%' -D 'zzz Z' \
		-D 'x-y XY' qemu
	expect 0 $'[Unit]\nA=Z%% XY'
	try expand --templates t --only main -D 'mine 1' qemu
	expect 1 '' "error: t/virtqemud.socket.in:2: unknown placeholder @x-y@; give it a value with -D 'x-y VALUE'"
	try expand --templates t --only main -D 'x_y 1' -D 'mine 1' \
		--undefine mine qemu
	expect 1 '' "error: t/virtqemud.socket.in:2: unknown placeholder @mine@; give it a value with -D 'mine VALUE'"
	# the macros of rpm are no placeholders
	put t/virtqemud.socket.in '[Unit]' 'A=@_prefix@'
	try expand --templates t --only main qemu
	expect 1 '' "error: t/virtqemud.socket.in:2: unknown placeholder @_prefix@; give it a value with -D '_prefix VALUE'"
}

@test "--define that cannot be expanded is one error" {
	put t/virtqemud.socket.in '[Unit]' 'A=@mine@'
	try expand --templates t --only main -D 'mine %{error:no luck}' qemu
	expect 1 '' $'error: no luck\nerror: cannot expand "%{mine}"'
}

@test "--templates wins over what is installed, the first over the second" {
	put 1/virtd.socket.in '[Unit]' A=1
	put 2/virtd.socket.in '[Unit]' A=2
	put 2/sub/virtd-ro.socket.in '[Unit]' A=sub
	try expand --templates 1 --templates 2 --only main,ro qemu
	expect 0 $'# virtqemud.socket\n[Unit]\nA=1\n\n# virtqemud-ro.socket\n[Unit]\nA=sub'
	try expand --templates 2 --templates 1 --only main qemu
	expect 0 $'[Unit]\nA=2'
}

@test "sockets of a tree that is older than the templates for all daemons" {
	put old/remote/libvirtd.socket.in '[Unit]' A=1
	put old/remote/virtqemud.service.in '[Unit]' A=2
	put mine/virtqemud.socket.in '[Unit]' A=3
	for daemon in virtqemud libvirtd; do
		try expand --templates mine --templates old $daemon
		expect 1 '' "error: cannot make $daemon.socket from a tree that has \"old/remote/libvirtd.socket.in\" and no virtd.socket.in, as libvirt 9.0 and before; \"$DATADIR/templates/virtd.socket.in\" is of another version"
	done
	try expand --templates old --only service -D 'x 1' qemu
	[ "$status" -eq 1 ]
	not grep old home/err
	# libvirt 11.3 has both
	put old/virtd.socket.in '[Unit]' A=4
	try expand --templates old --only main qemu libvirtd
	expect 0 $'# virtqemud.socket\n[Unit]\nA=4\n\n# libvirtd.socket\n[Unit]\nA=1'
}

@test "missing template" {
	try expand --service qemu
	expect 1 '' 'error: no template "virtqemud.service.in" or "virtd.service.in" for virtqemud.service; name its directory with --templates'
	put t/virtd.service.in '[Service]' A=1
	try expand --service --templates t qemu
	expect 1 '' 'error: no template "virtd.service.limitnofile.extra.in" for virtqemud.service; name its directory with --templates'
}

@test "missing template directory" {
	try expand --templates missing qemu
	expect 1 '' 'error: cannot read the template directory "missing": No such file or directory'
	put file
	try expand --templates file qemu
	expect 1 '' 'error: cannot read the template directory "file": Not a directory'
}

@test "a service with its extras, in this order" {
	local n

	put t/virtd.service.in '[Unit]' 'A=@service@' '[Service]' 'B=@sbindir@'
	put t/virtqemud.service.extra.in '[Unit]' A=own
	for n in limitnofile tasksmax limitmemlock; do
		put t/virtd.service.$n.extra.in '[Service]' "B=$n"
	done
	try expand --templates t --sbindir /s --only service qemu
	expect 0 '[Unit]
A=virtqemud
A=own

[Service]
B=/s
B=limitnofile
B=tasksmax
B=limitmemlock'
}

@test "Also= keeps units of the same call only" {
	put t/virtqemud.socket.in '[Install]' \
		'Also=virtqemud-ro.socket virtlogd.socket virtqemud.service' \
		'Also=virtlogd.service' 'Also=virtlogd-ro.socket'
	try expand --templates t --only main qemu
	expect 0 $'[Install]\nAlso=virtqemud-ro.socket virtqemud.service'
	try expand --templates t --only main qemu log
	# virtlogd has no read-only socket
	grep -v '^#' home/out | sed '/^$/,$d' >own
	expect_file own $'[Install]\nAlso=virtqemud-ro.socket virtlogd.socket virtqemud.service\nAlso=virtlogd.service'
	try expand --templates t --only main --keep-foreign-also qemu
	expect 0 '[Install]
Also=virtqemud-ro.socket virtlogd.socket virtqemud.service
Also=virtlogd.service
Also=virtlogd-ro.socket'
}

@test "units of several daemons in the order of the names" {
	try expand --only main log qemu lock
	[ "$(grep '^#' home/out)" = $'# virtlogd.socket\n# virtqemud.socket\n# virtlockd.socket' ]
}
