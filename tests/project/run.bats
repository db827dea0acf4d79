#!/usr/bin/env bats
# The runner of tests: totals, order, and that no failure gets lost.

load ../lib

# script NAME [LINE...]: a test that prints its TAP itself
script() {
	put "$1" '#!/bin/sh' "${@:2}"
	chmod +x "$1"
}

run_tests() {
	call env -u UNIT_RUN "$TOP/tests/run.sh" "$@"
}

@test "totals" {
	script ./a.sh 'echo "ok 1 one"' 'echo "ok 2 two # skip no reason"'
	script ./b 'echo "ok 1 - three"' 'echo "# a comment"'
	run_tests ./a.sh ./b
	expect 0 '# ./a.sh
ok 1 one
ok 2 two # skip no reason
# ./b
ok 1 - three
# a comment
2 passed, 0 failed, 1 skipped'
}

@test "the order is that of the arguments, whichever ends first" {
	script ./slow.sh 'while [ ! -e ready ]; do sleep .1; done' 'echo "ok slow"'
	script ./fast.sh 'echo "ok fast"' ': >ready'
	VIRTD_TEST_JOBS=2 run_tests ./slow.sh ./fast.sh
	expect 0 '# ./slow.sh
ok slow
# ./fast.sh
ok fast
2 passed, 0 failed, 0 skipped'
}

@test "one at a time" {
	script ./a.sh 'mkdir only' 'sleep .1' 'rmdir only' 'echo "ok a"'
	cp a.sh b.sh
	cp a.sh c.sh
	VIRTD_TEST_JOBS=1 run_tests ./a.sh ./b.sh ./c.sh
	[ "$status" -eq 0 ]
	[ "$(tail -n 1 home/out)" = '3 passed, 0 failed, 0 skipped' ]
}

@test "a test that fails" {
	script ./a.sh 'echo "not ok 1 one"' 'exit 1'
	script ./b.sh 'echo "ok 1 two"'
	run_tests ./a.sh ./b.sh
	expect 1 '# ./a.sh
not ok 1 one
# ./b.sh
ok 1 two
1 passed, 1 failed, 0 skipped'
}

@test "a program that dies" {
	script ./a.sh 'echo "ok 1 one"' 'echo "words" >&2' 'kill -SEGV $$'
	script ./b.sh 'echo "not ok 1 two"' 'exit 1'
	run_tests ./a.sh ./b.sh
	[ "$status" -eq 1 ]
	grep -qx words home/out
	grep -qx 'not ok - ./a.sh: exit status 139' home/out
	[ "$(tail -n 1 home/out)" = '1 passed, 2 failed, 0 skipped' ]
}

@test "a program that is missing" {
	run_tests ./missing
	[ "$status" -eq 1 ]
	[ "$(tail -n 1 home/out)" = '0 passed, 1 failed, 0 skipped' ]
}

@test "no test at all" {
	script ./a.sh :
	run_tests ./a.sh
	expect 1 '# ./a.sh
0 passed, 0 failed, 0 skipped'
	run_tests
	expect 1 '0 passed, 0 failed, 0 skipped'
}

@test "an interrupt ends the tests that run" {
	script ./a.sh 'echo $$ >pid' 'mkfifo never' 'exec cat never'
	"$TOP/tests/run.sh" ./a.sh >home/out 3>&- &
	while [ ! -s pid ]; do sleep .1; done
	kill -TERM $!
	wait $! || status=$?
	[ "$status" -eq 130 ]
	while kill -0 "$(cat pid)" 2>/dev/null; do sleep .1; done
}
