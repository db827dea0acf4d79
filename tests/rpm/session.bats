#!/usr/bin/env bats
# Builds that follow each other, in unusual places.

load rpm

BODY='%install
%virtd_socket NAME
%virtd_socket_scriptlets NAME
%files
%virtd_socket_files NAME'

@test "two specs in one rpmbuild" {
	use_fake_systemd
	spec a <<<"${BODY//NAME/virtlogd}"
	spec b '%global virtd_socket_style posttrans' <<<"${BODY//NAME/virtlockd}"
	build a.spec b.spec
	rpm -qp --scripts "$(package a)" | grep '^fake_systemd_post virtlogd'
	rpm -qp --scripts "$(package b)" | grep preset-
	[ "$(rpm -qp --scripts "$(package b)" | grep -c 'virtlogd\|fake')" -eq 0 ]
	# shellcheck disable=SC2046
	expect_files b $(units virtlockd .socket -admin.socket)
}

@test "what one spec scripts does not count for the next one" {
	use_fake_systemd
	spec a <<<"${BODY//NAME/virtlogd}"
	spec b <<-EOF
		%install
		$NO_SPECPARTS
		%virtd_socket virtlogd
	EOF
	rpmbuild_quietly -bb a.spec b.spec
	expect 1 '' 'error: sockets were installed, but nothing enables and disables them; add to the spec file, between its sections:
	%virtd_socket_scriptlets virtlogd
error: Bad exit status from rpm-tmp (%install)'
}

@test "explicit, then one line, in one rpmbuild" {
	use_fake_systemd
	need_specparts
	spec a <<<"${BODY//NAME/virtlogd}"
	spec b <<-'EOF'
		%install
		%virtd_socket virtlogd
	EOF
	build a.spec b.spec
	rpm -qp --scripts --list "$(package a)" >a
	rpm -qp --scripts --list "$(package b)" | diff -u -B a -
	grep '^fake_systemd_post virtlogd' a
}

@test "a catalogue of the first spec is not one of the second" {
	use_fake_systemd
	put catalog '[mined]' 'Name=mine' 'Sockets=main' 'SocketMode=0600'
	spec a "%global virtd_socket_catalog $T/catalog" <<<"${BODY//NAME/mined}"
	spec b '%undefine virtd_socket_catalog' <<<"${BODY//NAME/mined}"
	rpmbuild_quietly -bb a.spec b.spec
	expect 1 '' 'error: unknown daemon "mined"; "virtd-socket list" prints the known ones, --description or --sockets describes another
error: virtd_socket: no such daemon: mined'
	expect_files a "$UNITDIR/mined.socket"
}

# Build in a directory whose name has spaces, where rpm can do that.
use_spaces() {
	use_fake_systemd "%_topdir $T/a place/with spaces"
	spec probe <<<'%install
true'
	rpmbuild_quietly -bi probe.spec
	[ "$status" -eq 0 ] ||
		skip "$(rpm --version) cannot build in a directory with spaces"
}

@test "spaces in the build directory" {
	use_spaces
	spec a <<<"${BODY//NAME/virtlogd}"
	build a.spec
	mkdir -p "$HOME/rpmbuild"
	mv "$T/a place/with spaces/RPMS" "$HOME/rpmbuild/"
	# shellcheck disable=SC2046
	expect_files a $(units virtlogd .socket -admin.socket)
}

@test "one line, with spaces in the build directory" {
	use_spaces
	need_specparts
	spec a <<-'EOF'
		%install
		%virtd_socket virtlogd
	EOF
	build a.spec
	mkdir -p "$HOME/rpmbuild"
	mv "$T/a place/with spaces/RPMS" "$HOME/rpmbuild/"
	# shellcheck disable=SC2046
	expect_files a $(units virtlogd .socket -admin.socket)
}

@test "only %install, then all" {
	use_fake_systemd
	spec a <<<"${BODY//NAME/virtlogd}"
	rpmbuild_quietly -bi a.spec
	expect 0
	build a.spec
	build a.spec
}
