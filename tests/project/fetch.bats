#!/usr/bin/env bats
# The scripts that fetch other projects' files for tests.

load ../lib

@test "systemd's macros, of two versions" {
	local suite file

	for suite in bookworm trixie; do
		call "$TOP/tests/fetch-systemd-macros.sh" $suite $suite
		if grep '^fetch-orig.sh: ' home/err; then
			skip "$(cat home/err)"
		fi
		expect 0
		[ "$(ls $suite)" = $'macros.systemd\nsystemd-update-helper\ntriggers.systemd.sh' ]
		sh -n $suite/systemd-update-helper
		rpm --macros "$(rpm --eval '%{_rpmconfigdir}')/macros:$T/$suite/macros.systemd" \
			--eval '%systemd_post a.service' >macro
		grep -q 'systemd-update-helper install-system-units a.service' macro
	done
	# a second time from the cache, without the network
	MIRROR=http://127.0.0.1:1/debian call "$TOP/tests/fetch-systemd-macros.sh" again
	expect 0
	diff -r bookworm again
}

@test "what cannot be had is an error that says why" {
	local script

	command -v apt-get >/dev/null || skip "there is no apt-get"
	for script in libvirt systemd-macros; do
		VIRTD_TEST_CACHE=$T/cache MIRROR=http://127.0.0.1:1/debian \
			call "$TOP/tests/fetch-$script.sh" dest
		[ "$status" -eq 1 ]
		[ "$(wc -l <home/err)" -eq 1 ]
		grep -q "^fetch-orig.sh: cannot fetch the source of ${script%-macros} in " home/err
	done
	# nothing half-done is left, and the machine's own APT is not touched
	expect_tree cache $'bookworm\ntrixie'
	[ ! -e dest ]
}
