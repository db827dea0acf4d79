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
ON_BARE_MACHINES='^#|make check'

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
	[ "$(grep -c '^left out: ' ../home/out)" -eq 3 ]
}

@test "the diff at the top is what migrate prints" {
	block diff 1 >home/diff
	[ "$(wc -l <home/diff)" -gt 20 ]
	try migrate "$EXAMPLES/migrate/by-hand.spec"
	[ "$status" -eq 0 ]
	# from %install on, without the numbers of lines
	sed -n '/^ %install/,/^+%virtd_socket_files/p' home/out |
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

@test "spec blocks: one line is enough on rpm 4.19 and later" {
	use_systemd
	need_specparts
	readme_spec 2 >one.spec
	call rpmbuild -bb one.spec
	[ "$status" -eq 0 ]
	rpm -qpl "$HOME"/rpmbuild/RPMS/noarch/virt-network-1-1.noarch.rpm |
		grep -q virtnwfilterd-admin.socket
}

@test "spec blocks: on older rpm the second line is not forgotten" {
	use_systemd
	readme_spec 2 | sed "s|^%install|&\n$NO_SPECPARTS|" >one.spec
	call rpmbuild -bb one.spec
	[ "$status" -eq 1 ]
	grep -qx "	%virtd_socket_scriptlets -p daemon-qemu virtqemud" home/err
}

@test "spec blocks: three lines on any rpm, and an own %post" {
	use_systemd
	readme_spec 3 >three.spec
	call rpmbuild -bb three.spec
	[ "$status" -eq 0 ]
	rpm -qpl "$HOME"/rpmbuild/RPMS/noarch/virt-daemon-qemu-1-1.noarch.rpm |
		grep -qx "$UNITDIR/virtqemud-ro.socket"
	{
		readme_spec 3 | sed 's/^%virtd_socket_scriptlets .*/&/'
		block spec 4
	} >twice.spec
	call rpmbuild -bb twice.spec
	[ "$status" -eq 1 ]
	grep -qi 'second %post' home/err home/out
	{
		readme_spec 3 | sed '/^%virtd_socket_scriptlets /d'
		block spec 4
		printf '%s\n' '%preun daemon-qemu' '%virtd_socket_preun qemu' \
			'%postun daemon-qemu' '%virtd_socket_postun qemu' \
			'%posttrans daemon-qemu' '%virtd_socket_posttrans qemu'
	} >own.spec
	call rpmbuild -bb own.spec
	[ "$status" -eq 0 ]
	rpm -qp --scripts "$HOME"/rpmbuild/RPMS/noarch/virt-daemon-qemu-1-1.noarch.rpm |
		grep -q '^touch .*/lib/mine'
}

@test "spec blocks: the others stand in the examples and the tests" {
	grep -qxF "$(block spec 1)" "$EXAMPLES/explicit.spec"
	grep -qxF "$(block spec 5)" "$EXAMPLES/custom-daemon.spec"
	[ "$(block spec 6)" = '%global virtd_socket_style posttrans' ]
	[ -z "$(block spec 7)" ]
}

@test "every file that it points to is there" {
	grep -o '](\([a-z][^)]*\))' "$TOP/README.md" | sed 's/..\(.*\)./\1/' \
		>home/files
	[ "$(wc -l <home/files)" -gt 8 ]
	while read -r file; do
		[ -e "$TOP/$file" ] || not echo "$file"
	done <home/files
}
