#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Build something of libvirt 11.3 that several tests need, unless it is there, and
# print the directory that has it.
#
# usage: build.sh WHAT
#
#   compiled   libvirt, compiled as its spec file asks for, but without
#              optimisation, manual pages and tests, and installed into stage/
#   a          its RPMs by its own spec file; releases 1 and 2 in 1/ and 2/
#   ours       our program and macros, installed into root/
#   b          the RPMs by the spec file that "migrate" makes of it
#   deb        packages for Debian by dh_virtd_socket, versions 1 and 2 likewise
#   systemd    the RPM that stands for Fedora's systemd: helper, triggers, presets
#
# All is built in the tree of root.sh without network. What does not depend on our
# source is kept in $VIRTD_TEST_CACHE, the rest in the build directory, for each
# source by itself. Exit status 77: this machine cannot build it, and standard
# error says why.
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
top=$(cd "$here/../.." && pwd)
cache=${VIRTD_TEST_CACHE:-$HOME/.cache/virtd-socket-tests}
what=$1
export LC_ALL=C TZ=UTC
unset MAKEFLAGS MAKELEVEL MFLAGS SOURCE_DATE_EPOCH DEB_BUILD_OPTIONS

stop() {
	echo "build.sh: $2" >&2
	exit "$1"
}

# The directory of another build.
built() {
	"$here/build.sh" "$1"
}

# enter DIR: run the script on standard input in the tree; DIR is /test there
enter() {
	local tree

	tree=$("$here/root.sh" 2>"$1/reason") ||
		stop "$?" "$(tail -n 1 "$1/reason")"
	{ echo 'set -euo pipefail' && cat; } >"$1/script"
	nice -n 5 "$here/../distro/enter.sh" --bind "$tree" "$1" bash /test/script
}

# macros DIR: what rpmbuild needs, in DIR, which is its home
macros() {
	"$here/../fetch-systemd-macros.sh" "$1/systemd" trixie 2>"$1/reason" ||
		stop 77 "$(tail -n 1 "$1/reason")"
	cat "$1/systemd/macros.systemd" "$here/macros" >"$1/.rpmmacros"
	rm -r "$1/systemd"
}

# The version's number; no documentation, which takes longer than all else.
compiled() {
	local tarball

	tarball=$("$here/../fetch-orig.sh" libvirt trixie 2>"$1/reason") ||
		stop 77 "$(tail -n 1 "$1/reason")"
	mkdir "$1/source"
	tar -xf "$tarball" -C "$1/source" --strip-components=1
	macros "$1"
	sed -e 's/@VERSION@/11.3.0/' -e 's/-Ddocs=enabled/-Ddocs=disabled/' \
		-e 's/tests=enabled/tests=disabled/' \
		"$1/source/libvirt.spec.in" >"$1/libvirt.spec"
	enter "$1" <<-'EOF'
		export HOME=/test CC=gcc CFLAGS='-O0 -g0 -pipe'
		mkdir -p rpmbuild/SOURCES
		touch rpmbuild/SOURCES/libvirt-11.3.0.tar.xz
		rpmbuild -bc --quiet --nodeps -D 'compile 1' libvirt.spec
		DESTDIR=/test/stage meson install -C B --no-rebuild --quiet
		rm -rf B rpmbuild
		# what packages list of the documentation
		sed -n 's|^%{_mandir}/\(man.\)/\(.*\)\*$|\1/\2|p' libvirt.spec |
			grep -v -e sanlock -e virtvboxd -e virtxend |
			tr '*' x | while read -r page; do
				install -D -m 644 /dev/null "stage/usr/share/man/$page"
			done
		for api in '' -admin -lxc -qemu; do
			install -D -m 644 /dev/null \
				stage/usr/share/libvirt/api/libvirt$api-api.xml
		done
	EOF
	cp "$1"/source/{*.rst,COPYING,COPYING.LESSER,libvirt.spec.in} "$1"
	rm -r "$1"/{source,libvirt.spec,.rpmmacros}
	mkdir "$1/source"
	mv "$1"/{*.rst,COPYING,COPYING.LESSER} "$1/source"
}

# rpms DIR: both releases by the spec file DIR/libvirt.spec.in, with ours in
# DIR/root if it is there
rpms() {
	local compiled

	compiled=$(built compiled)
	macros "$1"
	cp -r "$compiled/source" "$1"
	cp -a "$compiled/stage" "$1"
	enter "$1" <<-'EOF'
		export HOME=/test
		[ ! -e root ] || cp -a root/. /
		[ ! -e migrate ] || . ./migrate
		mkdir -p /tmp/rpmbuild/SOURCES
		touch /tmp/rpmbuild/SOURCES/libvirt-11.3.0.tar.xz
		for n in 1 2; do
			sed -e 's/@VERSION@/11.3.0/' \
				-e "s/^Release: .*/Release: $n%{?dist}/" \
				libvirt.spec.in >/tmp/libvirt.spec
			# the time of what is packed
			touch -d @1795305600 /tmp/libvirt.spec
			mkdir $n
			rpmbuild -bb --quiet --nodeps -D '_topdir /tmp/rpmbuild' \
				-D '_specdir /tmp' -D "_rpmdir /test/$n" \
				/tmp/libvirt.spec
		done
	EOF
	rm -rf "$1"/{source,stage,root,.rpmmacros}
}

# And what is in scriptlets without the macros for units.
a() {
	cp "$(built compiled)/libvirt.spec.in" "$1"
	rpms "$1"
	macros "$1"
	enter "$1" <<-'EOF'
		export HOME=/test
		sed -e 's/@VERSION@/11.3.0/' -e '/^ *%libvirt_systemd_/d' \
			libvirt.spec.in >/tmp/libvirt.spec
		for tag in PREIN POSTIN PREUN POSTUN POSTTRANS; do
			rpmspec -q --qf "=%{NAME} $tag\n%{$tag}\n" /tmp/libvirt.spec
		done >rest
	EOF
	rm "$1/.rpmmacros"
}

ours() {
	mkdir "$1/source"
	"$here/../pack.sh" | tar -xf - -C "$1/source"
	enter "$1" <<-'EOF'
		make --silent -j2 -C source B=/test/b CFLAGS=-O1 DESTDIR=/test/root \
			all install install-debhelper
		rm -rf source b
	EOF
}

b() {
	cp "$(built compiled)/libvirt.spec.in" "$1"
	cp -a "$(built ours)/root" "$1"
	cat >"$1/migrate" <<-'EOF'
		cp libvirt.spec.in before
		virtd-socket migrate before >diff
		patch libvirt.spec.in <diff
	EOF
	rpms "$1"
}

deb() {
	cp -a "$(built compiled)/stage" "$1"
	cp -a "$(built ours)/root" "$1"
	cp "$here/debian.sh" "$1"
	enter "$1" <<-'EOF'
		cp -a root/. /
		for n in 1 2; do
			mkdir -p /tmp/$n/libvirt $n
			cd /tmp/$n/libvirt
			ln -s /test/stage stage
			/test/debian.sh $n
			dpkg-buildpackage -us -uc -b -d
			mv ../*.deb /test/$n
			cd /test
		done
	EOF
	rm -rf "$1"/{stage,root,debian.sh}
}

make_it() {
	case $what in
	compiled | a | ours | b | deb) "$what" "$1" ;;
	*) stop 2 "$what: nothing that can be built" ;;
	esac
}

# Where it is kept, which says of what it was made.
place() {
	local sum

	case $what in
	compiled | a)
		sum=$({
			declare -f compiled macros
			[ "$what" != a ] || declare -f a rpms
			cat "$here"/{root.sh,macros}
		} | sha256sum)
		echo "$cache/libvirt-$what-${sum::12}"
		;;
	*)
		sum=$(cd "$top" && find plugin macros Makefile \
			tests/libvirt/{build,debian,root}.sh tests/libvirt/macros \
			-type f -exec sha256sum {} + | sort | sha256sum)
		echo "$top/build/libvirt/${sum::12}/$what"
		;;
	esac
}

# shellcheck source=tests/once.bash
. "$here/../once.bash"
