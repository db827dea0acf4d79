#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Which units are enabled after an installation: as the presets say, wherever the
# service is, and whenever it comes. In each style, on bookworm and trixie, or on
# $VIRTD_TEST_SUITE alone.
load ../deb/source
load boot
load rpms

STYLES='systemd suse posttrans'

build()
{
	daemon bindsto virtqemud 1 >virtqemud.service
	build_rpm "$1" 1 "whole-$1" "$PWD/virtqemud.service" -s qemu
	build_rpm "$1" 1 "sockets-$1" '' -S qemu
	build_rpm "$1" 1 "service-$1" "$PWD/virtqemud.service" -s -k none qemu
}

setup_file()
{
	find_rpm_trees build
}

setup()
{
	skip_boot
}

# matrix STYLE: what is enabled after each way to install, with each preset
matrix()
{
	in_boot <<-END
		style=$1
		$(cat <<-'END2'
			rpm -i "/packages/helper-$style.rpm"
			presets=/usr/lib/systemd/system-preset
			rm $presets/*

			# links of sockets, of the service
			enabled_units()
			{
				local unit
				for unit in virtqemud{.socket,-ro.socket,-admin.socket,.service}; do
					case $(enabled $unit) in
					enabled) printf ' +' ;;
					disabled) printf ' -' ;;
					*) printf ' .' ;;
					esac
				done
			}

			# case NAME WHICH...: install these packages, one after the other,
			# "a,b" in one transaction; what the last one prints is shown
			case_of()
			{
				local name=$1 which packages said
				shift
				for which; do
					packages=
					for package in ${which//,/ }; do
						packages+=" /packages/$package-$style-1.rpm"
					done
					said=$(rpm -i --noorder $packages | grep -v "$not")
				done
				printf '  %-24s%s%s\n' "$name" "$(enabled_units)" \
					"${said:+ SAID: $said}"
				rpm -e $(command rpm --dbpath /var/lib/rpm -qa '*qemu*' \
					"*-$style" --qf '%{NAME}\n') >/dev/null
				find /etc/systemd -name '*virt*'
				find /var/lib/rpm-state /run/systemd/rpm -name '*virt*' \
					2>/dev/null
			}

			# Also= of the service says so, where dependencies forbid this order
			missing='^Failed to enable auxiliary unit .*, ignoring'

			rows()
			{
				not=.^
				echo "$1"
				[ -z "$2" ] || printf "$2" >$presets/50-test.preset
				case_of 'in the same package' whole
				case_of 'before' service sockets
				case_of 'same transaction' sockets,service
				not=$missing
				case_of 'same, the other order' service,sockets
				not=.^
				case_of 'later' sockets service
				case_of 'never' sockets
				rm -f $presets/*
			}
			rows 'no preset file' ''
			rows 'the service (Fedora)' \
				'enable virtqemud.service\ndisable *\n'
			rows 'sockets' 'enable virtqemud*.socket\ndisable *\n'
			rows 'disable *' 'disable *\n'
		END2
		)
	END
}

# The order is main, ro, admin, service: + enabled, - disabled, . not there.
expected='no preset file
  in the same package      + + + +
  before                   + + + +
  same transaction         + + + +
  same, the other order    + + + +
  later                    + + + +
  never                    + + + .
the service (Fedora)
  in the same package      + + + +
  before                   + + + +
  same transaction         + + + +
  same, the other order    + + + +
  later                    + + + +
  never                    - - - .
sockets
  in the same package      + + + -
  before                   + + + -
  same transaction         + + + -
  same, the other order    + + + -
  later                    + + + -
  never                    + + + .
disable *
  in the same package      - - - -
  before                   - - - -
  same transaction         - - - -
  same, the other order    - - - -
  later                    - - - -
  never                    - - - .'

# check_matrix STYLE
check_matrix()
{
	local suite

	for suite in $suites; do
		matrix "$1" >out
		show "RPM, style $1, $suite: enabled after installation" out
		diff <(echo "$expected") out || return
	done
}

@test "style systemd" {
	check_matrix systemd
}

@test "style suse" {
	check_matrix suse
}

@test "style posttrans" {
	check_matrix posttrans
}
