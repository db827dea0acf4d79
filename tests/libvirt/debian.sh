#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Write debian/ for packages of a compiled libvirt, which is in stage/: a package
# for each daemon, as Debian has them for drivers, scripted by dh_virtd_socket.
#
# usage: debian.sh VERSION
set -euo pipefail

version=$1
lib=usr/lib/$(dpkg-architecture -q DEB_HOST_MULTIARCH)
drivers='qemu network nodedev nwfilter secret storage interface lxc'

# package NAME DEPENDS: its files are standard input
package() {
	cat >>debian/control <<-END

		Package: real-$1
		Architecture: any
		Depends: \${misc:Depends}${2:+, $2}
		Description: libvirt for a test, $1
		 Made by the tests of virtd-socket.
	END
	cat >"debian/real-$1.install"
}

# daemon NAME [DEPENDS]: a package with virtNAMEd and its sockets
daemon() {
	local name=$1 service=virt${1}d

	[ "$name" != libvirtd ] || service=libvirtd
	{
		printf '%s\n' "usr/sbin/$service" "etc/libvirt/$service.conf" \
			"usr/lib/systemd/system/$service.service"
		cat
	} | package "$name" "real-common${2:+, $2}"
	echo "$name" >"debian/real-$name.virtd-sockets"
}

# what the driver NAME has besides
driver() {
	echo "$lib/libvirt/connection-driver/libvirt_driver_$1.so"
	case $1 in
	qemu) printf '%s\n' etc/libvirt/qemu{,-lockd}.conf usr/bin/virt-qemu-run ;;
	network)
		printf '%s\n' usr/libexec/libvirt_leaseshelper \
			etc/libvirt/{network.conf,qemu/networks}
		;;
	nwfilter) echo etc/libvirt/nwfilter ;;
	storage)
		printf '%s\n' "$lib"/libvirt/storage-{backend,file} \
			usr/libexec/libvirt_parthelper
		;;
	lxc) printf '%s\n' usr/libexec/libvirt_lxc etc/libvirt/lxc.conf ;;
	esac
}

mkdir -p debian/source
echo '3.0 (native)' >debian/source/format
cat >debian/changelog <<-END
	real ($version) unstable; urgency=medium

	  * Test.

	 -- Test <test@example.org>  Thu, 01 Jan 2026 00:00:00 +0000
END
cat >debian/control <<-END
	Source: real
	Section: misc
	Priority: optional
	Maintainer: Test <test@example.org>
	Build-Depends: debhelper-compat (= 13), dh-sequence-virtd-socket
	Standards-Version: 4.6.2
	Rules-Requires-Root: no
END
package libs '' <<-END
	$lib/*.so*
	usr/share/libvirt/cpu_map
	usr/share/libvirt/schemas
	usr/bin/virsh
	etc/libvirt/libvirt.conf
	etc/libvirt/libvirt-admin.conf
END
package common real-libs <<-END
	usr/lib/systemd/system/libvirt-guests.service
	usr/lib/systemd/system/virt-guest-shutdown.target
	usr/libexec/libvirt_iohelper
	usr/libexec/libvirt-guests.sh
	usr/bin/virt-admin
	usr/share/polkit-1
	etc/sasl2
END
echo 'libvirt-guests --sockets=none --upgrade=none' >debian/real-common.virtd-sockets
printf '%s\n' var/{lib/libvirt/images,{lib,log,cache}/libvirt/qemu} >debian/real-common.dirs
for name in log proxy libvirtd; do
	daemon $name </dev/null
done
echo "$lib/libvirt/lock-driver/lockd.so" | daemon lock
for name in $drivers; do
	depends=
	[ $name != qemu ] || depends='real-log, real-lock'
	driver $name | daemon $name "$depends"
done

# the files are there, neither stripped nor looked into; a socket of another
# package in Also= is none of the service's, as dh_virtd_socket says
cat >debian/rules <<'END'
#!/usr/bin/make -f
%:
	dh $@

override_dh_auto_install:
	cp -a stage/. debian/tmp/

override_dh_strip override_dh_dwz override_dh_shlibdeps override_dh_makeshlibs:
override_dh_missing override_dh_md5sums override_dh_strip_nondeterminism:

override_dh_builddeb:
	dh_builddeb -- -Zgzip -z1

# a restart of virt-guest-shutdown.target restarts libvirt-guests, which requires it
override_dh_installsystemd:
	dh_installsystemd --no-stop-on-upgrade

execute_before_dh_virtd_socket:
	sed -i -e '/^Also=virtlogd\.socket$$/d' -e '/^Also=virtlockd\.socket$$/d' \
		debian/real-*/usr/lib/systemd/system/*.service
END
chmod +x debian/rules
