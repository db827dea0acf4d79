#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The Lua of the RPM macros is clean for luacheck.

load lint

@test "luacheck" {
	need luacheck
	# posix and rpm are there in rpm's Lua, of version 5.2 or later; the name
	# of the module is for the macros that it defines
	tracked 'macros/lua/*.lua' >"$BATS_TEST_TMPDIR/files"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/files")" -gt 5 ]
	xargs luacheck --quiet --no-color --std min+lua52 --read-globals rpm posix \
		--globals virtd_socket --max-line-length 80 \
		<"$BATS_TEST_TMPDIR/files"
}

@test "no file of the macros is long" {
	tracked 'macros/lua/*.lua' | xargs wc -l | awk '$2 != "total" && $1 > 300' \
		>"$BATS_TEST_TMPDIR/long"
	[ ! -s "$BATS_TEST_TMPDIR/long" ]
}
