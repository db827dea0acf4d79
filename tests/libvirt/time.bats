#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# How long an upgrade of all packages of the real libvirt takes while all daemons
# run, with libvirt's own scriptlets (a) and ours (b), in turn.
#
#   VIRTD_TEST_ROUNDS   how many of each; default: 1
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

# Once more is before the first restart: what starts then is the new unit, where
# libvirt's own scriptlets start the old one.
@test "an upgrade: systemd reloads once more than with libvirt's own scriptlets" {
	{
		rpm_words
		echo "rounds=${VIRTD_TEST_ROUNDS:-1}"
		cat <<-'END'
			reloads()
			{
				journalctl --sync
				journalctl -q -b -o cat _PID=1 | grep -c '^Reloading finished'
			}

			# timed SET: from release 1 to 2, again where a daemon was stuck
			timed()
			{
				local reloads start stuck

				put $1 1
				wake
				stuck=$(stuck)
				reloads=$(reloads)
				start=${EPOCHREALTIME/.}
				put $1 2
				took=$(((${EPOCHREALTIME/.} - start) / 1000))
				[ $(stuck) = $stuck ] || {
					timed $1
					return
				}
				echo $took >>/run/$1.times
				echo "$1 $took $(($(reloads) - reloads))"
			}

			median()
			{
				sort -n /run/$1.times | sed -n "$((rounds / 2 + 1))p"
			}

			put a 1
			configure
			systemctl daemon-reload
			systemctl -q enable virtlxcd.socket
			echo "set, milliseconds, reloads of systemd"
			for ((round = 0; round < rounds; round++)); do
				# neither is always the first
				case $((round % 2)) in
				0) timed a && timed b ;;
				1) timed b && timed a ;;
				esac
			done
			echo "median: a $(median a), b $(median b), b/a" \
				"$(($(median b) * 100 / $(median a)))%"
		END
	} | in_libvirt >out
	show "libvirt 11.3, time of an upgrade" out
	[ "$(grep -c '^a [0-9]* 2$' out)" = "${VIRTD_TEST_ROUNDS:-1}" ]
	[ "$(grep -c '^b [0-9]* 3$' out)" = "${VIRTD_TEST_ROUNDS:-1}" ]
}
