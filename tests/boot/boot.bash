# SPDX-License-Identifier: LGPL-2.1-or-later
# Tests that boot a tree. Source tests/deb/source.bash first for its $top.

# shellcheck disable=SC2154 # source.bash sets $top
boot_dir=$top/tests/boot
# those of find_trees
suites=${VIRTD_TEST_SUITE:-bookworm trixie}

# For setup_file: find_tree [VARIANT] finds the tree, or leaves a reason for
# skip_boot.
find_tree()
{
	local reason=$BATS_FILE_TMPDIR/reason

	"$boot_dir/boot.sh" --check 2>"$reason" || return 0
	"$boot_dir/root.sh" "${VIRTD_TEST_SUITE:-bookworm}" "$@" \
		>"$BATS_FILE_TMPDIR/tree" 2>"$reason" || return 0
	rm "$reason"
}

# The same for several suites: bookworm and trixie, or $VIRTD_TEST_SUITE alone.
find_trees()
{
	local suite

	for suite in $suites; do
		VIRTD_TEST_SUITE=$suite find_tree
		can_boot || return 0
		mv "$BATS_FILE_TMPDIR/tree" "$BATS_FILE_TMPDIR/tree-$suite"
	done
}

# Is there what find_tree or find_trees looked for?
can_boot()
{
	[ ! -e "$BATS_FILE_TMPDIR/reason" ]
}

# For setup: skip where nothing can be booted.
skip_boot()
{
	can_boot ||
		skip "$(tail -n 1 "$BATS_FILE_TMPDIR/reason")"
}

# in_boot [NSPAWN OPTION...]: boot the tree, run the script on standard input in
# it and print its output; $BATS_FILE_TMPDIR/packages is /packages there, and
# this directory /tests. Fails, and shows the console, if the script did not
# come to its end. After find_trees, $suite says which one; its own packages, if
# there are some, are in packages/$suite.
in_boot()
{
	local dir status=0 tree=$BATS_FILE_TMPDIR/tree${suite:+-$suite}
	local packages=$BATS_FILE_TMPDIR/packages

	[ ! -d "$packages/${suite:+$suite}" ] || packages+=/${suite:+$suite}
	dir=$(mktemp -d "$BATS_TEST_TMPDIR/boot.XXXXXX")
	{ cat "$boot_dir/prelude.sh" - && echo 'exit 0'; } >"$dir/run"
	chmod +x "$dir/run"
	: >"$dir/output"
	"$boot_dir/boot.sh" "$(<"$tree")" "$dir" \
		--bind-ro="$boot_dir:/tests" \
		--bind-ro="$packages:/packages" "$@" ||
		status=$?
	cat "$dir/output"
	[ "$status" = 0 ] || tail -n 20 "$dir/console" >&2
	return "$status"
}

# on_each TITLE WORDS SCRIPT: after find_trees, on each suite the script prints
# what is on standard input; WORDS is the file of this directory with what it needs.
on_each()
{
	local expected suite

	expected=$(cat)
	for suite in $suites; do
		in_boot <<<". /tests/$2
			$3" >out
		show "$1, $suite" out
		equal "$(<out)" "$expected"
	done
}

# Show the file, which TAP has for a comment.
show()
{
	echo "# $1" >&3
	sed 's/^/#   /' "$2" >&3
}

# daemon SHAPE SERVICE VERSION: its service. It counts its starts and reloads,
# and is daemon.py with that version.
daemon()
{
	service "$1" "$2" | sed \
		-e "s|^ExecStart=.*|ExecStart=/tests/daemon.py $3|" \
		-e "/^\[Unit\]/a StartLimitIntervalSec=0" \
		-e "/^ExecStart=/i Type=notify" \
		-e "/^ExecStart=/i ExecStartPre=/bin/sh -c 'echo 1 >>/run/%N.starts'" \
		-e "s|^ExecReload=.*|ExecReload=/bin/sh -c 'echo 1 >>/run/%N.reloads'|"
}

# trios NAME ACTIVE [SERVICE-ACTIVE]: what trio prints for enabled units
trios()
{
	printf '%s enabled\n' "$1.socket $2" "$1-ro.socket $2" \
		"$1-admin.socket $2" "$1.service ${3:-$2}"
}
