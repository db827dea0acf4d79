#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# dh_virtd_socket: its input, its options, services from elsewhere.
load source

setup()
{
	cd "$BATS_TEST_TMPDIR"
	source_package src foo bar
}

# The units in a package build directory.
units()
{
	find "$1" -name '*.s*' -path '*systemd*' -printf '%f\n' | sort
}

qemu='virtqemud-admin.socket
virtqemud-ro.socket
virtqemud.socket'

@test "comments, empty lines, quotes, several daemons on a line" {
	printf '# one\n\n  \t\n  qemu  network\n%s\n' \
		'own --description="my  own" --sockmode=0660 -k main,ro' \
		>debian/foo.virtd-sockets
	scripts_only
	equal "$(units debian/foo)" 'own-ro.socket
own.socket
virtnetworkd-admin.socket
virtnetworkd-ro.socket
virtnetworkd.socket
virtqemud-admin.socket
virtqemud-ro.socket
virtqemud.socket'
	# debhelper splits the line at blanks
	grep -qx 'Description=libvirt my own daemon socket' \
		"debian/foo/$unitdir/own.socket"
	grep -qx 'SocketMode=0660' "debian/foo/$unitdir/own.socket"
}

@test "an executable input file is run" {
	printf '#!/bin/sh\necho qemu\necho own --description=x$DH_CONFIG_ACT_ON_PACKAGES\n' \
		>debian/foo.virtd-sockets
	chmod +x debian/foo.virtd-sockets
	scripts_only -pfoo
	equal "$(units debian/foo)" "own-admin.socket
own-ro.socket
own.socket
$qemu"
	grep -q 'Description=libvirt xfoo daemon' "debian/foo/$unitdir/own.socket"
}

@test "daemons on the command line, with options" {
	dh_virtd_socket own qemu -- --description=own --sockmode=0640
	equal "$(units debian/foo)" "own-admin.socket
own-ro.socket
own.socket
$qemu"
	grep -qx 'SocketMode=0640' "debian/foo/$unitdir/own.socket"
	[ ! -e debian/bar ]
}

@test "-p, -N, -i, -a: some packages" {
	echo network >debian/foo.virtd-sockets
	echo nodedev >debian/bar.virtd-sockets
	dh_virtd_socket -pbar
	[ ! -e debian/foo ]
	[ -e debian/bar ]
	dh_prep
	dh_virtd_socket -N bar
	[ -e debian/foo ]
	[ ! -e debian/bar ]
	dh_prep
	dh_virtd_socket -i
	[ -e debian/foo ]
	dh_prep
	run dh_virtd_socket -a
	[ ! -e debian/foo ]
}

@test "-P and --tmpdir: another package build directory" {
	echo qemu >debian/foo.virtd-sockets
	for option in -Pother --tmpdir=other; do
		rm -rf other
		dh_prep
		mkdir -p "other/$unitdir"
		service bindsto virtqemud >"other/$unitdir/virtqemud.service"
		dh_virtd_socket -pfoo "$option"
		equal "$(units other)" "virtqemud-admin.socket
virtqemud-ro.socket
virtqemud.service
virtqemud.socket"
		grep -qx "_vs_upgrade='restart'" -r debian/.debhelper/generated/foo
		[ ! -e debian/foo ]
	done
}

@test "--no-act: says what it would do, and writes nothing" {
	echo qemu >debian/foo.virtd-sockets
	find . | sort >../before
	run dh_virtd_socket --no-act --verbose
	[ "$status" = 0 ]
	[[ $output == *"	virtd-socket install --runstatedir=/run --sbindir=/usr/sbin --sysconfdir=/etc --initconfdir=/etc/default --libexecdir=/usr/libexec --localstatedir=/var qemu --buildroot=debian/foo --unitdir=/$unitdir
"* ]]
	[[ $output == *'[META] Append autosnippet "virtd-socket" to postinst '* ]]
	find . | sort | diff ../before -
	run env DH_NO_ACT=1 dh_virtd_socket
	equal "$status$output" 0
	find . | sort | diff ../before -
}

@test "-n: units only, and dh_installsystemd treats them like any other" {
	echo qemu >debian/foo.virtd-sockets
	scripts_only -n
	equal "$(units debian/foo)" "$qemu"
	equal "$(trace "$(<debian/foo/DEBIAN/postinst)" configure 1 |
		grep -v enable)" 'restart virtqemud-admin.socket
restart virtqemud-ro.socket
restart virtqemud.socket'
}

@test "-o: scripts only" {
	echo qemu >debian/foo.virtd-sockets
	mkdir -p "debian/foo/$unitdir"
	virtd-socket install --buildroot=debian/foo --unitdir="/$unitdir" \
		--runstatedir=/run --sockmode=0600 qemu
	dh_virtd_socket -o
	dh_installdeb
	[[ $(trace "$(<debian/foo/DEBIAN/postinst)" configure 1) == \
		*'start virtqemud.socket'* ]]
}

@test "no service in the package: the scripts leave it alone" {
	echo qemu >debian/foo.virtd-sockets
	scripts_only
	ACTIVE=virtqemud.service run trace "$(<debian/foo/DEBIAN/postinst)" configure 1
	equal "$output" 'virtqemud: it runs and is not restarted, so these start at the next boot: virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
enable virtqemud.socket
enable virtqemud-ro.socket
enable virtqemud-admin.socket'
	equal "$(trace "$(<debian/foo/DEBIAN/prerm)" remove)" \
		'stop virtqemud.socket
stop virtqemud-ro.socket
stop virtqemud-admin.socket'
}

@test "the service from debian/PACKAGE.SERVICE.service" {
	echo qemu >debian/foo.virtd-sockets
	service bindsto virtqemud >debian/foo.virtqemud.service
	scripts_only
	cmp debian/foo.virtqemud.service "debian/foo/$unitdir/virtqemud.service"
	equal "$(ACTIVE=virtqemud.service \
		trace "$(<debian/foo/DEBIAN/postinst)" configure 1 |
		grep service$)" 'enable virtqemud.service
restart virtqemud.service'
}

@test "a service with the name of its package, from debian/PACKAGE.service" {
	echo bar --description=bar >debian/bar.virtd-sockets
	service bindsto bar >debian/bar.service
	scripts_only
	cmp debian/bar.service "debian/bar/$unitdir/bar.service"
	equal "$(trace "$(<debian/bar/DEBIAN/postinst)" configure 1)" \
		'enable bar.socket
enable bar-ro.socket
enable bar-admin.socket
enable bar.service
start bar.socket
start bar-ro.socket
start bar-admin.socket'
}

@test "--service on the line: the helper's own service, without foreign Also=" {
	echo "network --service --templates=$PWD/templates" >debian/foo.virtd-sockets
	mkdir templates
	service bindsto virtnetworkd >templates/virtnetworkd.service.in
	echo 'Also=virtlogd.socket' >>templates/virtnetworkd.service.in
	run scripts_only
	[ "$status" = 0 ]
	[[ $output != *warning* ]]
	run grep Also=virtlogd "debian/foo/$unitdir/virtnetworkd.service"
	[ "$status" = 1 ]
	[[ $(ACTIVE=virtnetworkd.service \
		trace "$(<debian/foo/DEBIAN/postinst)" configure 1) == \
		*'restart virtnetworkd.service' ]]
}

# also_warning PATH WHERE FILE: the warning, and that its fix cures it, also in a
# debian/rules, and leaves the other units
also_warning()
{
	local path=$1 where=$2 file=$3 fix

	fix="sed -E -i '/^\\s*Also\\s*=/{s/([= \\t])(virtlogd\\.socket|virt\\\\x2dlockd\\.socket)\\>/\\1/g;/=\\s*\\S/!d}' $file"
	run scripts_only
	[ "$status" = 0 ]
	equal "$output" "dh_virtd_socket: warning: $path: Also= names units of other packages: virtlogd.socket virt\\x2dlockd.socket
dh_virtd_socket: warning: enabling this service fails where they are missing, and disabling it disables them; delete them$where:
dh_virtd_socket: warning: $fix"
	dh_prep
	dh_install
	printf 'fix:\n\t%s\n' "$fix" >fix.mk
	cp "$file" before
	make -s -f fix.mk
	mv "$file" by-make
	mv before "$file"
	sh -c "$fix"
	cmp by-make "$file"
	equal "$(grep Also= "$file" | tr -s ' ' | sed 's/ $//')" \
		'Also=virtqemud.socket
Also=virtqemud-ro.socket
Also=virtqemud-admin.socket
Also=virtqemud.socket virtqemud-ro.socket
 Also= virtqemud-ro.socket'
	run dh_virtd_socket
	equal "$status$output" 0
}

foreign_also()
{
	service bindsto virtqemud
	printf '%s\n' 'Also=virtlogd.socket' \
		'Also=virtqemud.socket virt\x2dlockd.socket virtqemud-ro.socket' \
		' Also= virtlogd.socket  virtqemud-ro.socket '
}

@test "Also= with units of other packages: a warning with the fix" {
	echo qemu >debian/foo.virtd-sockets
	foreign_also >virtqemud.service
	ship foo virtqemud.service
	also_warning "debian/foo/$unitdir/virtqemud.service" \
		', for example in execute_before_dh_virtd_socket' \
		"debian/foo/$unitdir/virtqemud.service"
}

@test "the same for a service in debian/" {
	echo qemu >debian/foo.virtd-sockets
	foreign_also >debian/foo.virtqemud.service
	also_warning "debian/foo/$unitdir/virtqemud.service" '' \
		debian/foo.virtqemud.service
}

@test "both in one package: no Also= is foreign" {
	printf 'qemu\nlog\n' >debian/foo.virtd-sockets
	service bindsto virtqemud >debian/foo.virtqemud.service
	echo Also=virtlogd.socket >>debian/foo.virtqemud.service
	run scripts_only
	equal "$status$output" 0
}

@test "units of the build system in their directory are kept" {
	echo qemu >debian/foo.virtd-sockets
	mkdir -p "debian/foo/$unitdir"
	virtd-socket install --buildroot=debian/foo --unitdir="/$unitdir" \
		--runstatedir=/run qemu
	dh_virtd_socket
	equal "$(units debian/foo)" "$qemu"
}

@test "the version is that of the helper" {
	dh_virtd_socket -pfoo qemu
	run grep -rhc "by dh_virtd_socket/$(virtd-socket --version | sed 's/.* //')\$" \
		debian/.debhelper/generated/foo/postinst.service
	[ "$output" = 1 ]
}

@test "the manual page: sound, and its examples are accepted" {
	command=$(command -v dh_virtd_socket)
	podchecker "$command"
	pod2man "$command" >page
	sed -n '/^    qemu$/,/^    foo /s/^    //p' "$command" >debian/foo.virtd-sockets
	[ "$(wc -l <debian/foo.virtd-sockets)" = 4 ]
	dh_virtd_socket
	[ -e "debian/foo/$unitdir/foo-admin.socket" ]
	[ -e "debian/foo/$unitdir/virtproxyd-tls.socket" ]
}

@test "--name as in other debhelper programs: another input file" {
	echo qemu >debian/foo.second.virtd-sockets
	dh_virtd_socket
	[ ! -e debian/foo ]
	dh_virtd_socket --name=second
	equal "$(units debian/foo)" "$qemu"
}
