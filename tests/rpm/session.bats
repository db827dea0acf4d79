#!/usr/bin/env bats
# Builds that follow each other, in unusual places.

load rpm

BODY='%install
%virtd_socket -S NAME
%files'

@test "two specs in one rpmbuild, each with a style of its own" {
	use_fake_systemd
	spec a <<<"${BODY//NAME/virtlogd}"
	spec b '%global virtd_socket_style posttrans' <<<"${BODY//NAME/virtlockd}"
	build a.spec b.spec
	tag a POSTIN | grep '^fake_systemd_post virtlogd'
	tag b PREIN | grep preset-
	[ "$(rpm -qp --scripts "$(package b)" | grep -c 'virtlogd\|fake')" -eq 0 ]
	# shellcheck disable=SC2046
	expect_files b $(units virtlockd .socket -admin.socket)
}

@test "what one spec says does not count for the next one" {
	local first second

	use_fake_systemd
	spec a <<<"${BODY//NAME/virtlogd}"
	spec b <<-'EOF'
		%subpackage c
		%install
		%virtd_socket -S -p c virtlogd
		%post
		echo none of ours
		%files c
	EOF
	for first in a b; do
		second=$([ $first = a ] && echo b || echo a)
		call rpmspec -P $first.spec $second.spec
		[ "$status" -eq 0 ]
		grep -c fake_systemd_post home/out | diff - <(echo 2)
		call rpmspec -q --qf '[%{POSTIN}]\n' $first.spec $second.spec
		[ "$status" -eq 0 ]
	done
	build a.spec b.spec
	has a virtlogd 2>/dev/null || :
	once b-c POSTIN '^fake_systemd_post virtlogd.socket'
}

@test "an error in one spec is none in the next one" {
	use_fake_systemd
	spec a <<<"${BODY//NAME/nonsense}"
	spec b <<<"${BODY//NAME/virtlogd}"
	call rpmspec -q a.spec b.spec
	grep -qx 'b-1-1.noarch\|b-1-1.src' home/out
	grep -q '^error: a.spec:10: %virtd_socket: unknown daemon "nonsense"' home/err
}

@test "a catalogue of the first spec is not one of the second" {
	use_fake_systemd
	put catalog '[mined]' 'Name=mine' 'Sockets=main' 'SocketMode=0600'
	spec a "%global virtd_socket_catalog $T/catalog" <<<"${BODY//NAME/mined}"
	spec b '%undefine virtd_socket_catalog' <<<"${BODY//NAME/mined}"
	rpmbuild_quietly -bb a.spec b.spec
	[ "$status" -eq 1 ]
	expect_file home/err 'error: b.spec:11: %virtd_socket: unknown daemon "mined"; "virtd-socket list" prints the known ones, --description or --sockets describes another'
	expect_files a "$UNITDIR/mined.socket"
}

@test "a catalogue that the spec defines between two calls" {
	use_fake_systemd
	put catalog '[mined]' 'Name=mine' 'Sockets=main' 'SocketMode=0600'
	spec a <<-EOF
		%install
		%virtd_socket -S log
		%global virtd_socket_catalog $T/catalog
		%virtd_socket -S mined
		%files
	EOF
	build a.spec
	expect_files a "$UNITDIR/mined.socket" "$UNITDIR/virtlogd-admin.socket" \
		"$UNITDIR/virtlogd.socket"
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

@test "a spec in memory, where names begin like those of devices" {
	[ -w /dev/shm ] || skip "no /dev/shm"
	use_fake_systemd
	printf '%s\n' '%install' '%virtd_socket -S qemu' '%files' | spec a
	shm=$(mktemp -d /dev/shm/virtd-socket.XXXXXX)
	mv a.spec "$shm"
	call rpmspec -P "$shm/a.spec"
	rm -r "$shm"
	[ "$status" -eq 0 ]
	grep -qx 'fake_systemd_post virtqemud.socket.*' home/out
}

@test "a spec in a directory with spaces and quotes" {
	use_fake_systemd
	mkdir "it's a \"place\""
	(cd it*; spec a <<<"${BODY//NAME/virtlogd}")
	build "it's a \"place\"/a.spec"
	rm -rf home/rpmbuild
	(cd it*; spec a <<<"${BODY//-S NAME/virtlogd}")
	rpmbuild_quietly -bb "it's a \"place\"/a.spec"
	expect 1 '' "error: it's a \"place\"/a.spec:10: %virtd_socket: the build root lacks $UNITDIR/virtlogd.service, which the scriptlets of a name; install it, or say -S if another package has it
error: Bad exit status from rpm-tmp (%install)"
}
