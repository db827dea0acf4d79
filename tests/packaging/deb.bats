#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The project's own packages for Debian.
load packaging

@test "our packages are built, and their tests run" {
	build deb
	grep '[1-9][0-9]* passed, 0 failed' "$built/log"
	same 'dh-virtd-socket_0.1.0-1_all.deb
virtd-socket_0.1.0-1_amd64.deb' "$(cd "$built" && printf '%s\n' *.deb |
		grep -v dbgsym | sed "s/$(dpkg --print-architecture)/amd64/")"
}

@test "dh-virtd-socket provides what packages build-depend on" {
	build deb
	same dh-sequence-virtd-socket \
		"$(dpkg-deb -f "$built"/dh-virtd-socket_*.deb Provides)"
	same '/usr/bin/dh_virtd_socket
/usr/share/debhelper/autoscripts/virtd-socket
/usr/share/man/man1/dh_virtd_socket.1.gz
/usr/share/perl5/Debian/Debhelper/Sequence/virtd_socket.pm
/usr/share/virtd-socket/debhelper/dh_installsystemd' \
		"$(dpkg-deb --fsys-tarfile "$built"/dh-virtd-socket_*.deb |
			tar -t | grep -v -e '/$' -e /doc/ -e /lintian/ |
			sed 's/^\.//' | sort)"
}

# The tests that Debian runs with autopkgtest, and what it needs for them.
@test "the installed packages pass debian/tests; purge leaves nothing" {
	build deb
	inside bookworm "$built"/*.deb "$built"/virtd-socket_*.{dsc,tar.xz} \
		<<-'EOF'
		all_files >before
		dpkg -i dh-virtd-socket_*.deb virtd-socket_*.deb
		not cmp -s before <(all_files)
		as_builder dpkg-source -x virtd-socket_*.dsc source
		cd source
		for test in $(sed -n 's/^Tests: //p' debian/tests/control); do
			mkdir /tmp/$test
			chown 1000 /tmp/$test
			as_builder env AUTOPKGTEST_TMP=/tmp/$test debian/tests/$test
		done
		cd ..
		rm -rf source /tmp/*
		dpkg -P virtd-socket dh-virtd-socket
		all_files | diff before -
	EOF
}

@test "without our packages, dpkg refuses to build the example" {
	build shims-bookworm
	build sources
	inside bookworm "$built"/virtqemud-sockets_*.{dsc,tar.xz} <<-'EOF'
		as_builder dpkg-source -x virtqemud-sockets_*.dsc source
		cd source
		echo --
		not as_builder dpkg-buildpackage -us -uc -b
	EOF
	grep -x 'dpkg-checkbuilddeps: error: Unmet build dependencies: dh-sequence-virtd-socket' \
		<<<"$output"
}

# Its own "make clean" would remove the directory that it is in.
@test "make deb in another build directory" {
	build archive
	make -C "$top" deb ARCHIVE="$(echo "$built"/*.tar.xz)" \
		B="$BATS_TEST_TMPDIR/b" DEBBUILDFLAGS='-d -T clean'
	ls "$BATS_TEST_TMPDIR"/b/packages/virtd-socket-*/debian/control
}
