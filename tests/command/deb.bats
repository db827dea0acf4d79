#!/usr/bin/env bats
# virtd-socket scriptlets --style deb: what the maintainer scripts of Debian
# packages do. What comes of it is tested in tests/deb and tests/boot.

load ../lib

# What a script knows of the units: its variables.
variables() {
	try scriptlets --style deb --section "$@"
	[ "$status" -eq 0 ]
	grep '^_vs_' home/out >home/variables
}

SOCK='virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket'

@test "variables, then a shell that is the same for all" {
	variables postinst qemu
	expect_file home/variables "_vs_service='virtqemud.service'
_vs_enable='$SOCK virtqemud.service'
_vs_keep=''
_vs_sockets='$SOCK'
_vs_start='$SOCK'
_vs_upgrade='restart'"
	sed '1,/^$/d' "$DATADIR/maintscripts/postinst" |
		cat home/variables - | diff - home/out
	variables prerm qemu
	expect_file home/variables "_vs_sockets='$SOCK'
_vs_service='virtqemud.service'"
	variables postrm qemu
	expect_file home/variables "_vs_units='$SOCK virtqemud.service'"
}

@test "tcp and tls are not enabled, but stop and are forgotten" {
	local inet='virtproxyd-tcp.socket virtproxyd-tls.socket'
	local unix='virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket'

	variables postinst proxy
	expect_file home/variables "_vs_service='virtproxyd.service'
_vs_enable='$unix virtproxyd.service'
_vs_keep='$inet'
_vs_sockets='$unix'
_vs_start='$unix'
_vs_upgrade='restart'"
	variables postinst -e tls proxy
	grep -qx "_vs_start='$unix virtproxyd-tls.socket'" home/variables
	grep -qx "_vs_keep='virtproxyd-tcp.socket'" home/variables
	variables prerm proxy
	grep -qx "_vs_sockets='$unix $inet'" home/variables
	variables postrm proxy
	grep -qx "_vs_units='$unix $inet virtproxyd.service'" home/variables
}

@test "-S, --no-enable, --no-start" {
	variables postinst -S qemu
	expect_file home/variables "_vs_service='virtqemud.service'
_vs_enable='$SOCK'
_vs_keep=''
_vs_sockets='$SOCK'
_vs_start='$SOCK'
_vs_upgrade=''"
	variables prerm -S qemu
	grep -qx "_vs_service=''" home/variables
	variables postrm -S qemu
	expect_file home/variables "_vs_units='$SOCK'"
	variables postinst --no-start log
	expect_file home/variables "_vs_service='virtlogd.service'
_vs_enable='virtlogd.socket virtlogd-admin.socket virtlogd.service'
_vs_keep=''
_vs_sockets='virtlogd.socket virtlogd-admin.socket'
_vs_start=''
_vs_upgrade='reload'"
	variables postinst --no-enable log
	expect_file home/variables "_vs_service='virtlogd.service'
_vs_enable=''
_vs_keep='virtlogd.socket virtlogd-admin.socket virtlogd.service'
_vs_sockets='virtlogd.socket virtlogd-admin.socket'
_vs_start=''
_vs_upgrade='reload'"
}

@test "a service without sockets" {
	variables postinst -k none -u none libvirt-guests
	expect_file home/variables "_vs_service='libvirt-guests.service'
_vs_enable='libvirt-guests.service'
_vs_keep=''
_vs_sockets=''
_vs_start='libvirt-guests.service'
_vs_upgrade='none'"
	variables prerm -k none -u none libvirt-guests
	expect_file home/variables "_vs_sockets=''
_vs_service='libvirt-guests.service'"
	try scriptlets --style deb -S -k none libvirt-guests
	expect 2 '' 'error: -S: libvirt-guests has no sockets'
}

@test "several daemons; all scripts, each behind its name" {
	try scriptlets --style deb --section prerm qemu log
	[ "$(grep -c '^if ' home/out)" -eq 2 ]
	try scriptlets --style deb qemu
	[ "$(grep '^# ' home/out)" = $'# postinst\n# prerm\n# postrm' ]
}

@test "sound shell, also with all variables empty" {
	local section

	for section in postinst prerm postrm; do
		try scriptlets --style deb --section $section qemu guests \
			-k none -u none
		[ "$status" -eq 0 ]
		sh -n home/out
		sed "s/^\(_vs_[a-z]*=\).*/\1/" home/out >home/empty
		sh -eu home/empty nothing
	done
}

@test "rpm's configuration is not read" {
	try scriptlets --style deb --section prerm --rcfile /nonexistent qemu
	[ "$status" -eq 0 ]
}

@test "what does not go together" {
	try scriptlets --style deb --section post qemu
	expect 2 '' 'error: unknown section "post"; use postinst, prerm or postrm'
	try scriptlets --style suse --section postinst qemu
	expect 2 '' 'error: unknown section "postinst"; use pre, post, preun, postun or posttrans'
	try scriptlets --style systemd --no-start qemu
	expect 2 '' 'error: --no-enable and --no-start are for --style deb'
	try scriptlets --style deb --table
	expect 2 '' 'error: --table is for RPM packages, not for --style deb'
	try scriptlets --style deb --restart qemu
	expect 2 '' 'error: --restart is for RPM packages, not for --style deb'
	try scriptlets --style deb -p daemon qemu
	expect 2 '' 'error: -n and -p name packages of a spec file; --style deb has none'
}

@test "a script that is missing, or has nothing behind its head" {
	cp -r "$DATADIR" data
	export VIRTD_SOCKET_DATADIR=$T/data
	chmod -R u+w data
	rm data/maintscripts/prerm
	try scriptlets --style deb --section prerm qemu
	expect 1 '' "error: cannot read \"$T/data/maintscripts/prerm\": No such file or directory"
	echo '# head' >data/maintscripts/prerm
	try scriptlets --style deb --section prerm qemu
	expect 1 '' "error: \"$T/data/maintscripts/prerm\" has no shell behind its head"
}
