#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# What koji and mock do: source RPMs are made where our macros are not
# installed, and rebuilt in a clean root without network.
load packaging

# needs SRPM: what rpm wants to be installed
needs() {
	rpm -qp --requires "$1" | grep -v '^rpmlib(' | sort
}

@test "source RPMs are made without our macros" {
	build sources
	for name in daemon sockets-only; do
		same virtd-socket-rpm-macros "$(needs "$built/$name"/*.src.rpm)"
	done
	same 'virtd-socket
virtd-socket-rpm-macros' "$(needs "$built"/custom-daemon/*.src.rpm)"
	same 'bats
gcc
make
patch
pkgconfig(cmocka)
pkgconfig(popt)
pkgconfig(rpm) >= 4.16' "$(needs "$built"/virtd-socket-*.src.rpm)"
}

@test "without our RPM, rpm refuses to rebuild an example" {
	build shims-bookworm
	shims=$built
	build sources
	inside bookworm "$shims"/*.rpm "$built/daemon" <<-'EOF'
		rpm_install debian-build-root-*.rpm systemd-rpm-macros-*.rpm
		echo --
		not as_builder rpmbuild --rebuild --define '_topdir /test/top' \
			daemon/*.src.rpm
	EOF
	grep -x 'error: Failed build dependencies:' <<<"$output"
	grep -x '	virtd-socket-rpm-macros is needed by virtqemud-1.0-1.noarch' \
		<<<"$output"
}

# rebuilt SUITE: what came of the examples passes our own check
rebuilt() {
	local suite=$1 examples

	build "examples-$suite"
	examples=$built
	build "shims-$suite"
	shims=$built
	build "rpm-$suite"
	inside "$suite" "$shims"/*.rpm "$built"/*.rpm \
		"$examples"/{daemon,sockets-only,custom-daemon} \
		<<-'EOF'
		rpm_install ./*.rpm
		virtd-socket verify daemon/noarch/*.rpm custom-daemon/noarch/*.rpm
		virtd-socket verify --disable service-missing */noarch/*.rpm
		rm ./*.rpm
		echo --
		for rpm in */noarch/*.rpm; do
			rpm -qp --qf '%{NAME} %{RPMVERSION}:' "$rpm" |
				sed 's/\.[0-9.]*:/:/'
			rpm -qp --scripts "$rpm" | grep -c 'scriptlet (using'
		done
	EOF
}

@test "rpm 4.18 rebuilds us and the examples in a clean root without network" {
	rebuilt bookworm
	same 'mydaemon 4:5
virtqemud 4:5
virtqemud-sockets 4:4' "$output"
}

@test "rpm 4.20 does, too" {
	rebuilt trixie
	same 'mydaemon 4:4
virtqemud 4:4
virtqemud-sockets 4:4' "$output"
}
