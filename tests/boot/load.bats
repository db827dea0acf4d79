#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Upgrades of a daemon that clients talk to all the time lose no socket and
# refuse no client: 20 rounds of an upgrade and a downgrade in each style, and 3
# with other shapes of service, or $VIRTD_TEST_ROUNDS.
load ../deb/source
load boot
load debs
load rpms

few=${VIRTD_TEST_ROUNDS:-3}

setup_file()
{
	local style version shape

	find_tree
	[ ! -e "$BATS_FILE_TMPDIR/reason" ] || return 0
	mkdir "$BATS_FILE_TMPDIR/packages"
	cd "$BATS_FILE_TMPDIR/packages"
	deb q-bindsto qemu bindsto virtqemud
	for shape in requires wants none; do
		shaped q-bindsto $shape q-$shape 1 2
	done
	! can_boot || prepare_rpmbuild
	can_boot || return 0
	for style in systemd posttrans; do
		for version in 1 2; do
			for shape in bindsto wants; do
				rpm_package $style $version qemu $shape
			done
		done
	done
}

# under_load ROUNDS SCRIPT: put 1, then that many rounds, as SCRIPT says what put
# is; leaves what was counted in the file counts, the rest in the file rest
under_load()
{
	in_boot <<-END >out
		rounds=$1
		$2
		$(cat <<-'END2'
			# each is a restart, more than systemd allows in so short
			# a time
			round()
			{
				put "$1"
				systemctl reset-failed virtqemud.service
				answer=$(/tests/client.py "$ro")
				[ "$answer" = "$1 3" ] || echo "round $n: $answer"
				now=$(units)
				[ "$now" = "$before" ] || echo "round $n: $now"
			}
			units()
			{
				systemctl is-active virtqemud{,-ro,-admin}.socket \
					virtqemud.service
				inodes
			}
			rounds()
			{
				for n in $(seq $rounds); do
					round 2
					round 1
				done
			}
			put 1
			systemctl start virtqemud{,-ro,-admin}.socket virtqemud.service
			before=$(units)
			/tests/client.py "$main" "$ro" -- bash -c rounds
			echo "starts $(starts virtqemud)"
			complaints
		END2
		)
	END
	grep '^connected ' out >counts
	grep -v '^connected ' out >rest
}

# check ROUNDS TITLE SCRIPT: nobody is refused. A restart ends the connections that
# the daemon has, which is at most one of each of the four clients.
check()
{
	local restarts=$((2 * $1)) connected refused served cut lost held

	under_load "$1" "$3"
	show "$2: $1 upgrades and $1 downgrades of a daemon that runs" counts
	diff - rest <<<"starts $((1 + restarts))"
	read -r _ connected _ refused _ served _ cut _ lost _ held <counts
	[ "$refused" = 0 ]
	[ "$lost" = 0 ]
	[ "$served" -gt 0 ]
	[ "$held" -gt 0 ]
	[ $((cut + held)) -le $((4 * restarts)) ]
	[ "$connected" = $((served + cut)) ]
}

check_deb()
{
	skip_boot
	check "$1" ".deb, service with $2" "
		put() { dpkg -i /packages/q-$2_\$1_all.deb; }"
}

check_rpm()
{
	skip_boot
	check "$1" "RPM, style $2, service with $3" "
		put() { rpm -U --oldpackage /packages/qemu-$3-$2-\$1.rpm; }
		rpm -i /packages/helper-systemd.rpm"
}

@test ".deb: service with BindsTo=" {
	check_deb 20 bindsto
}

@test ".deb: service with Wants=" {
	check_deb "$few" wants
}

@test ".deb: service with Requires=" {
	check_deb "$few" requires
}

@test ".deb: service that names no socket" {
	check_deb "$few" none
}

@test "style systemd: service with BindsTo=" {
	check_rpm 20 systemd bindsto
}

@test "style systemd: service with Wants=" {
	check_rpm 3 systemd wants
}

@test "style posttrans: service with BindsTo=" {
	check_rpm 20 posttrans bindsto
}

@test "style posttrans: service with Wants=" {
	check_rpm 3 posttrans wants
}

@test "a restart of the sockets instead is noticed" {
	skip_boot
	under_load 1 '
		put()
		{
			dpkg -i "/packages/q-bindsto_$1_all.deb"
			systemctl stop virtqemud.socket
			systemctl start virtqemud{,-ro,-admin}.socket
		}'
	show "the sockets are restarted, too" counts
	read -r _ _ _ refused _ <counts
	[ "$refused" -gt 0 ]
	grep '^round 1: ' rest
}
