#!/bin/bash
# run.sh TEST...: run test programs (cmocka), scripts (bats) and suites that
# print TAP themselves (.sh). Prints TAP, in the order of TEST, and at last
# "N passed, N failed, N skipped". Exits 1 if a test failed or none ran.
#
#   VIRTD_TEST_JOBS   how many to run at a time; default: one more than there are
#                     processors, for some only wait
set -um

export CMOCKA_MESSAGE_OUTPUT=TAP
# a make inside a test is none of the make that runs the tests
unset MAKEFLAGS MFLAGS MAKELEVEL
jobs=${VIRTD_TEST_JOBS:-$(($(nproc) + 1))}
dir=$(mktemp -d)
started=0 running=0 shown=0
: >"$dir/all"

# each test is a process group, for a terminal's interrupt cannot reach it
stop() {
	local job

	for job in $(jobs -p); do
		kill -- "-$job" 2>/dev/null
	done
	exit 130
}
trap 'rm -rf "$dir"' EXIT
trap stop INT TERM

run() {
	local log=$2 status=0

	echo "# $1" >"$log"
	case $1 in
	*.bats) bats --tap "$1" ;;
	*.sh) "$1" ;;
	*) ${UNIT_RUN:-} "$1" ;;
	esac >>"$log" 2>&1 || status=$?
	# a program that died has no "not ok" line for it
	[ "$status" = 0 ] || grep -q '^not ok ' "$log" ||
		echo "not ok - $1: exit status $status" >>"$log"
	mv "$log" "$log.done"
}

# Print what is ready and has its turn.
show() {
	while [ -e "$dir/$((shown + 1)).done" ]; do
		shown=$((shown + 1))
		tee -a "$dir/all" <"$dir/$shown.done"
	done
}

wait_for_one() {
	wait -n
	running=$((running - 1))
	show
}

for test in "$@"; do
	[ "$running" -lt "$jobs" ] || wait_for_one
	started=$((started + 1)) running=$((running + 1))
	run "$test" "$dir/$started" &
done
while [ "$running" -gt 0 ]; do
	wait_for_one
done

# bats says "ok N name # skip", cmocka 1.1.5 "not ok N # SKIP name"
skipped=$(grep -ci '^\(not \)\{0,1\}ok .*# skip' "$dir/all")
passed=$(grep '^ok ' "$dir/all" | grep -vci '# skip')
failed=$(grep '^not ok ' "$dir/all" | grep -vc '# SKIP')
echo "$passed passed, $failed failed, $skipped skipped"
[ "$passed" -gt 0 ] && [ "$failed" -eq 0 ] && [ "$shown" -eq $# ]
