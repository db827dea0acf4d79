#!/usr/bin/env bats
# The same bytes as libvirt 11.3's own generator; needs its source, which is
# fetched, python3 and the network or a filled cache.

load ../lib

DIRS=(--runstatedir /run --sbindir /usr/sbin --sysconfdir /etc
	--initconfdir /etc/sysconfig)

setup_file() {
	local here=$BATS_TEST_DIRNAME/..

	SHARED=$(mktemp -d /tmp/virtd-socket-test.XXXXXX)
	export SHARED LIBVIRT=$SHARED/libvirt UNITS=$SHARED/units
	if ! "$here/fetch-libvirt.sh" "$LIBVIRT" 2>"$SHARED/why"; then
		return
	fi
	if ! command -v python3 >/dev/null; then
		echo 'there is no python3' >"$SHARED/why"
		return
	fi
	# what fails from here on is no reason to skip
	"$here/libvirt-units.py" "$LIBVIRT" "$UNITS"
	: >"$SHARED/ready"
}

teardown_file() {
	rm -rf "$SHARED"
}

need_libvirt() {
	[ -e "$SHARED/ready" ] || skip "$(cat "$SHARED/why")"
}

services() {
	(cd "$UNITS" && ls -- *.service) | sed 's/\.service$//'
}

# what_libvirt_has GLOB: install wrote the files that libvirt has, no others
what_libvirt_has() {
	mkdir expected
	# shellcheck disable=SC2086
	(cd "$UNITS" && cp -- $1 "$T/expected")
	diff -r expected "root$UNITDIR"
	expect_file home/err ''
	[ "$status" -eq 0 ]
}

# A newer libvirt may have more: the catalogue may be ahead of these sources.
@test "the catalogue has libvirt's daemons and their sockets" {
	local service

	need_libvirt
	services >expected
	"$VIRTD_SOCKET" list | sed 1d | awk '{print $2}' >home/out
	[ -z "$(comm -23 expected home/out)" ]
	[ "$(wc -l <expected)" -eq 16 ]
	# shellcheck disable=SC2046
	"$VIRTD_SOCKET" units $(cat expected) | sort >ours
	(cd "$UNITS" && ls -- *.socket | sort) | diff - ours
	[ "$(wc -l <ours)" -eq 50 ]
}

@test "install: our templates make libvirt's sockets" {
	need_libvirt
	# shellcheck disable=SC2046
	try install --buildroot root "${DIRS[@]}" $(services)
	what_libvirt_has '*.socket'
}

@test "install: libvirt's templates make libvirt's sockets" {
	need_libvirt
	# shellcheck disable=SC2046
	try install --buildroot root "${DIRS[@]}" --templates "$LIBVIRT/src" \
		$(services)
	what_libvirt_has '*.socket'
}

@test "install: libvirt's templates make libvirt's services" {
	need_libvirt
	# shellcheck disable=SC2046
	try install --buildroot root "${DIRS[@]}" --templates "$LIBVIRT/src" \
		--service --keep-foreign-also $(services)
	what_libvirt_has '*.s*'
}

@test "expand: each unit on its own" {
	local service kind unit n=0

	need_libvirt
	for service in $(services); do
		for kind in main ro admin tcp tls service; do
			unit=$("$VIRTD_SOCKET" units --only $kind "$service" \
				2>/dev/null) || continue
			try expand "${DIRS[@]}" --templates "$LIBVIRT/src" \
				--keep-foreign-also --only $kind "$service"
			cmp "$UNITS/$unit" home/out
			expect_file home/err ''
			n=$((n + 1))
			[ $kind != service ] || continue
			try expand "${DIRS[@]}" --only $kind "$service"
			cmp "$UNITS/$unit" home/out
		done
	done
	[ $n -eq 66 ]
}

@test "libvirt 9.0 has no templates for all sockets, which is said" {
	"$TOP/tests/fetch-libvirt.sh" old bookworm 2>why || skip "$(head -n 1 why)"
	for daemon in network libvirtd log; do
		try expand "${DIRS[@]}" --templates old/src $daemon
		[ "$status" -eq 1 ]
		grep 'from a tree that has "old/src/remote/libvirtd.socket.in" and no virtd.socket.in, as libvirt 9.0 and before' \
			home/err
		expect_file home/out ''
	done
}

@test "virtqemud.service differs by its foreign Also= lines, and by nothing else" {
	need_libvirt
	try expand "${DIRS[@]}" --templates "$LIBVIRT/src" --only service qemu
	[ "$status" -eq 0 ]
	cp home/out ours
	call diff "$UNITS/virtqemud.service" ours
	[ "$status" -eq 1 ]
	[ "$(grep '^[<>]' home/out)" = $'< Also=virtlogd.socket\n< Also=virtlockd.socket' ]
	# in one package with those daemons nothing is foreign
	try expand "${DIRS[@]}" --templates "$LIBVIRT/src" --only service \
		lock qemu log
	[ "$(grep -c '^Also=virtlo.*\.socket$' home/out)" -ge 2 ]
}

@test "libvirt's services and our sockets, as systemd reads them" {
	need_libvirt
	# shellcheck disable=SC2046
	try install --buildroot root "${DIRS[@]}" --unitdir /u \
		--templates "$LIBVIRT/src" --service $(services)
	[ "$status" -eq 0 ]
	# the daemons are not installed here; systemd before 253 lacks the type
	sed -i -e 's|^ExecStart=.*|ExecStart=/bin/true|' \
		-e 's|^Type=notify-reload|Type=notify|' root/u/*.service
	verify root/u/*.socket
	expect 0
}
