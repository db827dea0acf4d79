#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The C sources are clean for the tools that look at sources.

load lint

@test "clang-format: .clang-format" {
	need clang-format 14
	tracked '*.c' '*.h' | xargs clang-format --dry-run -Werror
}

# tidy DIR: what .clang-tidy asks for
tidy() {
	need clang-tidy 14
	# those of tests/fault define functions of libc
	tracked "$1/*.c" | grep -v '^tests/fault/' >"$BATS_TEST_TMPDIR/files"
	[ -s "$BATS_TEST_TMPDIR/files" ]
	# its counts of suppressed warnings go to standard error
	printf '%s\n' "${cflags[@]}" >"$BATS_TEST_TMPDIR/compile_flags.txt"
	xargs -P "$(nproc)" -n 4 clang-tidy --quiet \
		--config-file=.clang-tidy -p "$BATS_TEST_TMPDIR" \
		<"$BATS_TEST_TMPDIR/files" 2>"$BATS_TEST_TMPDIR/err" ||
		{ grep -v ' warnings\{0,1\} ' "$BATS_TEST_TMPDIR/err"; return 1; }
}

@test "clang-tidy: plugin" {
	tidy plugin
}

@test "clang-tidy: tests" {
	tidy tests
}

@test "cppcheck" {
	need cppcheck
	tracked '*.c' >"$BATS_TEST_TMPDIR/files"
	cppcheck --quiet --std=c11 --inline-suppr --error-exitcode=1 \
		--enable=warning,style,performance,portability \
		--suppress=missingIncludeSystem -D_GNU_SOURCE -DVERSION='"x"' \
		-DDATADIR='"/x"' -Iplugin -Itests/unit \
		--file-list="$BATS_TEST_TMPDIR/files"
}
