#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The same package in mixtures of habits, migrated: see mixtures.py.
#
#   MIXTURES   how many; default 40

load rpm

@test "mixtures of habits: the same units, each once, or a warning" {
	command -v rpmspec >/dev/null || skip "rpmspec is not installed"
	rpmmacros "%_unitdir $UNITDIR"
	fake systemd_post systemd_preun systemd_postun \
		systemd_postun_with_restart systemd_postun_with_reload \
		service_add_pre service_add_post service_del_preun \
		service_del_postun service_del_postun_without_restart
	VIRTD_SOCKET=$VIRTD_SOCKET call "$TOP/tests/rpm/mixtures.py" 1 \
		"${MIXTURES:-40}" "${MACRO_OPTIONS[@]}"
	cat home/out
	expect_file home/err ''
	[ "$status" -eq 0 ]
	# most are migrated, and something of many is left
	[ "$(sed 's/.*: \([0-9]*\) migrated.*/\1/' home/out)" -gt \
		$((${MIXTURES:-40} / 2)) ]
}
