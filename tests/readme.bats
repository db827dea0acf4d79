#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# README.md followed literally: each command prints what it says, each piece of a
# spec file builds, and each file that it points to is there.

load rpm/rpm

# the Nth block of this language
block() {
	awk -v lang="$1" -v n="$2" '
		$0 == "```" lang { inside = ++count == n; next }
		/^```/ { inside = 0 }
		inside' "$TOP/README.md"
}

# What the machine that runs the tests cannot do for a test: install packages,
# and run all tests. See distro/readme.sh.
ON_BARE_MACHINES='^#|packaging/check'

@test "console blocks, but those for bare machines" {
	[ -z "${VIRTD_SOCKET_INSTALLED:-}" ] || skip "tests an installed program"
	[[ $(rpm --version) = *\ 4.18.* ]] ||
		skip "it shows what rpm 4.18 of Debian 12 prints"
	for tool in patch dot rpmbuild; do
		command -v $tool >/dev/null || skip "$tool is not installed"
	done
	mkdir copy home/bin
	cp -a "$TOP"/{plugin,macros,tests,packaging,Makefile,README.md} copy
	cp -a "$(dirname "$VIRTD_SOCKET")" copy/build
	rm -rf copy/build/{root,demo}
	ln -s "$VIRTD_SOCKET" home/bin/virtd-socket
	cd copy
	PATH=$T/home/bin:$PATH call "$TOP/tests/console.py" \
		--skip "$ON_BARE_MACHINES" README.md
	cat ../home/out
	expect_file ../home/err ''
	[ "$status" -eq 0 ]
	[ "$(grep -c '^ok: ' ../home/out)" -gt 15 ]
	[ "$(grep -c '^left out: ' ../home/out)" -eq 2 ]
}

@test "the diff at the top is what migrate prints" {
	block diff 1 >home/diff
	[ "$(wc -l <home/diff)" -gt 20 ]
	try migrate "$EXAMPLES/migrate/by-hand.spec"
	[ "$status" -eq 0 ]
	# from %install on, without the numbers of lines
	sed -n '/^ %install/,/^-%{_unitdir}.*admin/p' home/out |
		diff home/diff -
}

# readme_spec N...: a spec of these blocks, which show parts of one
readme_spec() {
	local n

	printf '%s\n' 'Name: virt' 'Version: 1' 'Release: 1' 'Summary: x' \
		'License: x' 'BuildArch: noarch' '%description' 'x' \
		'%package daemon-qemu' 'Summary: x' '%description daemon-qemu' \
		x '%package -n virt-network' 'Summary: x' \
		'%description -n virt-network' x
	for n; do
		block spec "$n"
	done
}

@test "spec blocks: build dependency, a line for each package, a restart" {
	use_systemd
	{
		readme_spec | sed '/^%description$/,$d'
		block spec 1
		readme_spec | sed -n '/^%description$/,$p'
		printf '%s\n' '%package daemon-config-network' 'Summary: x' \
			'%description daemon-config-network' x
		block spec 2
		block spec 3
		printf '%s\n' '%post daemon-qemu' 'echo own' '%files daemon-qemu' \
			'%files -n virt-network' '%files daemon-config-network'
	} >readme.spec
	call rpmbuild -bb --nodeps readme.spec
	[ "$status" -eq 0 ] || not cat home/err
	rpm -qpl "$HOME"/rpmbuild/RPMS/noarch/virt-network-1-1.noarch.rpm |
		grep -qx "$UNITDIR/virtnwfilterd-admin.socket"
	rpm -qp --scripts "$HOME"/rpmbuild/RPMS/noarch/virt-daemon-qemu-1-1.noarch.rpm |
		grep -qx 'echo own'
	rpm -qp --scripts \
		"$HOME"/rpmbuild/RPMS/noarch/virt-daemon-config-network-1-1.noarch.rpm |
		grep -q 'try-restart virtnetworkd.service'
	# rpm sees what it says
	call rpmspec -P readme.spec
	grep -q 'virtqemud-ro.socket' home/out
}

@test "spec blocks: the others stand in the examples and the tests" {
	grep -qxF "$(block spec 1 | head -n 1)" "$EXAMPLES/daemon.spec"
	grep -qxF "$(block spec 4)" "$EXAMPLES/custom-daemon.spec"
	[ "$(block spec 5)" = '%global virtd_socket_style posttrans' ]
	[ -z "$(block spec 6)" ]
}

@test "every file that it points to is there" {
	grep -o '](\([a-z][^)]*\))' "$TOP/README.md" | sed 's/..\(.*\)./\1/' \
		>home/files
	[ "$(wc -l <home/files)" -gt 8 ]
	while read -r file; do
		[ -e "$TOP/$file" ] || not echo "$file"
	done <home/files
}
