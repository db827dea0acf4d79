#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# rpmlint and lintian have nothing to say of our packages and of the examples,
# but for what rpmlint.toml and the overrides of lintian give reasons for.
load packaging

need() {
	command -v "$1" >/dev/null || skip "$1 is not installed"
}

@test "rpmlint: spec files and RPMs" {
	need rpmlint
	build sources
	sources=$built
	build rpm-bookworm
	run rpmlint -c "$top/packaging/rpm/rpmlint.toml" \
		"$top/packaging/rpm/virtd-socket.spec" \
		"$top"/packaging/examples/*.spec \
		"$sources"/virtd-socket-*.src.rpm "$built"/*.rpm
	echo "$output"
	[ "$status" = 0 ]
	grep ' 0 errors, 0 warnings' <<<"$output"
}

@test "lintian: source package and packages; all overrides are needed, with a reason" {
	need lintian
	build deb
	run lintian --allow-root --display-info --pedantic --show-overrides \
		"$built"/*.changes
	echo "$output"
	[ "$status" = 0 ]
	same "$(cat "$top"/packaging/debian/{source/,*.}lintian-overrides |
		grep -c -v '^#')" "$(grep -c '^O: ' <<<"$output")"
	same '' "$(grep -v -e '^O: ' -e '^N:' <<<"$output")"
	for file in "$top"/packaging/debian/{source/,*.}lintian-overrides; do
		head -n 1 "$file" | grep '^# '
	done
}
