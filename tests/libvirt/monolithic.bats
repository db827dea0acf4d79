#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The real libvirtd, the monolithic daemon, with all packages installed: upgraded
# under load with a guest that runs. A second restart while it starts would hit it
# while it looks at QEMU, and leave that behind.
load ../deb/source
load ../boot/boot
load ../boot/rpms
load libvirt

setup_file()
{
	find_sets a b
}

setup()
{
	skip_boot
}

# monolithic STEP...
monolithic()
{
	{
		rpm_words
		cat <<-'END'
			printf 'enable %s\n' 'libvirtd*' 'virtlogd*' 'virtlockd*' \
				>/usr/lib/systemd/system-preset/10-monolithic.preset
			echo 'disable *' >>/usr/lib/systemd/system-preset/10-monolithic.preset
			first()
			{
				echo "  enabled: $(enabled_units socket | xargs)," \
					"$(enabled_units service | xargs)"
				systemctl -q disable libvirtd-tcp.socket libvirtd-tls.socket
			}
		END
		life "$@"
		echo left_files
	} | in_libvirt >out
	show "libvirt 11.3, monolithic: $*" out
}

# check STEP...; TCP where libvirt's own scriptlets, which preset the tcp and tls
# sockets, too, were the first ones
check()
{
	monolithic "$@"
	{
		cat <<-END
			installed $1
			  enabled: libvirtd-admin.socket libvirtd-ro.socket${TCP+ libvirtd-tcp.socket libvirtd-tls.socket} libvirtd.socket virtlockd-admin.socket virtlockd.socket virtlogd-admin.socket virtlogd.socket, libvirtd.service virtlockd.service virtlogd.service
			$(sed -n 's/^\(virsh\|.*virtlo\)/  &/p' "$BATS_TEST_DIRNAME/answers" |
				sed '/^  virt-admin virtlockd/i \  virt-admin libvirtd       yes')
			running
		END
		upgrades 7 "libvirtd:1 lockd:0r1 logd:0r1" "$@"
		echo removed
	} >expected
	steady <out | diff expected -
}

@test "from libvirt's own scriptlets to ours, and back" {
	TCP=1 check a-1 b-2 a-1
}

@test "ours, upgraded and downgraded" {
	check b-1 b-2 b-1 b-2
}
