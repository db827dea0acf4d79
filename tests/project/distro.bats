#!/usr/bin/env bats
# What installs the packages that tests need, and what runs tests in roots.

load ../lib

@test "deps.sh --list" {
	call "$TOP/packaging/deps.sh" --list build
	expect 0 'gcc libc6-dev make pkg-config librpm-dev libpopt-dev'
	call "$TOP/packaging/deps.sh" --list build boot
	expect 0 $'gcc libc6-dev make pkg-config librpm-dev libpopt-dev\nmmdebstrap systemd-container obs-build rpmlint'
	call "$TOP/packaging/deps.sh" --list nonsense
	expect 2 '' 'deps: nonsense: no such group'
}

@test "a root that cannot be entered is a test that is skipped" {
	call as_user "$TOP/tests/distro/sid.sh"
	expect 0 'ok - Debian sid # skip enter.sh: only root can enter a tree'
}

@test "a tree that cannot be made" {
	# one that is there, made of the same packages, is used by any user
	mkdir -p cache/there/etc
	echo 'sid one two' >cache/there/etc/made-of
	VIRTD_TEST_CACHE=$T/cache call as_user "$TOP/tests/tree.sh" there sid one two
	expect 0 "$T/cache/there"
	VIRTD_TEST_CACHE=$T/cache call as_user "$TOP/tests/tree.sh" there sid one
	expect 77 '' "tree.sh: only root can make $T/cache/there"
}
