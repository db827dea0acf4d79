# SPDX-License-Identifier: LGPL-2.1-or-later
# What is particular to the tests of verify: good trees, packages made of trees.

load ../lib

units=usr/lib/systemd/system

# make_tree DIR NAME...: the sockets of the daemons and a service for each
make_tree() {
	local dir=$1 service
	shift
	mkdir -p "$dir"
	"$VIRTD_SOCKET" install --buildroot "$dir" --unitdir "/$units" \
		--runstatedir /run "$@"
	for service in $("$VIRTD_SOCKET" units --only service "$@"); do
		put "$dir/$units/$service" '[Unit]' "Description=$service" '' \
			'[Service]' 'ExecStart=/bin/true'
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

# make_deb DIR FILE [FIELD...]: a Debian package of the tree DIR
make_deb() {
	local dir=$1 file=$2
	shift 2
	put "$dir/DEBIAN/control" "Package: $(basename "$file" .deb)" 'Version: 1' \
		'Architecture: all' 'Maintainer: x <x@example.org>' \
		'Description: x' "$@"
	dpkg-deb --root-owner-group -Znone -b "$dir" "$file" >/dev/null
}

# make_rpm DIR NAME SECTIONS [LINE...]: an RPM NAME.rpm of the tree DIR with
# sections, and lines of the preamble, of a spec file
make_rpm() {
	local dir=$1 name=$2 sections=$3
	shift 3
	{
		printf '%s\n' '%global __os_install_post %{nil}' \
			'%global debug_package %{nil}' \
			'%global __spec_install_post %{nil}' "Name: $name" \
			'Version: 1' 'Release: 1' 'Summary: x' 'License: x' \
			'BuildArch: noarch' 'AutoReqProv: no' "$@" \
			'%description' x '%install' \
			"cp -a $PWD/$dir/. %{buildroot}" '%files' '/*' "$sections"
	} >"$name.spec"
	rpmbuild -bb --define "_topdir $PWD/top" "$name.spec" >"$name.log" 2>&1 ||
		{ cat "$name.log" >&2; return 1; }
	mv "top/RPMS/noarch/$name-1-1.noarch.rpm" "$name.rpm"
}

# finds STATUS ARG...: verify finds just what the here-document says
finds() {
	local want=$1
	shift
	cat >home/want
	try verify --quiet "$@"
	expect "$want" "$(cat home/want)"
}

# refuse TEXT ARG...: exit status 1, nothing but the error TEXT
refuse() {
	local text=$1
	shift
	try verify --quiet "$@"
	expect 1 '' "$text"
}
