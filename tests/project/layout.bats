#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The arrows between the files of plugin/ point one way.

load ../lib

# "A B" for each file that includes B.h, without the endings
arrows() {
	(cd "${1:-$TOP/plugin}" && grep -o '^#include "[^"]*' ./*.[ch]) |
		sed -e 's|^\./\(.*\)\.[ch]:#include "\(.*\)\.h$|\1 \2|' |
		awk '$1 != $2'
}

@test "no file includes what includes it" {
	arrows >home/arrows
	[ "$(wc -l <home/arrows)" -gt 100 ]
	call tsort home/arrows
	[ "$status" -eq 0 ]
	# the test sees a circle
	put x/a.h '#include "b.h"'
	put x/b.c '#include "a.h"'
	arrows x >home/arrows
	call tsort home/arrows
	expect 1 $'a\nb' "tsort: home/arrows: input contains a loop:
tsort: a
tsort: b"
}

@test "only main.c knows the verbs, and main.c knows nothing of units" {
	expect_arrow() {
		arrows | awk -v re="$1" "$2" >home/out
		same "$1" "$3" home/out
	}
	expect_arrow '^cmd_' '$2 ~ re' ''
	expect_arrow '^main$' '$1 ~ re { print $2 }' "interrupt
message
nearest
options
rpmconf
variables
verb"
}

@test "what is pure does no input or output" {
	cd "$TOP/plugin"
	for module in daemon catalog nearest expand unitfile unitvalues \
		scriptlet specpart shelltext shellscan shellaction shellvars \
		shellwords words check check_report check_family check_files check_listen \
		check_scriptlets check_tree check_units; do
		[ -e $module.c ]
		not grep -E '<(fcntl|unistd|dirent|sys/.*)\.h>|fopen|system\(' \
			$module.c
	done
}
