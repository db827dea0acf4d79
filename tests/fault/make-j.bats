#!/usr/bin/env bats
# A spec whose %install runs "make -j": calls at the same time for one root.

load ../rpm/rpm

@test "make -j in a spec: every daemon is installed and listed" {
	local names

	use_posttrans
	names=$("$VIRTD_SOCKET" list | sed 1d | awk '{ printf "%s ", $1 }')
	{
		echo '%install'
		echo "cat >Makefile <<'END'"
		echo "all: $names"
		for name in $names; do
			printf '%s:\n\t%%virtd_socket -S %s\n' "$name" "$name"
		done
		printf '%s\n' END 'make -s -j 32' '%files'
	} | spec parallel
	ODD='--disable inet-enabled --disable service-missing' build parallel.spec
	# shellcheck disable=SC2086
	expect_files parallel $("$VIRTD_SOCKET" units $names | sed "s|^|$UNITDIR/|")
}
