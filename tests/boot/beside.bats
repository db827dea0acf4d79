#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Debian packages of libvirtd and of modular daemons on one host: who runs goes
# on. On bookworm and trixie, or on $VIRTD_TEST_SUITE alone.
load ../deb/source
load boot
load debs

setup_file()
{
	local name

	find_trees
	[ ! -e "$BATS_FILE_TMPDIR/reason" ] || return 0
	mkdir "$BATS_FILE_TMPDIR/packages"
	cd "$BATS_FILE_TMPDIR/packages"
	deb mono libvirtd wants libvirtd
	(
		source_package modular modular
		printf '%s\n' qemu proxy >debian/modular.virtd-sockets
		for name in virtqemud virtproxyd; do
			daemon bindsto $name 1 |
				sed '/^BindsTo=/i Conflicts=libvirtd.service' \
				>$name.service
			ship modular $name.service
		done
		build
		next_deb modular 2
		next_deb modular 3
	)
}

setup()
{
	skip_boot
	cd "$BATS_TEST_TMPDIR"
}

# table TITLE SCRIPT: what it prints on each suite is the standard input
table()
{
	local expected suite

	expected=$(cat)
	for suite in $suites; do
		in_boot <<-END >out
			$(cat <<-'END2'
				# daemon NAME: how many sockets listen, the service,
				# and whether it is the process of the last row
				declare -A pid
				daemon()
				{
					local was=${pid[$1]-0} word

					pid[$1]=$(systemctl show --value -p MainPID $1)
					word=$(active $1.service)
					[ $was = 0 ] || [ ${pid[$1]} != $was ] || word=same
					cell="$(systemctl is-active $1{,-ro,-admin}.socket |
						grep -c '^active') $word"
				}
				row()
				{
					local cells=() name

					for name in libvirtd virtqemud virtproxyd; do
						daemon $name
						cells+=("$cell")
					done
					printf '%-42s%-12s%-12s%-12s%s\n' "$1" "${cells[@]}" \
						"$(complaints | wc -l)"
				}
				put()
				{
					dpkg -i "/packages/$1_all.deb"
				}
				printf '%-42s%-12s%-12s%-12s%s\n' step libvirtd \
					virtqemud virtproxyd errors
			END2
			)
			$2
		END
		show "$1, $suite" out
		equal "$(<out)" "$expected"
	done
}

@test "modular daemons run: they survive a package of libvirtd" {
	table "libvirtd beside modular daemons" '
		put modular_1
		systemctl start virtqemud.service
		row "modular daemons"
		put mono_1
		row "libvirtd installed"
		put mono_2
		row "libvirtd upgraded"
		put modular_2
		row "modular daemons upgraded"
		state libvirtd.socket libvirtd.service
		dpkg -r mono
		row "libvirtd removed"
	' <<-'END'
		step                                      libvirtd    virtqemud   virtproxyd  errors
		modular daemons                           0 inactive  3 active    3 inactive  0
		libvirtd: its sockets are enabled, but not started, for that would stop virtproxyd virtqemud
		libvirtd installed                        0 inactive  3 same      3 inactive  0
		libvirtd: its sockets are enabled, but not started, for that would stop virtproxyd virtqemud
		libvirtd upgraded                         0 inactive  3 same      3 inactive  0
		modular daemons upgraded                  0 inactive  3 active    3 inactive  0
		libvirtd.socket inactive enabled
		libvirtd.service inactive enabled
		libvirtd removed                          0 inactive  3 same      3 inactive  0
	END
}

@test "libvirtd runs: it survives a package of modular daemons" {
	table "modular daemons beside libvirtd" '
		put mono_1
		systemctl start libvirtd.service
		row "libvirtd"
		put modular_1
		row "modular daemons installed"
		put modular_2
		row "modular daemons upgraded"
		put mono_2
		row "libvirtd upgraded"
		state virtqemud.socket virtqemud.service
		systemctl stop libvirtd.service libvirtd{,-ro,-admin}.socket
		put modular_3
		row "libvirtd stopped, modular ones upgraded"
	' <<-'END'
		step                                      libvirtd    virtqemud   virtproxyd  errors
		libvirtd                                  3 active    0 inactive  0 inactive  0
		virtqemud: its sockets are enabled, but not started, for that would stop libvirtd
		virtproxyd: its sockets are enabled, but not started, for that would stop libvirtd
		modular daemons installed                 3 same      0 inactive  0 inactive  0
		virtqemud: its sockets are enabled, but not started, for that would stop libvirtd
		virtproxyd: its sockets are enabled, but not started, for that would stop libvirtd
		modular daemons upgraded                  3 same      0 inactive  0 inactive  0
		libvirtd upgraded                         3 active    0 inactive  0 inactive  0
		virtqemud.socket inactive enabled
		virtqemud.service inactive enabled
		libvirtd stopped, modular ones upgraded   0 inactive  3 inactive  3 inactive  0
	END
}

@test "so do the sockets of a libvirtd that is idle" {
	table "modular daemons beside an idle libvirtd" '
		put mono_1
		row "libvirtd"
		put modular_1
		row "modular daemons installed"
		dpkg -i /packages/mono_2_all.deb /packages/modular_2_all.deb
		row "both upgraded at once"
	' <<-'END'
		step                                      libvirtd    virtqemud   virtproxyd  errors
		libvirtd                                  3 inactive  0 inactive  0 inactive  0
		virtqemud: its sockets are enabled, but not started, for that would stop libvirtd
		virtproxyd: its sockets are enabled, but not started, for that would stop libvirtd
		modular daemons installed                 3 inactive  0 inactive  0 inactive  0
		virtqemud: its sockets are enabled, but not started, for that would stop libvirtd
		virtproxyd: its sockets are enabled, but not started, for that would stop libvirtd
		both upgraded at once                     3 inactive  0 inactive  0 inactive  0
	END
}

# As README.md of this directory says, such a libvirtd has clients.
@test "a libvirtd that runs without its sockets is not restarted" {
	table "a libvirtd that modular sockets have replaced" '
		put mono_1
		systemctl start libvirtd.service
		put modular_1
		systemctl start virtqemud{,-ro,-admin}.socket
		row "modular sockets started"
		put mono_2
		row "libvirtd upgraded"
		put modular_2
		row "modular daemons upgraded"
	' <<-'END'
		step                                      libvirtd    virtqemud   virtproxyd  errors
		virtqemud: its sockets are enabled, but not started, for that would stop libvirtd
		virtproxyd: its sockets are enabled, but not started, for that would stop libvirtd
		modular sockets started                   0 active    3 inactive  0 inactive  0
		libvirtd: not restarted, for that would stop virtqemud
		libvirtd upgraded                         0 same      3 inactive  0 inactive  0
		virtproxyd: its sockets are enabled, but not started, for that would stop libvirtd
		modular daemons upgraded                  0 same      3 inactive  0 inactive  0
	END
}
