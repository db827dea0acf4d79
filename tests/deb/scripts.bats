#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# What the maintainer scripts do with each kind of socket and service.
load source

setup()
{
	cd "$BATS_TEST_TMPDIR"
}

@test "tcp and tls are installed, not enabled, but stopped at removal" {
	source_package foo foo
	echo proxy >debian/foo.virtd-sockets
	service bindsto virtproxyd >virtproxyd.service
	ship foo virtproxyd.service
	build
	equal "$(contents ../foo_1_all.deb | grep -E 'tcp|tls')" \
		"/$unitdir/virtproxyd-tcp.socket
/$unitdir/virtproxyd-tls.socket"
	postinst=$(control ../foo_1_all.deb postinst)
	DISABLED='virtproxyd-tcp.socket virtproxyd-tls.socket'
	run trace "$postinst" configure ''
	[[ $output == *'enable virtproxyd.socket'* ]]
	[[ $output != *tcp* && $output != *tls* ]]
	equal "$(trace "$(control ../foo_1_all.deb prerm)" remove)" \
		'stop virtproxyd.socket
stop virtproxyd-ro.socket
stop virtproxyd-admin.socket
stop virtproxyd-tcp.socket
stop virtproxyd-tls.socket
stop virtproxyd.service'
	equal "$(trace "$(control ../foo_1_all.deb postrm)" purge | sort)" \
		'purge virtproxyd-admin.socket
purge virtproxyd-ro.socket
purge virtproxyd-tcp.socket
purge virtproxyd-tls.socket
purge virtproxyd.service
purge virtproxyd.socket'
}

@test "--enable=tls on the line enables and starts it" {
	source_package foo foo
	echo proxy -e tls >debian/foo.virtd-sockets
	ODD='--disable inet-enabled'
	build
	DISABLED=virtproxyd-tcp.socket
	equal "$(trace "$(control ../foo_1_all.deb postinst)" configure '')" \
		'enable virtproxyd.socket
enable virtproxyd-ro.socket
enable virtproxyd-admin.socket
enable virtproxyd-tls.socket
start virtproxyd.socket
start virtproxyd-ro.socket
start virtproxyd-admin.socket
start virtproxyd-tls.socket'
}

@test "--no-enable and --no-start on the line" {
	source_package foo foo
	printf 'qemu --no-enable\nnetwork --no-start\n' >debian/foo.virtd-sockets
	service bindsto virtqemud >virtqemud.service
	ship foo virtqemud.service
	scripts_only
	DISABLED='virtqemud.service virtqemud.socket virtqemud-ro.socket
		virtqemud-admin.socket'
	DISABLED=$(xargs <<<"$DISABLED")
	equal "$(trace "$(<debian/foo/DEBIAN/postinst)" configure '')" \
		'enable virtnetworkd.socket
enable virtnetworkd-ro.socket
enable virtnetworkd-admin.socket'
	equal "$(trace "$(<debian/foo/DEBIAN/prerm)" remove)" \
		'stop virtnetworkd.socket
stop virtnetworkd-ro.socket
stop virtnetworkd-admin.socket
stop virtqemud.socket
stop virtqemud-ro.socket
stop virtqemud-admin.socket
stop virtqemud.service'
}

# log_package LINE: virtlogd and its service
log_package()
{
	source_package foo foo
	echo "$1" >debian/foo.virtd-sockets
	service bindsto virtlogd | grep -v -e -ro >virtlogd.service
	ship foo virtlogd.service
}

log='enable virtlogd.socket
enable virtlogd-admin.socket
enable virtlogd.service'

@test "reload class: reloaded where it runs and can be, never restarted" {
	log_package log
	build
	postinst=$(control ../foo_1_all.deb postinst)
	equal "$(trace "$postinst" configure '')" "$log
start virtlogd.socket
start virtlogd-admin.socket"
	equal "$(trace "$postinst" configure 1)" "$log
start virtlogd.socket
start virtlogd-admin.socket"
	ACTIVE='virtlogd.service virtlogd.socket virtlogd-admin.socket'
	equal "$(trace "$postinst" configure 1)" "$log
reload virtlogd.service"
	equal "$(CANRELOAD=no trace "$postinst" configure 1)" "$log"
	equal "$(trace "$(control ../foo_1_all.deb prerm)" remove)" \
		'stop virtlogd.socket
stop virtlogd-admin.socket
stop virtlogd.service'
}

@test "--upgrade=none: neither restarted nor reloaded" {
	log_package 'log --upgrade=none'
	scripts_only
	ACTIVE='virtlogd.service virtlogd.socket virtlogd-admin.socket'
	equal "$(trace "$(<debian/foo/DEBIAN/postinst)" configure 1)" "$log"
}

@test "neither is a service whose new sockets must wait, and one line says so" {
	log_package log
	scripts_only
	ACTIVE=virtlogd.service run trace "$(<debian/foo/DEBIAN/postinst)" configure 1
	equal "$output" 'virtlogd: it runs and is not restarted, so these start at the next boot: virtlogd.socket virtlogd-admin.socket
'"$log
reload virtlogd.service"
}

qemu='enable virtqemud.socket
enable virtqemud-ro.socket
enable virtqemud-admin.socket
enable virtqemud.service'

@test "a service that runs: its new sockets start within its restart" {
	qemu_package
	scripts_only
	postinst=$(<debian/foo/DEBIAN/postinst)
	ACTIVE='virtqemud.service virtqemud.socket virtqemud-ro.socket'
	equal "$(trace "$postinst" configure 1)" "$qemu
wants virtqemud-admin.socket
restart virtqemud.service"
	DISABLED=virtqemud-admin.socket
	equal "$(trace "$postinst" configure 1)" \
		"$(grep -v admin <<<"$qemu")
restart virtqemud.service"
}

@test "what would be stopped stays: no socket is started, and one line says so" {
	qemu_package
	scripts_only
	postinst=$(<debian/foo/DEBIAN/postinst)
	CONFLICTS='libvirtd.service libvirtd.socket libvirtd-ro.socket other.service'
	for ACTIVE in libvirtd.service 'libvirtd-ro.socket libvirtd.socket'; do
		run trace "$postinst" configure ''
		equal "$output" \
			"virtqemud: its sockets are enabled, but not started, for that would stop libvirtd
$qemu"
	done
	ACTIVE='virtqemud.service libvirtd.socket other.service'
	run trace "$postinst" configure 1
	equal "$output" "virtqemud: not restarted, for that would stop libvirtd other
$qemu"
	# where all of its own sockets listen, a restart starts none
	ACTIVE="$ACTIVE virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket"
	equal "$(trace "$postinst" configure 1)" "$qemu
restart virtqemud.service"
	# nothing to start
	ACTIVE=libvirtd.service
	DISABLED='virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket'
	equal "$(trace "$postinst" configure 1)" 'enable virtqemud.service'
}

@test "libvirtd: restarted, its sockets kept; all five stop at removal" {
	source_package foo foo
	echo libvirtd >debian/foo.virtd-sockets
	service wants libvirtd >libvirtd.service
	ship foo libvirtd.service
	scripts_only
	DISABLED='libvirtd-tcp.socket libvirtd-tls.socket'
	ACTIVE='libvirtd.service libvirtd.socket libvirtd-ro.socket libvirtd-admin.socket'
	equal "$(trace "$(<debian/foo/DEBIAN/postinst)" configure 1)" \
		'enable libvirtd.socket
enable libvirtd-ro.socket
enable libvirtd-admin.socket
enable libvirtd.service
restart libvirtd.service'
	equal "$(trace "$(<debian/foo/DEBIAN/prerm)" remove)" \
		'stop libvirtd.socket
stop libvirtd-ro.socket
stop libvirtd-admin.socket
stop libvirtd-tcp.socket
stop libvirtd-tls.socket
stop libvirtd.service'
}

@test "a service without sockets: started, left alone, stopped" {
	source_package foo foo
	echo 'libvirt-guests --sockets=none --upgrade=none' \
		>debian/foo.virtd-sockets
	service none libvirt-guests >debian/foo.libvirt-guests.service
	build
	equal "$(contents ../foo_1_all.deb)" "/$unitdir/libvirt-guests.service"
	postinst=$(control ../foo_1_all.deb postinst)
	equal "$(trace "$postinst" configure '')" 'enable libvirt-guests.service
start libvirt-guests.service'
	equal "$(ACTIVE=libvirt-guests.service trace "$postinst" configure 1)" \
		'enable libvirt-guests.service'
	equal "$(DISABLED=libvirt-guests.service trace "$postinst" configure 1)" ''
	equal "$(trace "$(control ../foo_1_all.deb prerm)" remove)" \
		'stop libvirt-guests.service'
	equal "$(trace "$(control ../foo_1_all.deb prerm)" upgrade 2)" ''
	equal "$(trace "$(control ../foo_1_all.deb postrm)" purge)" \
		'purge libvirt-guests.service'
}

@test "--no-start and --no-enable of a service without sockets" {
	source_package foo foo
	service none own >debian/foo.own.service
	for option in --no-start --no-enable; do
		dh_prep
		echo "own --sockets=none $option" >debian/foo.virtd-sockets
		scripts_only
		postinst=$(<debian/foo/DEBIAN/postinst)
		equal "$(trace "$postinst" configure '' | grep -v enable)" ''
		equal "$(ACTIVE=own.service trace "$postinst" configure 1 |
			grep -v enable)" 'restart own.service'
	done
}

@test "purge leaves units alone that another package has by now" {
	qemu_package
	scripts_only
	mkdir -p root/usr/lib/systemd/system root/var/lib/systemd/deb-systemd-helper-enabled
	touch root/usr/lib/systemd/system/virtqemud-ro.socket
	state=root/var/lib/systemd/deb-systemd-helper-enabled/virtqemud.service.dsh-also
	printf '/etc/systemd/system/%s\n' multi-user.target.wants/virtqemud.service \
		sockets.target.wants/virtqemud-ro.socket >$state
	export DPKG_ROOT=$PWD/root
	equal "$(trace "$(<debian/foo/DEBIAN/postrm)" purge)" \
		'purge virtqemud.socket
purge virtqemud-admin.socket
purge virtqemud.service'
	equal "$(<$state)" \
		/etc/systemd/system/multi-user.target.wants/virtqemud.service
}

@test "for another root, only the state on disk changes" {
	qemu_package
	scripts_only
	export DPKG_ROOT=/nonexistent ACTIVE=virtqemud.service
	equal "$(trace "$(<debian/foo/DEBIAN/postinst)" configure 1)" "$qemu"
	equal "$(trace "$(<debian/foo/DEBIAN/prerm)" remove)" ''
}
