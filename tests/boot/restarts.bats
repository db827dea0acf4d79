#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# A daemon, packages that configure it, upgraded together: one start for each
# upgrade, however many packages ask, in whatever style. On bookworm and trixie, or
# on $VIRTD_TEST_SUITE alone.
load ../deb/source
load boot
load rpms

STYLES='systemd suse posttrans'

# What libvirt's own spec file has for a package that configures a daemon
# (11.3 libvirt.spec.in, libvirt_systemd_config_pre and _posttrans).
libvirt_config()
{
	cat >theirs.spec <<-'END'
		Name: theirs
		Version: %{number}
		Release: 1
		Summary: A configuration
		License: MIT
		BuildArch: noarch
		%define state /var/lib/rpm-state/libvirt
		%description
		A configuration.
		%pre
		mkdir -p %{state} || :
		touch %{state}/restart-virtqemud.service || :
		%posttrans
		if test -d /run/systemd/system && test -e %{state}/restart-virtqemud.service; then
		    /usr/bin/systemctl try-restart virtqemud.service >/dev/null 2>&1 || :
		fi
		rm -f %{state}/restart-virtqemud.service
		rmdir %{state} 2>/dev/null || :
		%files
	END
	for number in 1 2; do
		rpmbuild -bb --define "number $number" theirs.spec >log 2>&1 || {
			cat log >&2
			return 1
		}
	done
}

build()
{
	local version package

	[ -e theirs-1.rpm ] || libvirt_config
	for version in 1 2; do
		rpm_package "$1" $version qemu bindsto
		rpm_package "$1" $version network bindsto
		for package in one two; do
			RESTART='qemu network' build_rpm "$1" $version \
				"$package-$1" ''
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

# restarts STYLE: how often daemons were started, and units read
restarts()
{
	in_boot <<-END
		style=$1
		$(cat <<-'END2'
			# rpms VERSION NAME...: the packages
			rpms()
			{
				local version=$1 name
				shift
				for name; do
					case $name in
					theirs) echo "/packages/theirs-$version.rpm" ;;
					one | two) echo "/packages/$name-$style-$version.rpm" ;;
					*) echo "/packages/$name-bindsto-$style-$version.rpm" ;;
					esac
				done
			}
			reads()
			{
				journalctl --sync
				# "Reloading.", or from version 253 on "Reloading..."
				journalctl -q -b -o cat _PID=1 |
					grep -c '^Reloading\.*$'
			}
			# upgrade WHAT: says how often the daemons were started
			upgrade()
			{
				local what=$1 qemu network before
				shift
				qemu=$(starts virtqemud) network=$(starts virtnetworkd)
				before=$(reads)
				rpm -U --oldpackage --replacepkgs "$@"
				echo "$what: qemu +$(($(starts virtqemud) - qemu))" \
					"network +$(($(starts virtnetworkd) - network))" \
					"$([ $style = posttrans ] &&
						echo "units read +$(($(reads) - before))")"
				find /var/lib/rpm-state -type f
			}
			[ $style = posttrans ] || rpm -i "/packages/helper-$style.rpm"
			rpm -i $(rpms 1 qemu network one two theirs)
			systemctl daemon-reload
			systemctl start virtqemud.service virtnetworkd.service
			upgrade 'configuration' $(rpms 2 one)
			upgrade 'two configurations' $(rpms 1 one) $(rpms 2 two)
			upgrade 'theirs' $(rpms 2 theirs)
			upgrade 'ours and theirs' $(rpms 2 one) $(rpms 1 theirs)
			upgrade 'one daemon' $(rpms 2 qemu)
			for round in 1 2 3 4 5 6 7 8 9 10; do
				upgrade "all $round" $(rpms $((round % 2 + 1)) \
					qemu network one two theirs)
			done
			systemctl stop virtqemud.service virtqemud.socket
			upgrade 'qemu is stopped' $(rpms 2 qemu network one two theirs)
			systemctl list-units --failed --no-legend 'virt*'
		END2
		)
	END
}

check_restarts()
{
	local reads='' suite

	[ "$1" != posttrans ] || reads='units read +1'
	for suite in $suites; do
		restarts "$1" >out
		show "RPM, style $1, $suite: starts in an upgrade" out
		diff - out <<-END || return
			configuration: qemu +1 network +1 $reads
			two configurations: qemu +1 network +1 $reads
			theirs: qemu +1 network +0 ${reads/1/0}
			ours and theirs: qemu +1 network +1 $reads
			one daemon: qemu +1 network +0 $reads
			$(for round in {1..10}; do
				echo "all $round: qemu +1 network +1 $reads"
			done)
			qemu is stopped: qemu +0 network +1 $reads
		END
	done
}

@test "style systemd" {
	check_restarts systemd
}

@test "style suse" {
	check_restarts suse
}

@test "style posttrans" {
	check_restarts posttrans
}
