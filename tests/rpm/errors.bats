#!/usr/bin/env bats
# What the macros refuse, and specs where they are not defined.

load rpm

BODY='%install
%virtd_socket qemu

%virtd_socket_scriptlets qemu

%files
%virtd_socket_files qemu'

# without MACRO...: how rpmbuild hides what the machine defines
without() {
	printf -- '--undefine=%s\n' "$@"
}

@test "no macros of systemd" {
	rpmmacros
	spec a <<<"$BODY"
	# shellcheck disable=SC2046
	rpmbuild_quietly $(without systemd_post systemd_preun \
		systemd_postun_with_restart) -bb a.spec
	# any of the missing ones
	sed -i 's/%systemd_[a-z_]* /MACRO /' home/err
	uniq home/err >errors
	same errors 'error: virtd_socket: MACRO is not defined; add BuildRequires: systemd-rpm-macros' errors
	[ "$status" -eq 1 ]
}

@test "one macro of systemd is missing" {
	use_fake_systemd
	spec a <<<"$BODY"
	rpmbuild_quietly --undefine=systemd_preun -bb a.spec
	uniq home/err >errors
	same errors 'error: virtd_socket: %systemd_preun is not defined; add BuildRequires: systemd-rpm-macros' errors
	[ "$status" -eq 1 ]
}

@test "an unknown daemon in %install" {
	use_fake_systemd
	spec a <<<"${BODY//%virtd_socket qemu/%virtd_socket qemo}"
	build_fails a.spec "error: unknown daemon \"qemo\"; did you mean 'qemu'?"
}

@test "an unknown daemon in another macro" {
	local macro

	use_fake_systemd
	for macro in pre post preun postun posttrans scriptlets files; do
		spec a <<<"%install
%virtd_socket qemu
%virtd_socket_$macro qemo"
		rpmbuild_quietly -bb a.spec
		expect 1 '' "error: unknown daemon \"qemo\"; did you mean 'qemu'?
error: virtd_socket: no such daemon: qemo"
	done
}

@test "no NAME" {
	local macro

	use_fake_systemd
	for macro in pre post preun postun posttrans scriptlets files; do
		spec a <<<"%install
%virtd_socket qemu
%virtd_socket_$macro"
		spec_fails a.spec "error: virtd_socket: no daemon is named in %virtd_socket_$macro"
	done
	spec a <<<"${BODY//%virtd_socket qemu/%virtd_socket}"
	build_fails a.spec 'error: no daemon is named; "virtd-socket list" prints the known ones'
}

@test "a name twice" {
	use_fake_systemd
	spec a <<<"${BODY//qemu/qemu virtqemud}"
	spec_fails a.spec 'error: virtd_socket: virtqemud is named twice in %virtd_socket_scriptlets'
}

@test "an unknown option" {
	use_fake_systemd
	spec a <<<"${BODY//virtd_socket qemu/virtd_socket --nonsense qemu}"
	build_fails a.spec 'error: --nonsense: unknown option; see virtd-socket install --help'
}

@test "a catalogue that is not there" {
	use_fake_systemd
	spec a "%global virtd_socket_catalog $T/none" <<<"$BODY"
	spec_fails a.spec 'error: cannot open "none": No such file or directory
error: virtd_socket: cannot load the catalogue none'
}

@test "names with characters of the shell and of macros" {
	use_fake_systemd
	spec a <<<"%install
%virtd_socket_files a'\$(touch\${IFS}$T/bad);'\"%%x"
	rpmbuild_quietly -bb a.spec
	cat home/err
	[ "$status" -eq 1 ]
	[ ! -e bad ]
}

# A spec where the macros under test are not defined.
undefined() {
	rpmmacros
	sed -i '/^%_topdir\|^%_tmppath\|^%_buildhost/!d' "$HOME/.rpmmacros"
	[ "$(rpm --eval '%{?virtd_socket_scriptlets:1}')" != 1 ] ||
		skip "the macros under test are installed"
}

@test "source packages where the macros are not defined" {
	local example

	undefined
	for example in explicit one-line custom-daemon; do
		rpmbuild_quietly -bs "$EXAMPLES/$example.spec"
		[ "$status" -eq 0 ]
		rpmbuild_quietly -bb "$EXAMPLES/$example.spec"
		[ "$status" -eq 1 ]
		grep '^error: Bad exit status from rpm-tmp (%install)' home/err
		grep 'virtd_socket' home/err
	done
	(cd "$HOME/rpmbuild/SRPMS" && ls) >list
	same "source packages" 'mydaemon-1.0-1.src.rpm
virtqemud-sockets-1.0-1.src.rpm' list
}

@test "a source package is rebuilt with the macros" {
	undefined
	rpmbuild_quietly -bs "$EXAMPLES/explicit.spec"
	use_fake_systemd
	rpmbuild_quietly --rebuild \
		"$HOME/rpmbuild/SRPMS/virtqemud-sockets-1.0-1.src.rpm"
	[ "$status" -eq 0 ]
	rpm -qp --scripts "$HOME/rpmbuild/RPMS/noarch/virtqemud-sockets-1.0-1.noarch.rpm" |
		grep '^fake_systemd_post virtqemud.service'
}
