#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# RPM packages under a booted systemd, unit by unit, in each style. systemd's update
# helper and file triggers come from a package that is made of systemd's own source;
# for the style suse from ../suse. On bookworm, or on $VIRTD_TEST_SUITE; what the
# macros of systemd 257 do in another way, on trixie, too.
load ../deb/source
load boot
load rpms

STYLES='systemd suse posttrans'

build()
{
	local version shape

	for version in 1 2 3; do
		for shape in bindsto wants none; do
			rpm_package "$1" $version qemu $shape
		done
		rpm_package "$1" $version log
	done
	rpm_package "$1" 1 proxy
	rpm_package "$1" 0 qemu bindsto -k main,ro
}

setup_file()
{
	find_rpm_trees build
}

# tests that do not say so themselves are for the first suite
setup()
{
	suite=${suites%% *}
	skip_boot
}

# of STYLE SHAPE: how to install and to remove it
words()
{
	cat <<-END
		package=qemu-$2-$1
		rpm -i /packages/helper-$1.rpm
		$(cat <<-'END2'
			put()
			{
				rpm -U --oldpackage "/packages/$package-$1.rpm"
			}
			take()
			{
				rpm -e "$package"
			}
			forget()
			{
				:
			}
			[ -x /usr/lib/systemd/systemd-update-helper ] ||
				echo "no helper"
		END2
		)
	END
}

# One life of qemu-SHAPE-STYLE, with its service idle and active.
check_life()
{
	{ words "$1" "$2" && echo life; } | in_boot >out
	show "RPM, style $1, $suite, service with $2: life" out
	diff - out <<-'END'
		step                    main          ro            admin         service           answer   starts  sockets  refused  errors
		installed               - enabled     - enabled     - enabled     inactive disabled -        0       -        -        0
		sockets started         666 enabled   666 enabled   600 enabled   inactive disabled -        0       new      -        0
		upgraded, idle          666 enabled   666 enabled   600 enabled   inactive disabled -        0       kept     -        0
		service started         666 enabled   666 enabled   600 enabled   active disabled   2 3      1       kept     -        0
		upgraded, active        666 enabled   666 enabled   600 enabled   active disabled   3 3      2       kept     0        0
		downgraded, active      666 enabled   666 enabled   600 enabled   active disabled   2 3      3       kept     0        0
		downgraded, idle        666 enabled   666 enabled   600 enabled   inactive disabled -        3       kept     -        0
		removed                 -             -             -             inactive          -        4       -        -        0
	END
}

@test "style systemd: service with BindsTo=" {
	for suite in $suites; do
		check_life systemd bindsto
	done
}

@test "style systemd: service with Wants=" {
	check_life systemd wants
}

@test "style systemd: service without a dependency" {
	check_life systemd none
}

@test "style suse: service with BindsTo=" {
	check_life suse bindsto
}

@test "style suse: service with Wants=" {
	check_life suse wants
}

@test "style suse: service without a dependency" {
	check_life suse none
}

@test "style posttrans: service with BindsTo=" {
	check_life posttrans bindsto
}

@test "style posttrans: service with Wants=" {
	check_life posttrans wants
}

@test "style posttrans: service without a dependency" {
	check_life posttrans none
}

# all_styles STEPS: what these steps of life.sh leave is $expected, with NEW
# what $systemd, $suse or $posttrans says
all_styles()
{
	local style

	for style in $STYLES; do
		{ words $style bindsto && echo "$1"; } | in_boot >out
		show "RPM, style $style: $1" out
		diff - out <<<"${expected//NEW/${!style}}" || return
	done
}

@test "what the administrator disabled or masked stays so" {
	expected='step                    main          ro            admin         service           answer   starts  sockets  refused  errors
installed               666 enabled   666 enabled   600 enabled   inactive disabled -        0       new      -        0
disabled, upgraded      - disabled    - disabled    - disabled    inactive disabled -        0       -        -        0
masked, upgraded        - masked      - disabled    - disabled    inactive disabled -        0       -        -        0
enabled, downgraded     666 enabled   666 enabled   600 enabled   active disabled   2 3      2       new      0        0'
	all_styles administrate
}

@test "in a chroot: enabled as presets say, nothing is started" {
	expected='step                    main          ro            admin         service           answer   starts  sockets  refused  errors
in a chroot             - enabled     - enabled     - enabled     inactive disabled -        0       -        -        0'
	all_styles in_chroot
}

@test "a socket that is new in an upgrade" {
	expected='step                    main          ro            admin         service           answer   starts  sockets  refused  errors
without admin           666 enabled   666 enabled   -             active disabled   0 2      1       new      -        0
upgraded, active        666 enabled   666 enabled   NEW  active disabled   2 3      2       kept     0        0'
	systemd='600 disabled' suse='600 enabled ' posttrans='600 enabled '
	all_styles grow
}

# virtlogd holds the consoles of running guests.
# log_life STYLE [RELOADS]: it is not restarted; RELOADS is what wc says of them
log_life()
{
	in_boot >out <<-END
		style=$1
		$(cat <<-'END2'
			rpm -i /packages/helper-$style.rpm
			rpm -i /packages/log-bindsto-$style-1.rpm
			systemctl start virtlogd.socket virtlogd.service
			rpm -U /packages/log-bindsto-$style-2.rpm
			echo "upgraded: starts $(starts virtlogd)"
			[ ! -e /run/virtlogd.reloads ] || wc -l </run/virtlogd.reloads
			state virtlogd.socket virtlogd-admin.socket virtlogd.service
			/tests/client.py /run/libvirt/virtlogd-sock
			rpm -e log-bindsto-$style
			state virtlogd.socket virtlogd-admin.socket virtlogd.service
		END2
		)
	END
	diff - out <<-END
		upgraded: starts 1${2+
$2}
		virtlogd.socket active enabled
		virtlogd-admin.socket active enabled
		virtlogd.service active disabled
		1 2
		virtlogd.socket inactive 
		virtlogd-admin.socket inactive 
		virtlogd.service inactive 
	END
}

# systemd has macros that reload from version 255 on
@test "style systemd: virtlogd is not restarted, but reloaded if that can be" {
	for suite in $suites; do
		if grep -q '^%systemd_posttrans_with_reload' \
			"$BATS_FILE_TMPDIR/packages/$suite/systemd/macros.systemd"; then
			log_life systemd 1
		else
			log_life systemd
		fi
	done
}

@test "style suse: virtlogd is not restarted" {
	log_life suse
}

@test "style posttrans: virtlogd is reloaded, not restarted" {
	log_life posttrans 1
}

# presets of openSUSE decide that
@test "tcp and tls are not enabled, even where no preset says so" {
	for style in systemd posttrans; do
		in_boot <<-END
			rpm -i /packages/helper-$style.rpm
			rm /usr/lib/systemd/system-preset/*
			rpm -i /packages/proxy-bindsto-$style-1.rpm
			state virtproxyd{,-ro,-admin,-tcp,-tls}.socket
			systemctl start virtproxyd.socket virtproxyd-tcp.socket
			rpm -e proxy-bindsto-$style
			state virtproxyd{,-ro,-admin,-tcp,-tls}.socket
		END
	done >out
	expected='virtproxyd.socket inactive enabled
virtproxyd-ro.socket inactive enabled
virtproxyd-admin.socket inactive enabled
virtproxyd-tcp.socket inactive disabled
virtproxyd-tls.socket inactive disabled
virtproxyd.socket inactive 
virtproxyd-ro.socket inactive 
virtproxyd-admin.socket inactive 
virtproxyd-tcp.socket inactive 
virtproxyd-tls.socket inactive '
	diff <(echo "$expected"; echo "$expected") out
}
