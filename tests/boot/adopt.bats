#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# A first version with sockets, installed over a running service that has none:
# it is still there afterwards, with the new version. In each style, for each
# shape of the service.
load ../deb/source
load boot
load rpms

STYLES='systemd suse posttrans'
SHAPES='bindsto requires wants none'

# listener SHAPE VERSION: a service that listens itself where no socket is given
# to it
listener()
{
	daemon "$1" virtqemud "$2" |
		sed "s|daemon.py $2|& /run/libvirt/virtqemud-sock|"
}

setup_file()
{
	local style shape

	find_tree
	prepare_rpmbuild || return 0
	for style in $STYLES; do
		use_style "$style"
		listener none 1 >virtqemud.service
		build_rpm "$style" 1 "qemu-$style" "$PWD/virtqemud.service" \
			-s -k none qemu
		mv "qemu-$style-1.rpm" "qemu-$style-old.rpm"
		for shape in $SHAPES; do
			listener "$shape" 2 >virtqemud.service
			build_rpm "$style" 2 "qemu-$style" "$PWD/virtqemud.service" -s qemu
			mv "qemu-$style-2.rpm" "qemu-$style-$shape-2.rpm"
			listener "$shape" 3 >virtqemud.service
			build_rpm "$style" 3 "qemu-$style" "$PWD/virtqemud.service" -s qemu
			mv "qemu-$style-3.rpm" "qemu-$style-$shape-3.rpm"
		done
	done
}

setup()
{
	skip_boot
}

# adopted STYLE SHAPE: what the upgrade to sockets leaves, and the next one
adopted()
{
	in_boot <<-END
		style=$1 shape=$2
		$(cat <<-'END2'
			rpm -i "/packages/helper-$style.rpm"
			rpm -i "/packages/qemu-$style-old.rpm"
			systemctl start virtqemud.service
			for step in 2 3; do
				rpm -U "/packages/qemu-$style-$shape-$step.rpm"
				printf '%s: service %s, starts %s, answer %s\n' $step \
					"$(active virtqemud.service)" \
					"$(starts virtqemud)" \
					"$(/tests/client.py /run/libvirt/virtqemud-sock 2>&1 |
						cut -d' ' -f1)"
				find /var/lib/rpm-state -type f
				systemctl --failed --no-legend
			done
			# idle: it stays so
			systemctl stop virtqemud.service virtqemud{,-ro,-admin}.socket \
				2>/dev/null
			rpm -U --oldpackage "/packages/qemu-$style-old.rpm"
			rpm -U "/packages/qemu-$style-$shape-2.rpm"
			echo "idle: $(active virtqemud.service)"
		END2
		)
	END
}

check_style()
{
	local shape

	for shape in $SHAPES; do
		adopted "$1" "$shape" >out
		show "RPM, style $1: first version with sockets, $shape" out
		diff - out <<-END || return
			2: service active, starts 2, answer 2
			3: service active, starts 3, answer 3
			idle: inactive
		END
	done
}

@test "style systemd" {
	check_style systemd
}

@test "style suse" {
	check_style suse
}

@test "style posttrans" {
	check_style posttrans
}
