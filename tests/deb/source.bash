# SPDX-License-Identifier: LGPL-2.1-or-later
# Small Debian source packages, and what their maintainer scripts do.
#
# VIRTD_TEST_INSTALLED=1   test what is installed, not the build tree
# VIRTD_TEST_COMPAT        the debhelper compat level, 13 if not set

top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
export LC_ALL=C SHELL=/bin/sh
# bats before 1.4 (Debian 11) has no directory for each test
if [ -z "${BATS_TEST_TMPDIR-}" ]; then
	BATS_TEST_TMPDIR=$(mktemp -d)
	teardown()
	{
		rm -rf "$BATS_TEST_TMPDIR"
	}
fi
unset DH_VERBOSE DH_OPTIONS MAKEFLAGS MAKELEVEL MFLAGS
export DEB_BUILD_OPTIONS=nocheck SOURCE_DATE_EPOCH=1767225600
# as dpkg-buildpackage does where Rules-Requires-Root is no
export DEB_RULES_REQUIRES_ROOT=no

if [ -z "${VIRTD_TEST_INSTALLED-}" ]; then
	export VIRTD_SOCKET_DATADIR=$top/plugin/data
	export VIRTD_SOCKET_DEBHELPERDIR=$top/macros/debian/wrap
	export DH_AUTOSCRIPTDIR=$top/macros/debian/autoscripts
	export PERL5LIB=$top/macros/debian
	export PATH=$top/macros/debian:$top/${B:-build}:$PATH
fi
wrap=${VIRTD_SOCKET_DEBHELPERDIR:-/usr/share/virtd-socket/debhelper}

# where this debhelper looks for units
unitdir=lib/systemd/system
if grep -q 'tmpdir/usr/lib/systemd/system"' /usr/bin/dh_installsystemd; then
	unitdir=usr/lib/systemd/system
fi

# source_package NAME BINARY...: make NAME/debian and go to NAME
source_package()
{
	local name=$1 binary
	shift
	mkdir -p "$name/debian/source"
	cd "$name" || return
	echo '3.0 (native)' >debian/source/format
	cat >debian/changelog <<-END
		$name (${version:-1}) unstable; urgency=medium

		  * Test.

		 -- Test <test@example.org>  Thu, 01 Jan 2026 00:00:00 +0000
	END
	cat >debian/control <<-END
		Source: $name
		Section: misc
		Priority: optional
		Maintainer: Test <test@example.org>
		Build-Depends: debhelper-compat (= ${VIRTD_TEST_COMPAT:-13}),
		 dh-sequence-virtd-socket
		Standards-Version: 4.6.2
		Rules-Requires-Root: no
	END
	for binary; do
		cat >>debian/control <<-END

			Package: $binary
			Architecture: all
			Depends: \${misc:Depends}
			Description: test package $binary
			 Made by the tests of virtd-socket.
		END
	done
	echo 'Copyright 2026 Test. Everybody may do everything with it.' >debian/copyright
	rules 'dh $@'
}

# rules COMMAND [LINE...]: a debian/rules whose targets all run COMMAND
rules()
{
	printf '#!/usr/bin/make -f\n%%:\n\t%s\n' "$1" >debian/rules
	shift
	[ $# = 0 ] || printf '%b\n' "$@" >>debian/rules
	chmod +x debian/rules
}

# service SHAPE NAME: print the service of a daemon with sockets main, ro,
# admin. Shapes: bindsto (libvirt 11), requires (9), wants (libvirtd), none.
service()
{
	local shape=$1 name=$2 socket
	printf '[Unit]\nDescription=%s\nDocumentation=man:%s(8)\n' "$name" "$name"
	for socket in "$name.socket" "$name-ro.socket" "$name-admin.socket"; do
		case $shape,$socket in
		none,*) ;;
		"bindsto,$name.socket") echo "BindsTo=$socket" ;;
		requires,*) echo "Requires=$socket" ;;
		*) echo "Wants=$socket" ;;
		esac
		[ "$shape" = none ] || echo "After=$socket"
	done
	printf '\n[Service]\nExecStart=/bin/sleep infinity\n'
	printf 'ExecReload=/bin/kill -CONT $MAINPID\n'
	printf '\n[Install]\nWantedBy=multi-user.target\n'
	[ "$shape" = none ] || printf 'Also=%s\n' "$name.socket" \
		"$name-ro.socket" "$name-admin.socket"
}

# ship PACKAGE UNIT: install the file UNIT of the source, as PACKAGE's unit
ship()
{
	echo "$2 $unitdir" >>"debian/$1.install"
}

# Build binary packages into the parent directory, and verify them; ODD holds
# options for what is wrong with them by intention.
build()
{
	dpkg-buildpackage -us -uc -b -d >../build.log 2>&1 || {
		cat ../build.log >&2
		return 1
	}
	# shellcheck disable=SC2086 # two words for each rule
	"$top/tests/verify-built.sh" virtd-socket ${ODD-} ../*.deb
}

# Run dh_virtd_socket, then what sees its results, up to the scripts.
scripts_only()
{
	dh_prep
	dh_install
	dh_virtd_socket "$@" && "$wrap/dh_installsystemd" && dh_installdeb
}

# control DEB FILE: print a file of the control archive
control()
{
	dpkg-deb --ctrl-tarfile "$1" | tar xO "./$2"
}

# contents DEB: the paths of the units
contents()
{
	dpkg-deb --fsys-tarfile "$1" | tar t | sed -n 's/^\.//; /systemd.*[^/]$/p' |
		sort
}

# trace SCRIPT ARG...: what a maintainer script does to units where systemd
# runs: ACTION UNIT lines, the first of each. ACTIVE lists the units that run,
# DISABLED those that the administrator disabled, CONFLICTS those that conflict
# with the package's.
trace()
{
	local script=$1 dir=$BATS_TEST_TMPDIR/trace.$RANDOM
	shift
	mkdir -p "$dir/bin" "$dir/run"
	cat >"$dir/bin/deb-systemd-helper" <<-'END'
		#!/bin/sh
		[ "$1" = --quiet ] && shift
		action=$1; shift
		case $action in
		was-enabled) case " $DISABLED " in *" $1 "*) exit 1 ;; esac ;;
		debian-installed) exit 0 ;;
		enable|purge) for u; do echo "$action ${u##*/}" >>"$TRACE"; done ;;
		esac
	END
	cat >"$dir/bin/deb-systemd-invoke" <<-'END'
		#!/bin/sh
		action=$1; shift
		for u; do echo "$action $u" >>"$TRACE"; done
	END
	cat >"$dir/bin/systemctl" <<-'END'
		#!/bin/sh
		is_active() { case " $ACTIVE " in *" $1 "*) ;; *) false ;; esac; }
		for last; do :; done
		case "$*" in
		*--property=Conflicts*) echo shutdown.target $CONFLICTS ;;
		*--property=CanReload*) echo ${CANRELOAD-yes} ;;
		*--property=LoadState*) echo loaded ;;
		*list-units*) for u; do is_active "$u" && echo "$u x"; done ;;
		*--quiet\ is-active*) is_active "$last" ;;
		*is-active*) is_active "$last" && echo active ;;
		*is-enabled*) case " $DISABLED " in *" $last "*) exit 1 ;; esac ;;
		*add-wants*) shift 4; echo "wants $*" >>"$TRACE" ;;
		esac
	END
	printf '#!/bin/sh\nexit 1\n' >"$dir/bin/dpkg-query"
	chmod +x "$dir"/bin/*
	: >"$dir/trace"
	sed -e "s|/run/systemd/system|$dir/run|g" \
		-e "s|/usr/bin/deb-systemd|$dir/bin/deb-systemd|g" <<<"$script" \
		>"$dir/script"
	TRACE=$dir/trace ACTIVE=${ACTIVE-} DISABLED=${DISABLED-} \
		CONFLICTS=${CONFLICTS-} PATH=$dir/bin:$PATH sh -e "$dir/script" "$@"
	awk '!seen[$0]++' "$dir/trace"
}

# equal ACTUAL EXPECTED: show how they differ
equal()
{
	diff -u <(printf '%s\n' "$2") <(printf '%s\n' "$1")
}

# foo, whose only input is debian/foo.virtd-sockets, and its service
qemu_package()
{
	source_package foo foo
	echo qemu >debian/foo.virtd-sockets
	service bindsto virtqemud >virtqemud.service
	ship foo virtqemud.service
}
