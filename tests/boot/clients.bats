#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Debian's libvirtd, virtlogd and virtlockd on sockets that we made and packaged
# with Debian's services, and libvirt's own clients: virsh and virt-admin.
load ../deb/source
load boot
load debs
load rpms

# The services of the tree are in the package ours, as .deb and as RPM of both
# styles, each in versions 1, 2 and 3.
setup_file()
{
	local system name style version services=()

	find_tree libvirt
	[ ! -e "$BATS_FILE_TMPDIR/reason" ] || return 0
	system=$(<"$BATS_FILE_TMPDIR/tree")/usr/lib/systemd/system
	mkdir "$BATS_FILE_TMPDIR/packages"
	cd "$BATS_FILE_TMPDIR/packages"
	(
		source_package ours ours
		# whose units ours has now
		sed -i '/^Package:/a Replaces: libvirt-daemon-system, libvirt-daemon, libvirt-daemon-common, libvirt-daemon-lock, libvirt-daemon-log' debian/control
		printf '%s\n' libvirtd log lock >debian/ours.virtd-sockets
		for name in libvirtd virtlogd virtlockd; do
			cp "$system/$name.service" .
			ship ours $name.service
		done
		build
		next_deb ours 2
		next_deb ours 3
	)
	! can_boot || prepare_rpmbuild
	can_boot || return 0
	for style in systemd posttrans; do
		for version in 1 2 3; do
			build_rpm $style $version ours-$style \
				"$(echo "$system"/{libvirtd,virtlogd,virtlockd}.service)" \
				-s libvirtd log lock
		done
	done
}

# libvirt TITLE SCRIPT: the life of the package, as SCRIPT says what put and take
# are; the file out has all but what differs from run to run
libvirt()
{
	skip_boot
	in_boot <<-END >all
		$2
		$(<"$boot_dir/libvirt.sh")
	END
	show "Debian's daemons on our sockets, $1" all
	grep -v '^  counted: ' all >out
}

# expected LIBVIRTD VIRTLOGD VIRTLOCKD: out, with the sockets that listen right
# after the installation
expected()
{
	local all='  virsh -r: qemu:///system, virsh: qemu:///system, virt-admin: admin libvirtd, admin virtlogd, admin virtlockd'

	diff - out <<-END
		step                      libvirtd                virtlogd                virtlockd               errors
		Debian's units removed    0 listen, inactive      0 listen, inactive      0 listen, inactive      0
		ours installed            $1 listen, inactive      $2 listen, inactive      $3 listen, inactive      0
		sockets started           3 listen, inactive      2 listen, inactive      2 listen, inactive      0
		  a user: qemu:///system
		client of ro              3 listen, active        2 listen, inactive      2 listen, inactive      0
		$all
		all clients               3 listen, same          2 listen, active        2 listen, active        0
		  a user: error: Failed to connect to the admin server error: Failed to connect socket to /run/libvirt/libvirt-admin-sock: Permission denied
		  clients refused: 0, session: Reconnected, then 2 answers
		upgraded, active          3 listen, restarted     2 listen, same          2 listen, same          0
		$all
		downgraded, active        3 listen, restarted     2 listen, same          2 listen, same          0
		$all
		services stopped          3 listen, inactive      2 listen, inactive      2 listen, inactive      0
		upgraded, idle            3 listen, inactive      2 listen, inactive      2 listen, inactive      0
		$all
		all clients               3 listen, active        2 listen, active        2 listen, active        0
		removed                   0 listen, inactive      0 listen, inactive      0 listen, inactive      0
	END
}

@test ".deb" {
	libvirt .deb '
		put() { dpkg -i "/packages/ours_$1_all.deb" | grep -v ^Replac; }
		take() { dpkg -r ours; }'
	expected 3 2 2
}

check_rpm()
{
	libvirt "RPM, style $1" '
		rpm -i /packages/helper-systemd.rpm
		put() { rpm -U --oldpackage "/packages/ours-'"$1"'-$1.rpm"; }
		take() { rpm -e ours-'"$1"'; }'
	expected 0 0 0
}

@test "style systemd" {
	check_rpm systemd
}

@test "style posttrans" {
	check_rpm posttrans
}
