#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The part of run.sh that runs as root in the overlay.
#
# usage: inside.sh SUITE TARGET
#
# source/ is the project, cache/ what its tests have fetched.
set -u

suite=$1 target=$2

as_tester()
{
	setpriv --reuid=1000 --regid=1000 --clear-groups --no-new-privs \
		--inh-caps=-all --bounding-set=-all \
		env HOME=/home/tester USER=tester LOGNAME=tester \
		VIRTD_TEST_CACHE="$PWD/cache" VIRTD_TEST_JOBS=1 "$@"
}

# step NAME COMMAND...: a test; what the command prints is shown if it fails
step()
{
	local name=$1

	shift
	if "$@" >/tmp/log 2>&1; then
		echo "ok - $name"
	else
		cat /tmp/log
		echo "not ok - $name"
	fi
	rm /tmp/log
}

# Take away what is installed for the tests only, then build.
minimal_build()
{
	local needed

	needed=$(source/packaging/deps.sh --list build)
	apt-mark auto '.*' >/dev/null
	# shellcheck disable=SC2086 # words
	apt-mark manual apt $needed >/dev/null
	DEBIAN_FRONTEND=noninteractive apt-get -qq --purge autoremove || return
	if command -v bats debhelper rpmbuild; then
		echo 'these are still there'
		return 1
	fi
	as_tester make -C source B=../minimal CFLAGS=-O0
}

# As on a machine of Fedora: the program, its macros and those of systemd are
# installed.
install_all()
{
	VIRTD_TEST_CACHE=$PWD/cache source/tests/fetch-systemd-macros.sh \
		systemd trixie || return
	cp systemd/macros.systemd /usr/lib/rpm/macros.d || return
	make --silent -C source B="$PWD/installed" CFLAGS=-O0 \
		install install-debhelper || return
	[ "$(rpm --eval '%{?virtd_socket_post:%{?systemd_post:1}}')" = 1 ]
}

# make's own words are no tests; nor is it one if it fails before the first.
check()
{
	local status=0

	as_tester make --silent -C source "$target" 2>&1 || status=$?
	[ "$status" = 0 ] || echo "# make $target: exit status $status"
}

echo 'tester:x:1000:1000:Tester:/home/tester:/bin/bash' >>/etc/passwd
echo 'tester:x:1000:' >>/etc/group
# /run/systemd is where systemd runs; systemd-analyze would make it
mkdir -p /home/tester /run/systemd
chown -R 1000:1000 /home/tester .
chmod 755 .

{
	step "$(gcc --version | head -n 1): no warning" \
		as_tester make -C source CFLAGS='-O2 -g -Werror'
	# one of the suites tests where all is installed
	[ "$suite" != trixie ] ||
		step 'with program and macros installed' install_all
	check
	step 'builds with the packages of a build only' minimal_build
} | awk -v suite="$suite" -f source/tests/mark.awk
