#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Debian packages under a booted systemd, unit by unit.
load ../deb/source
load boot
load debs

setup_file()
{
	find_tree
	[ ! -e "$BATS_FILE_TMPDIR/reason" ] || return 0
	mkdir "$BATS_FILE_TMPDIR/packages"
	cd "$BATS_FILE_TMPDIR/packages"
	deb q-bindsto qemu bindsto virtqemud
	for shape in requires wants none; do
		shaped q-bindsto $shape q-$shape 1 2 3
	done
	deb proxy proxy bindsto virtproxyd
	deb log log bindsto virtlogd
	deb alone qemu
	# the first version of a package that gets one more socket later
	(
		ODD='--disable trio-incomplete'
		deb without-admin 'qemu -k main,ro' bindsto virtqemud
	)
	for shape in bindsto requires wants none; do
		service=$(daemon $shape virtqemud 1 | sed '/-admin.socket/d') \
			variant without-admin 1 q-$shape 0
	done
}

setup()
{
	skip_boot
	cd "$BATS_TEST_TMPDIR"
}

# steps STEPS [SHAPE]: what these steps of life.sh leave, of the package q-SHAPE
steps()
{
	in_boot <<-END >out
		package=q-${2-bindsto}
		$(cat <<-'END2'
			put()
			{
				dpkg -i "/packages/${package}_$1_all.deb"
			}
			take()
			{
				dpkg -r "$package"
			}
			forget()
			{
				find /etc/systemd/system -name 'virt*' | wc -l
				dpkg -P "$package"
			}
		END2
		)
		$1
	END
	show ".deb, service with ${2-bindsto}: $1" out
}

check_life()
{
	steps life "$1"
	diff - out <<-'END'
		step                    main          ro            admin         service           answer   starts  sockets  refused  errors
		installed               666 enabled   666 enabled   600 enabled   inactive enabled  -        0       new      -        0
		sockets started         666 enabled   666 enabled   600 enabled   inactive enabled  -        0       kept     -        0
		upgraded, idle          666 enabled   666 enabled   600 enabled   inactive enabled  -        0       kept     -        0
		service started         666 enabled   666 enabled   600 enabled   active enabled    2 3      1       kept     -        0
		upgraded, active        666 enabled   666 enabled   600 enabled   active enabled    3 3      2       kept     0        0
		downgraded, active      666 enabled   666 enabled   600 enabled   active enabled    2 3      3       kept     0        0
		downgraded, idle        666 enabled   666 enabled   600 enabled   inactive enabled  -        3       kept     -        0
		removed                 -             -             -             inactive          -        4       -        -        0
		4
	END
}

@test "life of a package: BindsTo= (libvirt 11)" {
	check_life bindsto
}

@test "life of a package: Requires= (libvirt 9)" {
	check_life requires
}

@test "life of a package: Wants= (libvirtd)" {
	check_life wants
}

@test "life of a package: a service that names no socket" {
	check_life none
}

@test "tcp: not enabled; what the administrator enables survives an upgrade" {
	run in_boot <<-'END'
		dpkg -i /packages/proxy_1_all.deb
		trio virtproxyd
		state virtproxyd-tcp.socket virtproxyd-tls.socket
		systemctl enable --quiet virtproxyd-tcp.socket
		systemctl start virtproxyd-tcp.socket
		systemctl start virtproxyd.service
		dpkg -i /packages/proxy_2_all.deb
		echo "upgraded: starts $(starts virtproxyd)"
		trio virtproxyd
		state virtproxyd-tcp.socket virtproxyd-tls.socket
		dpkg -r proxy
		echo "removed:"
		systemctl is-active virtproxyd.service virtproxyd.socket \
			virtproxyd-tcp.socket virtproxyd-tls.socket
		ss -Hltn
		dpkg -P proxy
		find /etc/systemd /var/lib/systemd -name '*virt*'
	END
	equal "$output" "$(trios virtproxyd active inactive)
virtproxyd-tcp.socket inactive disabled
virtproxyd-tls.socket inactive disabled
upgraded: starts 2
$(trios virtproxyd active)
virtproxyd-tcp.socket active enabled
virtproxyd-tls.socket inactive disabled
removed:
inactive
inactive
inactive
inactive"
}

@test "reload class: reloaded once where it runs, never restarted" {
	run in_boot <<-'END'
		units='virtlogd.socket virtlogd-admin.socket virtlogd.service'
		dpkg -i /packages/log_1_all.deb
		state $units
		dpkg -i /packages/log_2_all.deb
		echo "upgraded while idle: starts $(starts virtlogd)"
		systemctl start virtlogd.service
		before=$(systemctl show -p MainPID virtlogd.service)
		dpkg -i /packages/log_3_all.deb
		echo "upgraded while active: starts $(starts virtlogd)"
		echo "reloads $(wc -l </run/virtlogd.reloads)"
		[ "$before" = "$(systemctl show -p MainPID virtlogd.service)" ] &&
			echo "same process"
		state $units
		dpkg -P log
		systemctl is-active $units
	END
	equal "$output" 'virtlogd.socket active enabled
virtlogd-admin.socket active enabled
virtlogd.service inactive enabled
upgraded while idle: starts 0
upgraded while active: starts 1
reloads 1
same process
virtlogd.socket active enabled
virtlogd-admin.socket active enabled
virtlogd.service active enabled
inactive
inactive
inactive'
}

@test "a socket that is new in an upgrade is up although the service runs" {
	for shape in bindsto requires wants none; do
		steps grow $shape
		diff - out <<-'END'
			step                    main          ro            admin         service           answer   starts  sockets  refused  errors
			without admin           666 enabled   666 enabled   -             active enabled    1 2      1       new      -        0
			upgraded, active        666 enabled   666 enabled   600 enabled   active enabled    2 3      2       kept     0        0
		END
	done
}

@test "sockets without a service: installed, upgraded, removed" {
	run in_boot <<-'END'
		cat >/etc/systemd/system/virtqemud.service <<-END2
			[Service]
			ExecStart=/bin/sleep infinity
		END2
		dpkg -i /packages/alone_1_all.deb
		before=$(inodes)
		systemctl start virtqemud.service
		dpkg -i /packages/alone_2_all.deb
		systemctl is-active virtqemud{,-ro,-admin}.socket virtqemud.service
		[ "$(inodes)" = "$before" ] && echo "same sockets"
		dpkg -P alone
		systemctl is-active virtqemud{,-ro,-admin}.socket virtqemud.service
		find /etc/systemd /var/lib/systemd -name '*virt*'
	END
	equal "$output" 'active
active
active
active
same sockets
inactive
inactive
inactive
active
/etc/systemd/system/virtqemud.service'
}

@test "what the administrator disabled or masked stays so" {
	steps administrate
	diff - out <<-'END'
		step                    main          ro            admin         service           answer   starts  sockets  refused  errors
		installed               666 enabled   666 enabled   600 enabled   inactive enabled  -        0       new      -        0
		disabled, upgraded      - disabled    - disabled    - disabled    inactive enabled  -        0       -        -        0
		masked, upgraded        - masked      - disabled    - disabled    inactive enabled  -        0       -        -        0
		enabled, downgraded     666 enabled   666 enabled   600 enabled   active enabled    2 3      2       new      0        0
	END
}

@test "only the sockets disabled: they stay so, although the service is enabled" {
	run in_boot <<-'END'
		dpkg -i /packages/q-bindsto_1_all.deb
		systemctl disable --now --quiet virtqemud.socket virtqemud-ro.socket \
			virtqemud-admin.socket
		dpkg -i /packages/q-bindsto_2_all.deb
		trio virtqemud
	END
	equal "$output" 'virtqemud.socket inactive disabled
virtqemud-ro.socket inactive disabled
virtqemud-admin.socket inactive disabled
virtqemud.service inactive enabled'
}

@test "policy-rc.d says no: enabled, not started" {
	run in_boot <<-'END'
		printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
		chmod +x /usr/sbin/policy-rc.d
		dpkg -i /packages/q-bindsto_1_all.deb
		trio virtqemud
	END
	equal "$output" "/usr/sbin/policy-rc.d returned 101, not running 'start virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket'
$(trios virtqemud inactive)"
}

@test "in a chroot: enabled, nothing is started" {
	steps in_chroot
	diff - out <<-'END'
		step                    main          ro            admin         service           answer   starts  sockets  refused  errors
		in a chroot             - enabled     - enabled     - enabled     inactive enabled  -        0       -        -        0
	END
}
