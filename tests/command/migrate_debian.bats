#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# migrate: debian/ of a source package.

load ../lib

# source [LINE...]: a source package foo with a package bar; LINE... is for rules
source_package() {
	put debian/control 'Source: foo' \
		'Build-Depends: debhelper-compat (= 13), libfoo-dev' '' \
		'Package: foo' 'Architecture: any' '' 'Package: foo-bar' \
		'Architecture: any'
	put debian/rules '#!/usr/bin/make -f' '%:' $'\tdh $@' "$@"
}

# migrated STDERR: debian/ after patch; the second time there is nothing to do
migrated() {
	try migrate debian/
	same 'standard error' "${1-}" home/err
	[ "$status" -eq 0 ]
	cp home/out diff
	patch -s -p0 <diff
	try migrate debian
	same 'second standard output' '' home/out
	[ "$(tail -n 1 home/err)" = 'warning: debian: nothing to migrate' ]
}

# left STDERR: nothing changes
left() {
	try migrate debian
	expect 0 '' "$1
warning: debian: nothing to migrate"
}

UNITDIR=usr/lib/systemd/system

@test "units of its own, and an override that treats them" {
	source_package '' 'override_dh_installsystemd:' \
		$'\tdh_installsystemd -pfoo --no-stop-on-upgrade virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket' \
		$'\tdh_installsystemd --package=foo --no-also virtqemud.service foo.timer'
	for kind in '' -ro -admin; do
		put "debian/foo.virtqemud$kind.socket" '[Socket]' "ListenStream=/$kind"
	done
	put debian/foo.virtqemud.service '[Service]'
	put debian/foo.other.socket '[Socket]'
	migrated
	expect_tree debian 'control
foo.other.socket
foo.virtd-sockets
foo.virtqemud.service
rules'
	expect_file debian/foo.virtd-sockets qemu
	grep -qx 'Build-Depends: debhelper-compat (= 13), dh-sequence-virtd-socket, libfoo-dev' \
		debian/control
	[ "$(tail -n 2 debian/rules)" = 'override_dh_installsystemd:
	dh_installsystemd --package=foo --no-also foo.timer' ]
}

@test "units of the build: lists of files, patterns, a directory" {
	source_package
	put debian/foo.install usr/sbin "$UNITDIR/virtqemud.socket" \
		"$UNITDIR/virtqemud-ro.socket" "$UNITDIR/virtqemud-admin.socket" \
		"$UNITDIR/virtqemud.service" "debian/tmp/$UNITDIR/virtlogd*"
	put debian/foo-bar.install \
		"src/a.conf src/virtnetworkd.socket debian/virtnetworkd-ro.socket lib/systemd/system" \
		"usr/share/doc/virtnetworkd.socket"
	put debian/virtnetworkd-ro.socket '[Socket]'
	put debian/not-installed usr/a usr/z
	migrated
	expect_tree debian 'control
foo-bar.install
foo-bar.virtd-sockets
foo.install
foo.virtd-sockets
not-installed
rules'
	expect_file debian/foo.install "usr/sbin
$UNITDIR/virtqemud.service
debian/tmp/$UNITDIR/virtlogd.service"
	expect_file debian/foo.virtd-sockets $'log\nqemu'
	expect_file debian/foo-bar.install 'src/a.conf lib/systemd/system
usr/share/doc/virtnetworkd.socket'
	expect_file debian/foo-bar.virtd-sockets 'network --sockets=main,ro'
	expect_file debian/not-installed "usr/a
$UNITDIR/virtlogd-admin.socket
$UNITDIR/virtlogd.socket
$UNITDIR/virtqemud-admin.socket
$UNITDIR/virtqemud-ro.socket
$UNITDIR/virtqemud.socket
usr/z"
}

@test "options, a list of build dependencies, continued lines, templates of files" {
	source_package '' 'override_dh_installsystemd:' \
		$'\tdh_installsystemd -p foo --no-enable --no-start \\' \
		$'\t\tvirtqemud.socket virtqemud-ro.socket \\' \
		$'\t\tvirtqemud-admin.socket' \
		$'\t@dh_installsystemd -p foo -r virtqemud.service' \
		$'\tdh_installsystemd virtlogd.socket virtlogd-admin.socket' \
		$'\tdh_installsystemd -r virtlogd.service'
	printf '%s\n' 'Source: foo' 'Build-Depends:' '    debhelper-compat (= 13),' \
		'    libfoo-dev' 'Package: foo' >debian/control
	cp debian/control debian/control.in
	put debian/foo.install "$UNITDIR/virt{qemu,log}d{,-admin}.socket"
	put debian/install.in "$UNITDIR/virtqemud.socket" x
	put debian/install x "$UNITDIR/virtqemud-ro.socket" \
		"$UNITDIR/virtqemud-admin.socket" "$UNITDIR/virtqemud.socket" \
		"$UNITDIR/virtlogd.socket" "$UNITDIR/virtlogd-admin.socket"
	rm debian/foo.install
	migrated 'warning: debian/install:5: an upgrade reloads virtlogd from now on; "--upgrade=none" in its line keeps that away'
	expect_file debian/foo.virtd-sockets $'log\nqemu --no-enable --no-start --upgrade=none'
	expect_file debian/control 'Source: foo
Build-Depends:
    debhelper-compat (= 13),
    dh-sequence-virtd-socket,
    libfoo-dev
Package: foo'
	cmp debian/control debian/control.in
	expect_file debian/install x
	expect_file debian/install.in x
	[ "$(tail -n 1 debian/rules)" = 'override_dh_installsystemd:' ]
}

@test "what changes is said" {
	source_package
	put debian/foo.install "$UNITDIR/virtproxyd*.socket"
	migrated 'warning: debian/foo.install:1: the tcp,tls sockets of virtproxyd are no longer enabled at installation; "--enable=tcp,tls" in its line keeps that'
	rm -r debian
	source_package 'override_dh_installsystemd:'
	put debian/foo.install "$UNITDIR/virtproxyd*.socket"
	migrated 'warning: debian/foo.install:1: the sockets of virtproxyd are enabled and started at installation from now on; "--no-enable" in its line keeps what was before'
}

@test "what is left, and why" {
	local line

	source_package
	put debian/foo.install "$UNITDIR/virtqemud.socket"
	put debian/foo.postinst '# systemctl restart virtqemud.socket' \
		'echo virtqemud.socket' 'deb-systemd-invoke start virtqemud.socket'
	left 'warning: debian/foo.postinst:3: virtqemud: left as before, because it is no call that virtd-socket knows: deb-systemd-invoke start virtqemud.socket'
	rm debian/foo.postinst
	while IFS= read -r line; do
		source_package $'\t'"$line"
		left "warning: debian/rules:4: virtqemud: left as before, because it is no call of dh_installsystemd that virtd-socket knows: ${line:0:60}"
	done <<'EOT'
dh_installsystemd --name=x virtqemud.socket
dh_installsystemd -pfoo -pfoo-bar virtqemud.socket
dh_installsystemd virtqemud.socket; true
dh_installsystemd $(UNITS) virtqemud.service
sed -i s/a/b/ debian/tmp/lib/systemd/system/virtqemud.socket
UNITS=virtqemud.socket
EOT
	source_package $'\tdh_installsystemd -pfoo-bar virtqemud.socket'
	left 'warning: debian/rules:4: virtqemud: left as before, because the package has no sockets of the daemon: dh_installsystemd -pfoo-bar virtqemud.socket'
	source_package
	put debian/foo-bar.virtqemud-ro.socket
	try migrate debian
	expect 0 '' 'warning: debian/foo-bar.virtqemud-ro.socket:1: virtqemud: left as before, because virtqemud.socket is not in this package: 
warning: debian/foo.install:1: virtqemud: left as before, because another package has sockets of the daemon, too: usr/lib/systemd/system/virtqemud.socket
warning: debian: nothing to migrate'
	rm debian/foo-bar.virtqemud-ro.socket
	put debian/foo.virtd-sockets '# ours' qemu
	left 'warning: debian/foo.virtd-sockets:2: virtqemud: left as before, because the daemon is there already: qemu'
	rm debian/foo.virtd-sockets
	put debian/rules 'build:' $'\tdh_testdir'
	left 'warning: debian/foo.install:1: virtqemud: left as before, because debian/rules does not call dh, see dh_virtd_socket(1): usr/lib/systemd/system/virtqemud.socket'
	# names that only look like ours
	source_package
	put debian/foo.install 'usr/lib/systemd/user/virtqemud.socket' \
		'usr/share/virtqemud.socket' 'usr/lib/systemd/system/virtfoo.socket'
	try migrate debian
	expect 0 '' 'warning: debian: nothing to migrate'
}

@test "lines that may mean more" {
	local line

	source_package
	while IFS='|' read -r line why; do
		put debian/foo.install "$line"
		left "warning: debian/foo.install:1: virtqemud: left as before, because $why: $line"
	done <<'EOT'
[linux-any] usr/lib/systemd/system/virtqemud.socket|it is more than a list of files
lib/systemd/system/virtqemud.socket => lib/systemd/system/a|it is more than a list of files
EOT
	put debian/foo.install 'usr/lib/systemd/system/*qemud.socket'
	left 'warning: debian/foo.install:1: virtqemud: left as before, because it may name other units, too: usr/lib/systemd/system/*qemud.socket'
}

@test "--check, and what is no source package" {
	source_package
	try migrate --check debian
	expect 0
	put debian/foo.install "$UNITDIR/virtqemud.socket"
	try migrate --check debian
	expect 1 '' 'error: debian: there is something to migrate'
	rm debian/rules
	try migrate debian
	expect 1 '' 'error: cannot migrate "debian": it has no control and rules, as debian/ of a source package'
	mkdir empty
	try migrate empty
	expect 1 '' 'error: cannot migrate "empty": it has no control and rules, as debian/ of a source package'
	# links and directories are none of it
	source_package
	mkdir debian/bar.install
	ln -s /etc/passwd debian/foo-bar.install
	migrated
}

@test "many packages, with a list and a call for each" {
	local i n=12000

	mkdir debian
	printf '#!/usr/bin/make -f\n%%:\n\tdh $@\noverride_dh_installsystemd:\n' \
		>debian/rules
	printf 'Source: foo\nBuild-Depends: foo\n' >debian/control
	for ((i = 0; i < n; i++)); do
		printf '\nPackage: p%d\n' $i >&3
		printf '\tdh_installsystemd -pp%d v%dd.socket\n' $i $i >&4
		printf '[v%dd]\nSockets=main\nName=x\n' $i >&5
		echo "$UNITDIR/v${i}d.socket" >debian/p$i.install
	done 3>>debian/control 4>>debian/rules 5>cat
	call "$VIRTD_SOCKET" migrate --catalog cat debian
	[ "$status" -eq 0 ]
	grep -qx "+++ debian/p$((n - 1)).virtd-sockets" home/out
}

@test "absolute names of debian/, and of others" {
	source_package
	put debian/foo.install "$UNITDIR/virtqemud.socket"
	cp -r debian before
	try migrate "$PWD/debian/"
	patch -s -p0 <home/out
	expect_file debian/foo.virtd-sockets 'qemu --sockets=main'
	rm -r debian
	cp -r before debian
	mkdir other
	cd other
	try migrate ../debian
	patch -s -p0 -d / <"$T/home/out"
	expect_file ../debian/foo.virtd-sockets 'qemu --sockets=main'
	rm -r ../debian
	cp -r ../before ../debian
	cd ../debian
	try migrate "$PWD"
	patch -s -p0 <"$T/home/out"
	expect_file foo.virtd-sockets 'qemu --sockets=main'
}
