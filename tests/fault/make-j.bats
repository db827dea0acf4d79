#!/usr/bin/env bats
# A spec whose %install runs "make -j": calls at the same time for one root.

load ../rpm/rpm

@test "make -j in a spec: every daemon is installed and listed" {
	local names

	use_posttrans
	names=$("$VIRTD_SOCKET" list | sed 1d | awk '{ printf "%s ", $1 }')
	spec parallel <<-EOF
		%install
		cat >one.sh <<'END'
		%virtd_socket --filelist files.list "\$@"
		END
		printf 'all: $names\n$names:\n\tsh -e one.sh \$@\n' >Makefile
		make -s -j 32
		%virtd_socket_scriptlets $names
		%files -f files.list
	EOF
	ODD='--disable inet-enabled --disable service-missing' build parallel.spec
	# shellcheck disable=SC2086
	expect_files parallel $("$VIRTD_SOCKET" units $names | sed "s|^|$UNITDIR/|")
}
