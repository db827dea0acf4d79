#!/usr/bin/env bats
# What installs the packages that tests need, and what runs tests in roots.

load ../lib

@test "deps.sh --list" {
	call "$TOP/packaging/deps.sh" --list build
	expect 0 'gcc libc6-dev make pkg-config librpm-dev libpopt-dev'
	call "$TOP/packaging/deps.sh" --list build boot
	expect 0 $'gcc libc6-dev make pkg-config librpm-dev libpopt-dev\nmmdebstrap systemd-container obs-build rpmlint'
	call "$TOP/packaging/deps.sh" --list nonsense
	expect 2 '' 'deps.sh: nonsense: no such group'
	call "$TOP/packaging/deps.sh" nonsense
	expect 2 '' 'deps.sh: nonsense: no such group'
}

# machine COMMAND...: a PATH with these package managers, which write down what
# they are called with, and with what deps.sh needs; "rpm -q" and dpkg-query know
# what the file installed names
machine() {
	local name

	rm -rf bin
	mkdir bin
	touch installed called
	for name in sh env cat sed paste grep dirname; do
		ln -s "$(command -v $name)" bin
	done
	put bin/dpkg-query '#!/bin/sh' 'grep -qx "$3" installed && echo installed'
	put bin/rpm '#!/bin/sh' 'grep -qx "$4" installed'
	put bin/id '#!/bin/sh' 'echo ${USERID-0}'
	for name; do
		put "bin/$name" '#!/bin/sh' "echo $name \"\$@\" >>called"
	done
	# links lead to what is not ours
	find bin -type f -exec chmod +x {} +
}

@test "deps.sh with apt-get: what is missing, how large it is, nothing twice" {
	machine apt-get
	# what apt-get 2.6 says
	cat >>bin/apt-get <<-'EOF'
		case "$*" in *--print-uris*) cat <<-END ;; esac
			The following NEW packages will be installed:
			  libpopt-dev make
			1 upgraded, 2 newly installed, 0 to remove and 114 not upgraded.
			Need to get 30.9 kB of archives.
			After this operation, 136 kB of additional disk space will be used.
			'http://x/a.deb' a.deb 21372 MD5Sum:331c
		END
	EOF
	printf '%s\n' gcc libc6-dev pkg-config librpm-dev >installed
	PATH=bin call "$TOP/packaging/deps.sh" build demo
	expect 0 'deps.sh: installs make libpopt-dev rpm and what they need: 2 new and 1 upgraded packages, 30.9 kB to fetch, 136 kB on disk'
	expect_file called 'apt-get -qq update
apt-get --print-uris --no-install-recommends install make libpopt-dev rpm
apt-get -qq --no-install-recommends install make libpopt-dev rpm'
	printf '%s\n' make libpopt-dev rpm >>installed
	PATH=bin call "$TOP/packaging/deps.sh" build demo
	expect 0
	[ "$(wc -l <called)" -eq 3 ]
}

@test "deps.sh with dnf and zypper, which say themselves what they install" {
	machine dnf
	printf '%s\n' gcc make rpm-devel >installed
	PATH=bin call "$TOP/packaging/deps.sh" build demo
	expect 0
	expect_file called 'dnf -y install popt-devel pkgconf-pkg-config rpm-build systemd-rpm-macros'
	machine zypper
	rm called
	PATH=bin call "$TOP/packaging/deps.sh" build
	expect_file called 'zypper --non-interactive install popt-devel pkg-config'
	machine
	PATH=bin call "$TOP/packaging/deps.sh" build
	expect 1 '' 'deps.sh: none of apt-get, dnf and zypper is there; README.md says what is needed'
}

@test "deps.sh as an ordinary user: by sudo, or not at all" {
	machine dnf
	export USERID=1000
	PATH=bin call "$TOP/packaging/deps.sh" demo
	expect 1 '' 'deps.sh: only root can install packages, and there is no sudo'
	machine dnf sudo
	PATH=bin call "$TOP/packaging/deps.sh" demo
	expect_file called 'sudo dnf -y install rpm-build systemd-rpm-macros'
}

@test "packaging/check takes no other argument than all" {
	call "$TOP/packaging/check" most
	expect 2 '' 'usage: packaging/check [all]'
	call "$TOP/packaging/check" all all
	expect 2 '' 'usage: packaging/check [all]'
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
