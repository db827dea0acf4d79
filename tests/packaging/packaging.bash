# SPDX-License-Identifier: LGPL-2.1-or-later
# Shared by the tests of the project's own packages.
# shellcheck disable=SC2034 # tests use top, built and output

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
top=$(cd "$here/../.." && pwd)
export LC_ALL=C TZ=UTC

# build WHAT: build.sh's WHAT is in $built; or skip the test
build() {
	local code=0

	built=$("$here/build.sh" "$1" 2>"$BATS_TEST_TMPDIR/why") || code=$?
	[ "$code" != 77 ] || skip "$(tail -n 1 "$BATS_TEST_TMPDIR/why")"
	if [ "$code" != 0 ]; then
		cat "$BATS_TEST_TMPDIR/why"
		return 1
	fi
}

# inside SUITE FILE...: run the script on standard input as root in an overlay
# of a clean tree, where these files are the current directory. It succeeds, and
# $output is what it printed after a line "--".
inside() {
	local dir suite=$1 tree status=0

	shift
	tree=$("$here/root.sh" "$suite")
	dir=$(mktemp -d "$BATS_TEST_TMPDIR/inside.XXXXXX")
	chmod 755 "$dir"
	cp -r "$@" "$here/inside.bash" "$dir"
	{ echo '. /test/inside.bash' && cat; } >"$dir/script"
	"$here/../distro/enter.sh" --bind "$tree" "$dir" bash /test/script \
		>"$dir.log" 2>&1 || status=$?
	output=$(sed '0,/^--$/d' "$dir.log")
	[ "$status" != 77 ] || skip "$(tail -n 1 "$dir.log")"
	if [ "$status" != 0 ]; then
		tail -n 50 "$dir.log"
		return 1
	fi
}

# same EXPECTED ACTUAL
same() {
	diff -u --label expected --label actual <(printf '%s\n' "$1") \
		<(printf '%s\n' "$2")
}
