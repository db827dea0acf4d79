#!/usr/bin/env bats
# virtd-socket presets: the lines of a preset file.

load ../lib

@test "sockets are enabled, the service is not mentioned" {
	try presets qemu log
	expect 0 'enable virtqemud.socket
enable virtqemud-ro.socket
enable virtqemud-admin.socket
enable virtlogd.socket
enable virtlogd-admin.socket'
}

@test "tcp and tls only with --enable" {
	try presets proxy
	expect 0 'enable virtproxyd.socket
enable virtproxyd-ro.socket
enable virtproxyd-admin.socket
disable virtproxyd-tcp.socket
disable virtproxyd-tls.socket'
	try presets -e tls proxy
	[ "$(tail -n 2 home/out)" = 'disable virtproxyd-tcp.socket
enable virtproxyd-tls.socket' ]
	try presets -e tcp qemu
	expect 1 '' 'error: --enable: virtqemud has no socket of kind tcp'
}

@test "the service" {
	try presets -s log
	expect 0 'enable virtlogd.socket
enable virtlogd-admin.socket
enable virtlogd.service'
	try presets -k none libvirt-guests
	expect 0 'enable libvirt-guests.service'
}

@test "a daemon that is described, or in a catalogue" {
	try presets -k main mine
	expect 0 'enable mine.socket'
	put catalog '[mined]' Name=mine 'Sockets=main admin'
	try presets --catalog catalog mined
	expect 0 $'enable mined.socket\nenable mined-admin.socket'
}

@test "systemd reads them" {
	command -v systemctl >/dev/null || skip "there is no systemctl"
	mkdir -p root/usr/lib/systemd/system-preset root/etc/systemd/system
	"$VIRTD_SOCKET" install --buildroot root --runstatedir /run \
		--unitdir /usr/lib/systemd/system proxy
	"$VIRTD_SOCKET" presets -e tls proxy \
		>root/usr/lib/systemd/system-preset/80-x.preset
	systemctl --root="$T/root" preset \
		virtproxyd{,-ro,-admin,-tcp,-tls}.socket 2>/dev/null
	(cd root/etc/systemd/system/sockets.target.wants && ls) >home/links
	same links 'virtproxyd-admin.socket
virtproxyd-ro.socket
virtproxyd-tls.socket
virtproxyd.socket' home/links
}
