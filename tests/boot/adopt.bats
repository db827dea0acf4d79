#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# A first version with sockets, installed over a running service that has none:
# it is still there afterwards, with the new version. In each style, for each
# shape of the service. On bookworm and trixie, or on $VIRTD_TEST_SUITE alone.
load ../deb/source
load boot
load rpms

STYLES='systemd suse posttrans'
# virtlogd is never restarted, unless it is bound to what it did not have
DAEMONS='qemu-bindsto qemu-requires qemu-wants qemu-none
	log-bindsto log-requires'

# listener NAME SHAPE VERSION: a service that listens itself where no socket is
# given to it
listener()
{
	daemon "$2" "virt$1d" "$3" |
		sed -e "s|daemon.py $3|& /run/libvirt/virt$1d-sock|" \
			-e "$([ "$1" != log ] || echo '/-ro.socket/d')" >"virt$1d.service"
}

# build STYLE: NAME-STYLE-0.rpm, without sockets, and of each shape
# NAME-SHAPE-STYLE-1.rpm and -2.rpm of the same package
build()
{
	local daemon name shape version

	for name in qemu log; do
		listener $name none 0
		build_rpm "$1" 0 "$name-$1" "$PWD/virt${name}d.service" \
			-s -k none $name
	done
	for daemon in $DAEMONS; do
		name=${daemon%-*} shape=${daemon#*-}
		for version in 1 2; do
			listener "$name" "$shape" $version
			build_rpm "$1" $version "$name-$1" \
				"$PWD/virt${name}d.service" -s "$name"
			mv "$name-$1-$version.rpm" "$daemon-$1-$version.rpm"
		done
	done
}

setup_file()
{
	find_rpm_trees build
}

setup()
{
	skip_boot
}

# adopted STYLE: what the upgrade to sockets leaves, and the next one
adopted()
{
	in_boot <<-END
		style=$1 daemons='${DAEMONS//[$'\n\t']/ }'
		$(cat <<-'END2'
			rpm -i "/packages/helper-$style.rpm"

			# adopt NAME-SHAPE [held]
			adopt()
			{
				local package=${1%-*}-$style name=virt${1%-*}d version
				local service=$name.service

				rm -f /run/$name.starts
				rpm -i /packages/$package-0.rpm
				systemctl start $service
				[ $# = 1 ] || hold $service
				for version in 1 2; do
					rpm -U /packages/$1-$style-$version.rpm
					echo "$*, version $version: $(active $service)," \
						"starts $(starts $name), answer" \
						"$(/tests/client.py /run/libvirt/$name-sock 2>&1)"
					find /var/lib/rpm-state -type f
					systemctl list-units --failed --no-legend 'virt*' 'holder*'
				done
				rpm -e $package
			}
			idle()
			{
				rpm -i /packages/qemu-$style-0.rpm
				rpm -U /packages/qemu-bindsto-$style-1.rpm
				echo "idle: $(active virtqemud.service)"
				rpm -e qemu-$style
			}
			idle
			for daemon in $daemons; do
				adopt $daemon
			done
			adopt qemu-bindsto held
			adopt log-bindsto held
		END2
		)
	END
}

# restarted WHICH, apart WHICH, kept WHICH, began WHICH: it is restarted by each
# upgrade; without the sockets, of which it says nothing; by no upgrade; by the
# one that brings sockets
restarted()
{
	cat <<-END
		$1, version 1: active, starts 2, answer 1 3
		$1, version 2: active, starts 3, answer 2 3
	END
}

apart()
{
	restarted "$1" | sed '/answer/s/3$/0/'
}

kept()
{
	cat <<-END
		$1, version 1: active, starts 1, answer 0 0
		$1, version 2: active, starts 1, answer 0 0
	END
}

began()
{
	cat <<-END
		$1, version 1: active, starts 2, answer 1 2
		$1, version 2: active, starts 2, answer 1 2
	END
}

check_style()
{
	local suite

	for suite in $suites; do
		adopted "$1" >out
		show "RPM, style $1, $suite: a first version with sockets" out
		diff - out <<-END || return
			idle: inactive
			$(restarted qemu-bindsto)
			$(restarted qemu-requires)
			$(restarted qemu-wants)
			$(apart qemu-none)
			$(began log-bindsto)
			$(kept log-requires)
			$(restarted "qemu-bindsto held")
			$(began "log-bindsto held")
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
