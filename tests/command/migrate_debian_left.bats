#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# migrate: what rules, scripts and other files of debian/ keep as it is.

load ../lib

UNITDIR=usr/lib/systemd/system
UNKNOWN='it is no call of dh_installsystemd that virtd-socket knows'
SCRIPT='it is no call that virtd-socket knows'
DOUBT='its variables and patterns may stand for units of the daemon'

# source_package [LINE...]: foo has the sockets of virtqemud; LINE... is for
# rules
source_package() {
	rm -rf debian
	put debian/control 'Source: foo' 'Build-Depends: debhelper-compat (= 13)' \
		'' 'Package: foo' 'Architecture: any' '' 'Package: bar' \
		'Architecture: all'
	put debian/rules '#!/usr/bin/make -f' '%:' $'\tdh $@' "$@"
	put debian/foo.install "$UNITDIR/virtqemud.socket" \
		"$UNITDIR/virtqemud-ro.socket" "$UNITDIR/virtqemud-admin.socket"
}

# left FILE:LINE WHY [TEXT]: nothing changes, because of that line
left() {
	local text=${3-}

	[ $# = 3 ] || text=$(sed -n "${1#*:}p" "debian/${1%:*}")
	text=${text#"${text%%[!$'\t ']*}"}
	[ ${#text} -le 60 ] || text=${text:0:60}...
	try migrate debian
	expect 0 '' "warning: debian/$1: virtqemud: left as before, because $2: $text
warning: debian: nothing to migrate"
}

# migrated [STDERR]: the daemon is migrated
migrated() {
	try migrate debian
	same 'standard error' "${1-}" home/err
	patch -s -p0 <home/out
	[ -e debian/foo.virtd-sockets ]
}

@test "comments behind commands in rules" {
	source_package 'override_dh_installsystemd:' \
		$'\tdh_installsystemd -pfoo virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket # not the service' \
		$'\t-@dh_installsystemd -pfoo x.timer virtqemud.service # virtqemud, and "x"' \
		$'\t# dh_installsystemd virtqemud.socket'
	migrated
	[ "$(tail -n 3 debian/rules)" = $'override_dh_installsystemd:
\t-@dh_installsystemd -pfoo x.timer # virtqemud, and "x"
\t# dh_installsystemd virtqemud.socket' ]
}

@test "calls of dh_installsystemd without units are for all" {
	source_package '' 'override_dh_installsystemd:' \
		$'\tdh_installsystemd --no-enable # all'
	migrated
	expect_file debian/foo.virtd-sockets 'qemu --no-enable'
	tail -n 1 debian/rules | grep -qx $'\tdh_installsystemd --no-enable # all'
	source_package '' 'override_dh_installsystemd-arch:' \
		$'\tdh_installsystemd -pfoo --no-start' \
		$'\tdh_installsystemd -pbar --no-enable'
	migrated
	expect_file debian/foo.virtd-sockets 'qemu --no-start'
	# the other target is for other packages
	source_package 'override_dh_installsystemd-indep:'
	migrated
	source_package 'override_dh_installsystemd-arch:'
	migrated 'warning: debian/foo.install:1: the sockets of virtqemud are enabled and started at installation from now on; "--no-enable" in its line keeps what was before'
}

@test "variables, patterns and conditions in rules" {
	local line

	while IFS= read -r line; do
		source_package '' 'override_dh_installsystemd:' $'\t'"$line"
		left rules:6 "$DOUBT"
	done <<'EOT'
dh_installsystemd -pfoo --no-enable $(foreach d,$(DAEMONS),virt$(d)d.socket virt$(d)d-ro.socket)
dh_installsystemd -pfoo $(addsuffix .socket,$(DAEMONS))
dh_installsystemd -pfoo $(UNITS)
dh_installsystemd $(OPTIONS)
for i in virt; do dh_installsystemd -pfoo "$${i}qemud.socket"; done
dh_installsystemd -pfoo --name=$(NAME) --no-start
sed -i s/0666/0600/ debian/tmp/usr/lib/systemd/system/virt*.socket
sed -i s/0666/0600/ debian/tmp/usr/lib/systemd/system/virt$(D)d.socket
rm debian/tmp/$(UNITDIR)/$(DRIVER)-ro.socket
EOT
	source_package 'UNITS = $(DAEMONS:%=%.socket)'
	left rules:4 "$DOUBT"
	source_package '' 'override_dh_installsystemd:' \
		$'\tdh_installsystemd -pfoo --name virtqemud-ro --no-enable'
	left rules:6 "$UNKNOWN"
	# what is for another package, or names others
	source_package $'\tdh_installsystemd -pbar $(UNITS)' \
		$'\tdh_installsystemd -p$(PACKAGE) bar.service' \
		$'\tsed -i s/a/b/ debian/tmp/$(UNITDIR)/foo*.socket debian/*.service' \
		$'\tdh_auto_configure -- $(FLAGS)'
	migrated
	source_package 'override_dh_installsystemd:' 'ifdef X' \
		$'\tdh_installsystemd -pfoo virtqemud.socket' 'endif'
	left rules:6 'it stands under a condition'
	source_package 'override_dh_installsystemd:' 'ifdef X' \
		$'\tdh_installsystemd --no-start' 'endif'
	left rules:6 'it stands under a condition'
	source_package 'execute_before_dh_installsystemd:' \
		$'\tdh_installsystemd -pfoo --no-enable virtqemud.socket'
	left rules:5 'it is in no target override_dh_installsystemd'
}

@test "maintainer scripts: loops, variables, continued lines, other commands" {
	local line

	source_package
	put debian/foo.postinst '#!/bin/sh' 'set -e' \
		'for unit in virtqemud.socket virtqemud-ro.socket; do' \
		'  deb-systemd-helper enable "$unit" >/dev/null || true' 'done'
	left foo.postinst:4 "$DOUBT"
	put debian/foo.postinst '# a comment \' 'deb-systemd-helper update-state \' \
		'    virtqemud-admin.socket'
	left foo.postinst:2 "$SCRIPT"
	while IFS= read -r line; do
		put debian/foo.postinst '#!/bin/sh' "$line"
		left foo.postinst:2 "$DOUBT"
	done <<'EOT'
deb-systemd-helper enable $u.socket
systemctl --no-block try-restart "virt${d}d"
[ -x /bin/systemctl ] && /bin/systemctl stop "$@"
start() { deb-systemd-invoke start "$1"; }
systemctl stop $(cat list)
systemctl stop `cat list`
systemctl stop 'virt*'
sh -c "systemctl start $u"
x=$(systemctl is-active "$u")
invoke-rc.d $d restart
EOT
	while IFS= read -r line; do
		put debian/foo.postinst '#!/bin/sh' "$line"
		left foo.postinst:2 "$SCRIPT"
	done <<'EOT'
invoke-rc.d virtqemud restart
systemctl try-restart virtqemud
service virtqemud stop
systemctl mask virtqemud{,-ro}.socket
EOT
	put debian/foo.postinst '#!/usr/bin/perl' 'my $u = "virt" . "qemud";' \
		'system(("systemctl", "start", @units));'
	left foo.postinst:3 "$DOUBT"
	# commands that are given no units, or those of others
	put debian/foo.postinst '#!/bin/sh' \
		'[ "$1" = configure ] && systemctl daemon-reload' \
		'systemctl restart foo$x.service || exit $?' \
		'# systemctl start virtqemud.socket \' \
		'true # systemctl start "$unit"' \
		'echo "a service $1 of virtqemud"'
	# the doubts of a script are about its own package
	put debian/bar.postinst 'systemctl start $unit'
	migrated
}

@test "files for some architectures alone" {
	local why='the package has other files on some architectures'

	source_package
	put debian/foo.install.linux x
	left foo.install:1 "$why"
	source_package
	mv debian/foo.install debian/foo.install.hurd-amd64
	left foo.install.hurd-amd64:1 "$why"
	source_package
	mv debian/foo.install debian/install.amd64
	left install.amd64:1 "$why"
	source_package
	mv debian/foo.install debian/bar.install
	put debian/bar.virtqemud-ro.socket.linux '[Socket]'
	left bar.install:1 "$why"
	source_package
	put debian/foo.prerm.amd64 'systemctl stop virtqemud.socket'
	left foo.prerm.amd64:1 "$SCRIPT"
	source_package
	put debian/foo.virtd-sockets.linux
	left foo.install:1 "$why"
	# of another package, and what is no architecture
	source_package
	put debian/bar.install.linux x
	put debian/foo.install.orig x
	put debian/foo.postrm.debhelper 'deb-systemd-helper purge virtqemud.socket'
	put debian/postinst.ex 'deb-systemd-helper purge virtqemud.socket'
	migrated
}

@test "lists that are programs, and directories that the build fills in" {
	source_package
	put debian/bar.install '#!/bin/sh' 'for d in qemu log; do' \
		'echo usr/lib/systemd/system/virt${d}d-ro.socket; done'
	left bar.install:3 "$DOUBT"
	put debian/bar.install '#!/bin/sh' 'echo lib/systemd/system/virtqemud.socket'
	left bar.install:2 'it is more than a list of files'
	put debian/bar.install '#!/usr/bin/dh-exec' 'x usr/bin'
	migrated
	while IFS='|' read -r line why; do
		source_package
		put debian/foo.install.in 'usr/lib/@TRIPLET@/x-*' "$line"
		left foo.install.in:2 "$why"
	done <<'EOT'
@UNITDIR@/virtqemud-ro.socket|its directory cannot be known
x/virtqemud.socket ${env:DIR}|its directory cannot be known
usr/lib/*/system/virtqemud-ro.socket|its directory cannot be known
usr/lib/systemd/system/virtqemud@SUFFIX@.socket|it may name other units, too
usr/lib/systemd/system/virtqemud{-ro,-admin}.socket|it may name other units, too
  [linux-any] usr/lib/systemd/system/virtqemud-ro.socket|it is more than a list of files
EOT
	for line in "$UNITDIR/virt@D@d.socket" usr/lib/systemd/sys* lib/systemd; do
		source_package
		put debian/foo.install.in "$line"
		try migrate debian
		same 'standard output' '' home/out
		grep -q "^warning: debian/foo.install.in:1: .*virtqemud.*: left as before, because it may name other units, too: " \
			home/err
	done
}
