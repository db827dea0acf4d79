#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# autopkgtest: Debian's way to run debian/tests with the packages installed.
load debian

@test "our source package" {
	build deb
	with_tools "$built"/{,dh-}virtd-socket_*.deb "$built"/virtd-socket_*.{dsc,tar.xz} <<-'END'
		apt-get -qq update
		autopkgtest --no-built-binaries *.deb *.dsc -- null
	END
	equal "$(sed '1,/@@@ summary/d' log | grep -v '^autopkgtest')" \
		'build-package        PASS
expand               PASS'
}
