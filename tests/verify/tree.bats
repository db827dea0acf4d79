#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# What is enabled in a tree.

load common

etc=t/etc/systemd/system

start() {
	make_tree t qemu proxy libvirtd
	mkdir -p $etc/sockets.target.wants $etc/multi-user.target.wants
}

# enable UNIT...: as systemctl enable does
enable() {
	local unit
	for unit; do
		ln -s "/$units/$unit" "$etc/sockets.target.wants/$unit"
	done
}

mask() {
	ln -s /dev/null "$etc/$1"
}

qemu="virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket"

@test "one family enabled" {
	start
	enable $qemu
	finds 0 t </dev/null
}

@test "families-mixed" {
	start
	enable $qemu
	ln -s "/$units/libvirtd.service" $etc/multi-user.target.wants
	finds 1 t <<-'EOF'
		t: error: libvirtd.service and virtqemud.socket are both enabled: at boot one stops the other [families-mixed]
	EOF
}

@test "families-mixed: what is masked is not enabled" {
	start
	enable $qemu
	ln -s "/$units/libvirtd.service" $etc/multi-user.target.wants
	mask libvirtd.service
	finds 0 t </dev/null
}

@test "half-enabled" {
	start
	enable virtqemud.socket
	finds 0 t <<-'EOF'
		t: warning: of the sockets of virtqemud, ro admin is not enabled, but others are [half-enabled]
	EOF
}

@test "unit-masked" {
	start
	enable $qemu
	mask virtqemud-ro.socket
	finds 0 t <<-'EOF'
		t: warning: virtqemud-ro.socket is masked, but other sockets of virtqemud are enabled [unit-masked]
	EOF
}

@test "unit-masked: all of a daemon, or tcp, is sensible" {
	start
	local unit
	enable $qemu virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket
	for unit in libvirtd.service libvirtd.socket libvirtd-ro.socket; do
		mask $unit
	done
	mask virtproxyd-tcp.socket
	finds 0 t </dev/null
}

@test "inet-enabled" {
	start
	enable virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket virtproxyd-tcp.socket
	finds 0 t <<-'EOF'
		t/usr/lib/systemd/system/virtproxyd-tcp.socket: warning: virtproxyd-tcp.socket is enabled: it listens on the network [inet-enabled]
	EOF
}

@test "a unit beneath /etc replaces that of the package" {
	start
	sed 's/^SocketMode=.*/SocketMode=0600/' t/$units/virtqemud.socket >$etc/virtqemud.socket
	finds 0 t </dev/null
	sed -i 's/^SocketMode=.*/SocketMode=0777/' $etc/virtqemud.socket
	finds 1 t <<-'EOF'
		t/etc/systemd/system/virtqemud.socket:9: error: SocketMode=0777 is wider than 0666 [socket-mode]
	EOF
}

@test "/lib leads to usr/lib: each unit is there once" {
	start
	ln -s usr/lib t/lib
	sed -i 's/^SocketMode=.*/SocketMode=0777/' t/$units/virtqemud.socket
	finds 1 t/ <<-'EOF'
		t/usr/lib/systemd/system/virtqemud.socket:9: error: SocketMode=0777 is wider than 0666 [socket-mode]
	EOF
}

@test "symbolic links do not lead out of the tree" {
	start
	mkdir -p outside/systemd/system
	sed 's/^SocketMode=.*/SocketMode=0777/' t/$units/virtqemud.socket >outside/systemd/system/virtqemud.socket
	ln -s "$PWD/outside" t/lib
	finds 0 t </dev/null
}

@test "the machine itself: no crash" {
	start
	try verify --quiet /
	[ "$status" -le 1 ]
	expect_file home/err ''
}

@test "dangling-link: enabled, and gone" {
	start
	enable $qemu virtnetworkd.socket other.socket
	ln -s /$units/virtstoraged.service $etc/multi-user.target.wants
	mkdir -p t/$units/sockets.target.wants
	ln -s ../virtnodedevd.socket t/$units/sockets.target.wants
	finds 0 t <<-'EOF'
		t/etc/systemd/system/multi-user.target.wants/virtstoraged.service: warning: virtstoraged.service is enabled, but not there: "systemctl disable virtstoraged.service" removes the link [dangling-link]
		t/etc/systemd/system/sockets.target.wants/virtnetworkd.socket: warning: virtnetworkd.socket is enabled, but not there: "systemctl disable virtnetworkd.socket" removes the link [dangling-link]
	EOF
	mask virtnetworkd.socket
	mask virtstoraged.service
	finds 0 t </dev/null
}

@test "a unit beneath /run replaces that of the package, one beneath /etc that" {
	start
	mkdir -p t/run/systemd/system
	sed 's/^SocketMode=.*/SocketMode=0777/' t/$units/virtqemud.socket >t/run/systemd/system/virtqemud.socket
	finds 1 t <<-'EOF'
		t/run/systemd/system/virtqemud.socket:9: error: SocketMode=0777 is wider than 0666 [socket-mode]
	EOF
	cp t/$units/virtqemud.socket $etc
	finds 0 t </dev/null
}
