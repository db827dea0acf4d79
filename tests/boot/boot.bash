# SPDX-License-Identifier: LGPL-2.1-or-later
# Tests that boot a tree. Source tests/deb/source.bash first for its $top.

# shellcheck disable=SC2154 # source.bash sets $top
boot_dir=$top/tests/boot

# For setup_file: find the tree, or leave a reason for skip_boot.
find_tree()
{
	local reason=$BATS_FILE_TMPDIR/reason

	"$boot_dir/boot.sh" --check 2>"$reason" || return 0
	"$boot_dir/root.sh" ${VIRTD_TEST_SUITE-} \
		>"$BATS_FILE_TMPDIR/tree" 2>"$reason" || return 0
	rm "$reason"
}

# For setup: skip where nothing can be booted.
skip_boot()
{
	[ ! -e "$BATS_FILE_TMPDIR/reason" ] ||
		skip "$(tail -n 1 "$BATS_FILE_TMPDIR/reason")"
}

# Boot the tree, run the script on standard input in it and print its output;
# $BATS_FILE_TMPDIR/packages is /packages there. Fails, and shows the console,
# if the script did not come to its end.
in_boot()
{
	local dir status=0

	dir=$(mktemp -d "$BATS_TEST_TMPDIR/boot.XXXXXX")
	{ cat "$boot_dir/prelude.sh" - && echo 'exit 0'; } >"$dir/run"
	chmod +x "$dir/run"
	: >"$dir/output"
	"$boot_dir/boot.sh" "$(<"$BATS_FILE_TMPDIR/tree")" "$dir" \
		--bind-ro="$BATS_FILE_TMPDIR/packages:/packages" || status=$?
	cat "$dir/output"
	[ "$status" = 0 ] || tail -n 20 "$dir/console" >&2
	return "$status"
}
