#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The real libvirt with modular daemons: installed, used, upgraded and downgraded
# under load with a guest that runs, removed. Set a has libvirt's own scriptlets, set
# b ours.
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

# modular STEP...
modular()
{
	{
		rpm_words
		cat <<-'END'
			first()
			{
				echo "  enabled: $(enabled_units socket | wc -l)" \
					"sockets, $(enabled_units service | xargs)"
				# what presets do not name
				systemctl -q enable virtlxcd.socket
			}
		END
		life "$@"
		echo left_files
	} | in_libvirt >out
	show "libvirt 11.3, modular: $*" out
}

# expected STEP...: all that is printed
expected()
{
	cat <<-END
		installed $1
		  enabled: 28 sockets, virtqemud.service
		$(sed 's/^/  /' "$BATS_TEST_DIRNAME/answers")
		running
	END
	upgrades 31 "$MODULAR" "$@"
	echo removed
}

# check STEP...
check()
{
	modular "$@"
	steady <out | diff <(expected "$@") -
}

@test "from libvirt's own scriptlets to ours, downgraded, and back to its own" {
	check a-1 b-2 b-1 a-2
}

@test "ours, upgraded and downgraded" {
	[ -n "${VIRTD_TEST_ROUNDS-}" ] || skip 'for "make check-libvirt"'
	check b-1 b-2 b-1 b-2
}

# noticed COMMAND...: what is said of an upgrade that does this, too
noticed()
{
	{
		rpm_words
		cat <<-END
			put b 1
			configure
			systemctl daemon-reload
			wake
			start_guest
			remember
			spoilt()
			{
				put b 2
				$*
			}
			export -f spoilt
			load=\$(under_load spoilt)
			compared upgrade
			echo "\$load"
		END
	} | in_libvirt >out
	show "libvirt 11.3, noticed" out
}

@test "what an upgrade should not do is noticed" {
	[ -n "${VIRTD_TEST_ROUNDS-}" ] || skip 'for "make check-libvirt"'
	noticed "
		systemctl restart virtnetworkd.service virtlogd.service
		systemctl stop virtstoraged.socket 2>/dev/null
		sleep 1
		systemctl start virtstoraged.socket
		virsh -q -c qemu:///system destroy tiny
		virsh -q -c qemu:///system start tiny
		(exec -a 'qemu-system -machine none' sleep 1000 >/dev/null 2>&1) &
		touch /var/lib/rpm-state/mark
		systemd-run -q --unit virt-bad false"
	grep '^upgrade: .* logd:killedr1 .*networkd:2 .*storaged:2$' out
	grep '^  sockets kept 25, lost 3; guest CHANGED, orphans 1, failed 1, marks 1, errors [1-9]' out
	grep '^  connected .*, refused [1-9]' out
}
