#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Build something that several tests need, unless it is there, and print the
# directory that has it.
#
# usage: build.sh WHAT
#
#   archive        the source archive of the files as they are now
#   sources        source packages, made where our macros are not installed
#   rpm-SUITE      our RPMs, rebuilt of the source RPM in a clean tree of a
#                  suite of Debian, as an ordinary user and without network
#   examples-SUITE the examples, rebuilt likewise with our RPMs installed; each
#                  is in a directory of its own
#   deb            our packages for Debian, in the same way
#   shims-SUITE    RPMs that provide what a tree has, and systemd's macros
#   root           the same with the tree in it, for obs-build
#
# All is kept in the build directory, for each source by itself; shims and root
# are in $VIRTD_TEST_CACHE. Exit status 77: this machine cannot build it, and
# standard error says why.
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
top=$(cd "$here/../.." && pwd)
cache=${VIRTD_TEST_CACHE:-$HOME/.cache/virtd-socket-tests}
version=$(sed -n 's/^VERSION = //p' "$top/Makefile")
what=$1 suite=${1#*-}
[ "$suite" != "$1" ] || suite=bookworm
export LC_ALL=C TZ=UTC
unset MAKEFLAGS MAKELEVEL MFLAGS SOURCE_DATE_EPOCH DEB_BUILD_OPTIONS

pack() {
	"$top/tests/pack.sh" --owner=0 --group=0 --numeric-owner \
		--mtime=@1795305600 --transform "s|^|virtd-socket-$version/|S"
}

archive() {
	pack | xz -T1 >"$1/virtd-socket-$version.tar.xz"
}

# enter DIR: run the script on standard input in the suite's tree
enter() {
	local tree

	tree=$("$here/root.sh" "$suite" 2>"$1/reason") ||
		stop "$?" "$(tail -n 1 "$1/reason")"
	cp "$here/inside.bash" "$1"
	{ echo '. /test/inside.bash' && cat; } >"$1/script"
	"$here/../distro/enter.sh" --bind "$tree" "$1" bash /test/script
}

stop() {
	echo "build.sh: $2" >&2
	exit "$1"
}

# The directory of another build.
built() {
	"$here/build.sh" "$1"
}

# with DIR WHAT...: put the results of other builds into DIR
with() {
	local dir=$1 from

	shift
	for from; do
		from=$(built "$from")
		find "$from" -maxdepth 1 -type f ! -name log ! -name script \
			! -name inside.bash -exec cp -t "$dir" {} +
	done
}

sources() {
	with "$1" archive
	enter "$1" <<-'EOF'
		[ "$(rpm --eval '%{?__virtd_socket:1}')" = '' ]
		as_builder tar -xf /test/virtd-socket-*.tar.xz
		cd virtd-socket-*/
		as_builder make srpm dsc ARCHIVE="$(echo /test/*.tar.xz)"
		for spec in packaging/examples/*.spec; do
			as_builder rpmbuild -bs --define '_topdir /test/top' \
				--define "_sourcedir $PWD/packaging/examples" \
				--define "_srcrpmdir /test/$(basename "$spec" .spec)" \
				"$spec"
		done
		mv build/packages/*.{rpm,dsc,orig.tar.xz,debian.tar.xz} /test
		cp -r packaging/examples/virtqemud-sockets /test/source
		chown -R 1000:1000 /test/source
		cd /test
		as_builder dpkg-source --build source
		rm -rf source top virtd-socket-*/
	EOF
}

# rpm checks BuildRequires here.
rebuild_rpm() {
	with "$1" sources "shims-$suite"
	enter "$1" <<-'EOF'
		rpm_install debian-build-root-*.rpm systemd-rpm-macros-*.rpm
		no_network
		as_builder rpmbuild --rebuild --define '_topdir /test/top' \
			--define '_rpmdir /test/out' virtd-socket-*.src.rpm
		rm *.rpm *.dsc *.tar.xz
		rm -f out/*/*-debug{info,source}-*.rpm
		mv out/*/*.rpm .
		rm -rf top out
	EOF
}

# The examples.
examples() {
	with "$1" "shims-$suite" "rpm-$suite"
	cp -r "$(built sources)"/{daemon,sockets-only,custom-daemon} "$1"
	enter "$1" <<-'EOF'
		rpm_install ./*.rpm
		no_network
		for name in daemon sockets-only custom-daemon; do
			as_builder rpmbuild --rebuild --define '_topdir /test/top' \
				--define "_rpmdir /test/out/$name" \
				"$name"/*.src.rpm
		done
		rm -rf ./*.rpm daemon sockets-only custom-daemon
		mv out/* .
		rm -rf top out
	EOF
}

deb() {
	with "$1" sources
	enter "$1" <<-'EOF'
		as_builder dpkg-source -x virtd-socket_*.dsc source
		no_network
		cd source
		as_builder dpkg-buildpackage -us -uc
		cd ..
		rm -rf source *.rpm virtd-socket-*.tar.xz
	EOF
}

shims() {
	"$here/../fetch-systemd-macros.sh" "$1/systemd" "$suite" \
		2>"$1/reason" || stop 77 "$(tail -n 1 "$1/reason")"
	mv "$1/systemd/macros.systemd" "$1"
	cp "$here/build-root.spec" "$1"
	enter "$1" <<-'EOF'
		find /usr/lib/*-linux-gnu -maxdepth 1 -name 'lib*.so.*' |
			/usr/lib/rpm/find-provides | sort -u |
			sed 's/^/Provides: /' >provides
		version=$(rpm --version | sed 's/.* //')
		as_builder rpmbuild -bb --define '_topdir /test/top' \
			--define '_rpmdir /test' \
			--define 'provides /test/provides' \
			--define "rpmver $version" \
			--define 'macros /test/macros.systemd' \
			build-root.spec
		mv */*.rpm .
		rm -rf top noarch x86_64
	EOF
}

root() {
	local tree

	with "$1" shims-bookworm
	tree=$("$here/root.sh" bookworm)
	rm "$1"/*.rpm
	mkdir "$1/top"
	rpmbuild -bb --define "_topdir $1/top" --define "_rpmdir $1" \
		--define "provides $1/provides" --define "tree $tree" \
		--define "rpmver $(rpm --version | sed 's/.* //')" \
		--define "macros $1/macros.systemd" "$here/build-root.spec"
	mv "$1"/*/*.rpm "$1"
	rm -rf "$1/top" "$1/x86_64" "$1/noarch"
}

# make_it DIR: WHAT comes into the directory DIR
make_it() {
	case $what in
	archive) archive "$1" ;;
	sources) sources "$1" ;;
	deb) deb "$1" ;;
	rpm-*) rebuild_rpm "$1" ;;
	examples-*) examples "$1" ;;
	shims-*) shims "$1" ;;
	root) root "$1" ;;
	*) stop 2 "$what: nothing that can be built" ;;
	esac
}

# Where it is kept, which says of what it was made.
place() {
	local sum=$VIRTD_BUILD_ID

	case $what in
	root | shims-*)
		sum=$({
			declare -f shims root
			cat "$here"/{root.sh,build-root.spec}
		} | sha256sum)
		echo "$cache/$what-${sum::12}"
		;;
	*) echo "$top/build/packaging/$sum/$what" ;;
	esac
}

# shellcheck source=tests/once.bash
. "$here/../once.bash"
