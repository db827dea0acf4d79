#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The project's own packages, built twice, are the same to the last bit.

load ../hardening/twice

own_deb() {
	copy "$1/source" "${2-}"
	mv "$1/source/packaging/debian" "$1/source/debian"
}

@test "our own Debian packages" {
	export DEB_BUILD_OPTIONS=nocheck
	twice own_deb "cd source; $DEB"
	same_files './*.deb'
}

own_rpm() {
	local source

	source=virtd-socket-$(sed -n 's/^VERSION = //p' "$TOP/Makefile")

	copy "$1/$source" "${2-}"
	mkdir -p "$1/rpm/SOURCES"
	tar -C "$1" --sort=name --mtime=@0 --owner=0 --group=0 --mode=go=rX \
		-cJf "$1/rpm/SOURCES/$source.tar.xz" "$source"
}

@test "our own RPMs" {
	set -- "$TOP"/packaging/rpm/*.spec
	reproducible_rpm
	# find-debuginfo of other distributions takes the directory out
	twice own_rpm "rpmbuild -bb --quiet --nodeps --nocheck \
		--define \"build_cflags -O2 -g -ffile-prefix-map=\$PWD=.\" $1"
	same_files './rpm/RPMS/*.rpm'
}
