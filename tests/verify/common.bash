# SPDX-License-Identifier: LGPL-2.1-or-later
# What the tests of verify share: a good tree, and packages made of trees.
# VIRTD_SOCKET is the program (the build tree's by default).

top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
: "${VIRTD_SOCKET:=$top/build/virtd-socket}"
if [ "$VIRTD_SOCKET" = "$top/build/virtd-socket" ]; then
	export VIRTD_SOCKET_DATADIR="$top/plugin/data"
fi
export LC_ALL=C.UTF-8
units=usr/lib/systemd/system

# make_tree DIR NAME...: the sockets of the daemons and a service for each
make_tree() {
	local dir=$1 service
	shift
	mkdir -p "$dir"
	"$VIRTD_SOCKET" install --buildroot "$dir" --unitdir "/$units" \
		--runstatedir /run "$@"
	for service in $("$VIRTD_SOCKET" units --only service "$@"); do
		printf '[Unit]\nDescription=%s\n\n[Service]\nExecStart=/bin/true\n' \
			"$service" >"$dir/$units/$service"
	done
}

# scripts_for DIR UNIT...: maintainer scripts as dh_installsystemd writes them
scripts_for() {
	local dir=$1 unit
	shift
	mkdir -p "$dir/DEBIAN"
	{
		echo '#!/bin/sh'
		for unit; do
			echo "deb-systemd-helper enable '$unit' >/dev/null || true"
		done
	} >"$dir/DEBIAN/postinst"
	{
		echo '#!/bin/sh'
		echo 'if [ "$1" = "purge" ]; then'
		echo "	deb-systemd-helper purge $* >/dev/null || true"
		echo 'fi'
	} >"$dir/DEBIAN/postrm"
	chmod 755 "$dir"/DEBIAN/*
}

# make_deb DIR FILE: a Debian package of the tree DIR
make_deb() {
	local name
	name=$(basename "$2" .deb)
	mkdir -p "$1/DEBIAN"
	printf 'Package: %s\nVersion: 1\nArchitecture: all\nMaintainer: x <x@example.org>\nDescription: x\n' \
		"$name" >"$1/DEBIAN/control"
	dpkg-deb --root-owner-group -Znone -b "$1" "$2" >/dev/null
}

# make_rpm DIR NAME SCRIPTS: an RPM of the tree DIR with sections of a spec
# file; prints where it is
make_rpm() {
	cat >"$2.spec" <<-EOF
		%global __os_install_post %{nil}
		%global debug_package %{nil}
		%global __spec_install_post %{nil}
		Name: $2
		Version: 1
		Release: 1
		Summary: x
		License: x
		BuildArch: noarch
		AutoReqProv: no
		%description
		x
		%install
		cp -a $PWD/$1/. %{buildroot}
		%files
		/*
		$3
	EOF
	rpmbuild -bb --define "_topdir $PWD/top" "$2.spec" >"$2.log" 2>&1 ||
		{ cat "$2.log" >&2; return 1; }
	mv "top/RPMS/noarch/$2-1-1.noarch.rpm" .
}

# verify STATUS ARG...: run it; standard output must be that of the here-
# document, standard error empty
verify() {
	local expected=$1 status=0
	shift
	cat >want
	"$VIRTD_SOCKET" verify "$@" >out 2>err || status=$?
	diff -u want out
	diff -u /dev/null err
	[ "$status" -eq "$expected" ]
}

# refuse TEXT ARG...: exit status 1, nothing but the error TEXT
refuse() {
	local text=$1 status=0
	shift
	"$VIRTD_SOCKET" verify "$@" >out 2>err || status=$?
	diff -u <(printf '%s\n' "$text") err
	diff -u /dev/null out
	[ "$status" -eq 1 ]
}

# A directory of its own for each test; bats before 1.4 has none.
enter() {
	T=$(mktemp -d /tmp/virtd-socket-test.XXXXXX)
	cd "$T" || return 1
	umask 022
}

setup() {
	enter
}

teardown() {
	cd /
	rm -rf "$T"
}
