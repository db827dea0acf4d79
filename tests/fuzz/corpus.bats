#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Replays the corpus of the fuzz targets: seeds, and what fuzzing once found.
#
#   VIRTD_FUZZ   where the targets are; default: the build tree's
#   UNIT_RUN     a program to run them with, such as valgrind

top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
: "${VIRTD_FUZZ:=$top/build/tests/fuzz}"
export LSAN_OPTIONS=suppressions=$top/tests/lsan.supp:print_suppressions=0

# The target names each input in front of it, so that the last one is to blame.
replay() {
	local inputs=("$BATS_TEST_DIRNAME/corpus/$1"/*) status=0 out

	out=$(mktemp)

	[ ${#inputs[@]} -ge 5 ]
	${UNIT_RUN:-} "$VIRTD_FUZZ/$1" "${inputs[@]}" >"$out" 2>&1 || status=$?
	if [ $status -ne 0 ]; then
		echo "exit status $status"
		grep -A 30 "^$(grep -a '^/' "$out" | tail -n 1)" \
			"$out"
		return 1
	fi
	diff -u <(printf '%s\n' "${inputs[@]}") "$out"
	rm "$out"
}

@test "corpus: unit files" {
	replay unitfile
}

@test "corpus: template expansion" {
	replay expand
}

@test "corpus: the catalogue" {
	replay catalog
}

@test "corpus: shell scriptlets" {
	replay scriptlet
}

@test "corpus: archives of Debian packages" {
	replay deb
}

@test "corpus: RPMs" {
	replay rpm
}

@test "corpus: units with drop-ins" {
	replay dropins
}

@test "corpus: directory trees" {
	replay tree
}

@test "corpus: spec files" {
	replay spec
}

@test "each fuzz target has a corpus and a test here" {
	local target

	for target in "$BATS_TEST_DIRNAME"/corpus/*; do
		grep -q "^	replay ${target##*/}\$" "$BATS_TEST_FILENAME"
		[ -e "$BATS_TEST_DIRNAME/${target##*/}.c" ]
	done
	[ "$(grep -l LLVMFuzzerTestOneInput "$BATS_TEST_DIRNAME"/*.c |
		grep -vc replay.c)" -eq \
		"$(find "$BATS_TEST_DIRNAME/corpus" -mindepth 1 -maxdepth 1 | wc -l)" ]
}
