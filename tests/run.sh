#!/bin/sh
# run.sh TEST...: run test programs (cmocka) and scripts (bats), print TAP and
# at last "N passed, N failed, N skipped". Exits 1 if a test failed or none ran.
set -u

export CMOCKA_MESSAGE_OUTPUT=TAP
log=$(mktemp)
trap 'rm -f "$log"' EXIT

for test in "$@"; do
	echo "# $test"
	case $test in
	*.bats) bats --tap "$test" ;;
	*) ${UNIT_RUN:-} "$test" 2>&1 ;;
	esac || echo "# $test: exit status $?"
done | tee "$log"

# bats says "ok N name # skip", cmocka 1.1.5 "not ok N # SKIP name"
skipped=$(grep -ci '^\(not \)\{0,1\}ok .*# skip' "$log")
passed=$(grep '^ok ' "$log" | grep -vci '# skip')
failed=$(grep '^not ok ' "$log" | grep -vc '# SKIP')
# a program that died has no "not ok" line for it
broken=$(grep -c '^# .*: exit status ' "$log")
[ "$failed" -gt 0 ] || failed=$broken
echo "$passed passed, $failed failed, $skipped skipped"
[ "$passed" -gt 0 ] && [ "$failed" -eq 0 ]
