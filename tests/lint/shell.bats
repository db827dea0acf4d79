#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The shell and Perl sources are clean.

load lint

# What is left out for tests, and why:
# - 2030, 2031: each test of bats is a subshell, on purpose
# - 2034, 2119, 2120, 2154: "load" is not followed
# - 2012, 2046, 2086: names of units and of the tests' own files have no blanks
# - 1003, 2016: what is not expanded is the text under test
# - 2094: a name of a file that is also an argument is not read
# - 2164, 2103: bats ends a test where cd fails, and gives each its own directory
# - 2013: words are wanted; 1083, 2238: braces and "patch" are data and a file
# - 2128, 2153, 2178, 2317: variables and functions of bats, and of other files
not_in_tests=1083,2013,2103,2128,2153,2178,2238,2317,1003,2012,2016,2030,2031,2034,2046,2086,2094,2119,2120,2154,2164

@test "shellcheck: programs" {
	need shellcheck
	tracked .ci/run '*.sh' | grep -v '^\(./\)\?tests/' |
		xargs shellcheck --external-sources
}

@test "shellcheck: tests" {
	need shellcheck
	tracked 'tests/*.sh' 'tests/*.bash' 'tests/*.bats' |
		xargs shellcheck --external-sources --exclude=$not_in_tests
}

# Their heads tell shellcheck what it cannot know.
@test "shellcheck: maintainer scripts of Debian" {
	need shellcheck
	tracked 'plugin/data/maintscripts/*' >"$BATS_TEST_TMPDIR/files"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/files")" = 3 ]
	xargs shellcheck <"$BATS_TEST_TMPDIR/files"
}

# The other styles are made of systemd's macros. $1 is a number (2086), and what
# stands behind "||" may run in any case (2015).
@test "shellcheck: scriptlets in the style posttrans" {
	local section

	need shellcheck
	export VIRTD_SOCKET_DATADIR=${VIRTD_SOCKET_DATADIR:-plugin/data}
	for section in pre preun posttrans; do
		"${VIRTD_SOCKET:-build/virtd-socket}" scriptlets \
			--style posttrans --section $section qemu log \
			>"$BATS_TEST_TMPDIR/$section"
		[ -s "$BATS_TEST_TMPDIR/$section" ]
		shellcheck --shell=sh --exclude=2015,2086 "$BATS_TEST_TMPDIR/$section"
	done
}

@test "perl -wc" {
	local file

	need perl
	perl -MDebian::Debhelper::Dh_Lib -e 1 2>/dev/null ||
		skip "debhelper is not installed"
	tracked 'macros/debian/*' | xargs grep -l '^#!/usr/bin/perl\|^use warnings' \
		>"$BATS_TEST_TMPDIR/files"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/files")" -ge 3 ]
	while read -r file; do
		perl -wc "$file" >"$BATS_TEST_TMPDIR/out" 2>&1 ||
			{ cat "$BATS_TEST_TMPDIR/out"; return 1; }
		diff -u - "$BATS_TEST_TMPDIR/out" <<<"$file syntax OK"
	done <"$BATS_TEST_TMPDIR/files"
}
