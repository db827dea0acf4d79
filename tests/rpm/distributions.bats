#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Builds in the surroundings that the macros of Fedora, RHEL 9 and openSUSE make, in
# the ways in which packagers build. See surroundings/.

load rpm

ALL='fedora rhel suse'

# at_least VERSION: of rpm
at_least() {
	printf '%s\n' "$1" "$(rpm --version | sed 's/.* //')" | sort -CV
}

# surround NAME: its macros, and systemd's
surround() {
	rm -rf "$HOME/rpmbuild" brp
	use_systemd "%brp_log $T/brp"
	FAKE=
	if [ "$1" = suse ]; then
		cat "$TOP/tests/suse/macros.systemd" >>"$HOME/.rpmmacros"
		FAKE='--disable inet-enabled'
	fi
	cat "$TOP/tests/rpm/surroundings/$1" >>"$HOME/.rpmmacros"
	# rpm 4.20 takes no spec file where that is a macro
	[ "$1" != rhel ] || at_least 4.19.90 || cat >>"$HOME/.rpmmacros" <<-'EOF'
		%install %{?_enable_debug_packages:%{?buildsubdir:%{debug_package}}}\
		%%install\
		%{nil}
	EOF
}

# d [LINE...]: a package as its packager writes it, with LINE... in its preamble;
# standard input stands before %install
d() {
	{
		cat
		cat <<-'EOF'
			%install
			install -d %{buildroot}%{_unitdir}
			printf '%%s\n' '[Service]' ExecStart=/bin/true \
			    >%{buildroot}%{_unitdir}/virtqemud.service
			%virtd_socket -s qemu
			%post
			echo own
			%files
			%changelog
			* Sun Nov 22 2026 A <a@example.org> - 1-1
			- %%virtd_socket in %%install
		EOF
	} | spec d 'BuildRequires: virtd-socket-rpm-macros' '%{?systemd_requires}' "$@"
}

# what the package has, but for how it was built
contents() {
	rpm -qp --qf '[%{FILENAMES} %{FILEMODES:octal} %{FILEDIGESTS}\n]' "$1"
	rpm -qp --scripts --provides "$1"
	rpm -qp --requires "$1" | grep -v '^rpmlib('
}

# made WORD...: rpmbuild with these words makes what plain -bb made, in "contents"
made() {
	local rpm

	rpmbuild_quietly "$@"
	[ "$status" -eq 0 ] || {
		cat home/err
		return 1
	}
	rpm=$(find home/rpmbuild/RPMS -name 'd-1-1.noarch.rpm')
	[ -e contents ] || {
		contents "$rpm" >contents
		# it is not nothing
		[ "$(grep -c '^/usr/lib/systemd/system/virtqemud' contents)" = 4 ]
		grep -qx systemd contents
		grep -q 'virtqemud.socket virtqemud-ro.socket' contents
		grep -qx 'echo own' contents
		"$TOP/tests/verify-built.sh" "$VIRTD_SOCKET" ${FAKE:+$FAKE} "$rpm"
	}
	contents "$rpm" | diff contents -
	rm -r home/rpmbuild/RPMS
}

@test "each way to build makes the same package" {
	local where

	for where in $ALL; do
		surround "$where"
		rm -f contents
		d </dev/null
		made -bb d.spec
		made -ba d.spec
		made --rebuild home/rpmbuild/SRPMS/d-1-1.src.rpm
		made -bb --noclean d.spec
		made -bb --build-in-place d.spec
		rpmbuild_quietly -bi d.spec
		expect 0
		rpmbuild_quietly -bi --short-circuit d.spec
		expect 0
		made -bb --short-circuit d.spec
	done
}

@test "brp scripts run once, when the sockets are there" {
	local where

	for where in $ALL; do
		surround "$where"
		d </dev/null
		build d.spec
		case $where in
		fedora) printf '%s 3\n' check-rpaths ldconfig compress strip-lto \
			mangle-shebangs add-determinism ;;
		rhel) printf '%s 3\n' check-buildroot ldconfig compress strip \
			mangle-shebangs ;;
		suse) printf '%s 3\n' suse-05-permissions suse-15-strip-debug \
			suse-99-compress-vmlinux ;;
		esac | diff - brp
	done
}

@test "%generate_buildrequires: rpm reads the spec file again" {
	local where

	for where in $ALL; do
		surround "$where"
		rm -f contents
		d </dev/null
		made -bb d.spec
		d <<<$'%generate_buildrequires\necho virtd-socket'
		made -bb d.spec
		made -ba d.spec
		rpm -qp --requires home/rpmbuild/SRPMS/d-1-1.*src.rpm |
			grep -x virtd-socket
	done
}

@test "a file that no %files has ends the build, ours do not" {
	local where

	for where in $ALL; do
		surround "$where"
		d </dev/null
		sed -i 's/^%virtd_socket -s qemu/touch %{buildroot}\/stray\n&/' d.spec
		rpmbuild_quietly -bb d.spec
		[ "$status" -eq 1 ]
		grep -qx 'error: Installed (but unpackaged) file(s) found:' home/err
		not grep -q virtqemud home/err
		[ -z "$(find home/rpmbuild -name '*.rpm')" ]
	done
}

@test "BuildSystem: with %install -a" {
	local where

	at_least 4.19.90 || skip "rpm before 4.20 has none"
	for where in $ALL; do
		surround "$where"
		rm -f contents
		d </dev/null
		made -bb d.spec
		cat >>"$HOME/.rpmmacros" <<-'EOF'
			%buildsystem_mine_build() :
			%buildsystem_mine_install() install -d %{buildroot}%{_unitdir}
		EOF
		d 'BuildSystem: mine' <<<$'%prep\nmkdir d-1'
		sed -i -e 's/^%install$/%install -a/' -e '/^install -d/d' d.spec
		made -bb d.spec
	done
}

@test "rpmspec says nothing" {
	local where

	for where in $ALL; do
		surround "$where"
		d </dev/null
		call rpmspec -q --qf '%{NAME}\n' d.spec
		expect 0 d
		call rpmspec -P d.spec
		[ "$status" -eq 0 ]
		[ ! -s home/err ]
		grep -q 'virtqemud.socket virtqemud-ro.socket' home/out
	done
}
