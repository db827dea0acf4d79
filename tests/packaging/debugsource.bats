#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Packages of debug information and of the sources, as Fedora, RHEL and openSUSE
# make them of every program: an empty list of sources ends a build there.
load packaging

# what their macros define
DEBUG=(--define '_enable_debug_packages 1' --define '_debuginfo_packages 1'
	--define '_debugsource_packages 1' --define '_debuginfo_subpackages 1')
# rpm makes these packages itself from version 4.20 on; before, their macro
# %install did, which Debian does not have
OLD=("${DEBUG[@]}" --define $'install %{?_enable_debug_packages:%{?buildsubdir:%{debug_package}}}\\\n%%install\\\n%{nil}')

@test "our own RPMs" {
	local suite debug

	for suite in bookworm trixie; do
		debug=${DEBUG[*]@Q}
		[ "$suite" != bookworm ] || debug=${OLD[*]@Q}
		build "shims-$suite"
		shims=$built
		build sources
		inside "$suite" "$shims"/*.rpm "$built"/virtd-socket-*.src.rpm <<-EOF
			rpm_install debian-build-root-*.rpm systemd-rpm-macros-*.rpm
			as_builder rpmbuild --rebuild --without check \
				$debug --define '_topdir /test/top' \
				--define '_rpmdir /test/out' virtd-socket-*.src.rpm
			echo --
			rpm -qpl out/*/virtd-socket-debugsource-*.rpm |
				grep -o 'plugin/main.c$\|plugin/verbs/[a-z]*.c$' | sort
			rpm -qpl out/*/virtd-socket-debuginfo-*.rpm |
				grep -c '/virtd-socket.*\.debug$'
		EOF
		same "$(cd "$top" && printf '%s\n' plugin/main.c plugin/verbs/*.c |
			sort)
1" "$output"
	done
}

@test "a program and its sockets, with one line of ours" {
	build shims-bookworm
	shims=$built
	build rpm-bookworm
	mkdir "$BATS_TEST_TMPDIR/foo-1"
	echo 'int main(void) { return 0; }' >"$BATS_TEST_TMPDIR/foo-1/foo.c"
	tar -C "$BATS_TEST_TMPDIR" -cf "$BATS_TEST_TMPDIR/foo-1.tar" foo-1
	cat >"$BATS_TEST_TMPDIR/foo.spec" <<-'EOF'
		Name: foo
		Version: 1
		Release: 1
		Summary: A test
		License: LGPL-2.1-or-later
		Source0: foo-1.tar
		BuildRequires: virtd-socket-rpm-macros
		%description
		A test.
		%package sockets
		Summary: A test
		%description sockets
		A test.
		%prep
		%setup -q
		%build
		gcc -g -o food foo.c
		%install
		install -D food %{buildroot}%{_sbindir}/food
		install -d %{buildroot}%{_unitdir}
		printf '[Service]\nExecStart=/usr/sbin/food\n' \
			>%{buildroot}%{_unitdir}/food.service
		%virtd_socket -s -p sockets -k main food -- --description x
		%files
		%{_sbindir}/food
		%files sockets
	EOF
	inside bookworm "$shims"/*.rpm "$built"/*.rpm \
		"$BATS_TEST_TMPDIR"/foo{.spec,-1.tar} <<-EOF
		rpm_install *.rpm
		as_builder rpmbuild -bb ${OLD[*]@Q} --define '_topdir /test/top' \
			--define '_sourcedir /test' --define '_rpmdir /test/out' foo.spec
		echo --
		cd out/*
		ls | sed 's/-1-1.*//'
		rpm -qpl foo-debugsource-*.rpm | grep -o 'foo\.c$'
		rpm -qpl foo-sockets-*.rpm
	EOF
	same 'foo
foo-debuginfo
foo-debugsource
foo-sockets
foo.c
/usr/lib/systemd/system/food.service
/usr/lib/systemd/system/food.socket' "$output"
}
