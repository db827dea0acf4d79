#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# migrate: the build dependency in debian/control.

load ../lib

# depends OLD NEW: both are the source's fields, with "|" for line ends
depends() {
	mkdir -p debian
	printf '#!/usr/bin/make -f\n%%:\n\tdh $@\n' >debian/rules
	echo usr/lib/systemd/system/virtqemud.socket >debian/foo.install
	rm -f debian/not-installed debian/foo.virtd-sockets
	printf '%s\n\nPackage: foo\n' "Source: foo|$1" | tr '|' '\n' >debian/control
	try migrate debian
	same 'standard error' '' home/err
	patch -s -p0 <home/out
	expect_file debian/control "$(printf '%s\n\nPackage: foo\n' "Source: foo|$2" | tr '|' '\n')"
	[ -e debian/foo.virtd-sockets ]
}

ADDON=dh-sequence-virtd-socket

@test "lists of build dependencies, with comments and items of several lines" {
	depends 'Build-Depends: a' "Build-Depends: a, $ADDON"
	depends 'Build-Depends: a,| b' "Build-Depends: a, $ADDON,| b"
	depends 'Build-Depends:|# for tests|  a,| b' \
		"Build-Depends:|# for tests|  a,|  $ADDON,| b"
	depends 'Build-Depends:|# for tests| a,  |# more| b' \
		"Build-Depends:|# for tests| a,  | $ADDON,|# more| b"
	depends 'Build-Depends:| a' "Build-Depends:| $ADDON,| a"
	depends 'Build-Depends:| a (= 13)| (>= 1), b' \
		"Build-Depends:| $ADDON,| a (= 13)| (>= 1), b"
	depends 'Build-Depends: a (= 13) !c| (>= 1), b' \
		"Build-Depends: $ADDON, a (= 13) !c| (>= 1), b"
	depends 'Build-Depends: a|# why| , b' "Build-Depends: a|# why| , $ADDON| , b"
	depends 'Build-Depends:|Standards-Version: 4' \
		"Build-Depends:| $ADDON|Standards-Version: 4"
}

@test "the add-on is there already, on any line" {
	depends "Build-Depends:| a,| $ADDON," "Build-Depends:| a,| $ADDON,"
	depends "Build-Depends: a,|# b| $ADDON (>= 1)" \
		"Build-Depends: a,|# b| $ADDON (>= 1)"
	# what only looks like it
	depends "Build-Depends: a,|# $ADDON| $ADDON-x" \
		"Build-Depends: a, $ADDON,|# $ADDON| $ADDON-x"
}

@test "no build dependencies of all binary packages" {
	depends 'Section: misc|Build-Depends-Indep: a|Standards-Version: 4' \
		"Section: misc|Build-Depends: $ADDON|Build-Depends-Indep: a|Standards-Version: 4"
	depends "Build-Depends-Arch: $ADDON" \
		"Build-Depends: $ADDON|Build-Depends-Arch: $ADDON"
	depends 'Section: misc' "Section: misc|Build-Depends: $ADDON"
}
