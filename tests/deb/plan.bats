#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# virtd-socket install --plan, which dh_virtd_socket asks.
load source

setup()
{
	cd "$BATS_TEST_TMPDIR"
	mkdir root
	dirs='--runstatedir=/run --unitdir=/lib/systemd/system'
}

# plan STATUS OUTPUT ARG...: and nothing is written
plan()
{
	local expected_status=$1 expected=$2
	shift 2
	run virtd-socket install --plan $dirs "$@"
	equal "$output" "$expected"
	[ "$status" = "$expected_status" ]
	[ -z "$(ls -A root)" ]
}

@test "sockets, then the service, of each daemon" {
	plan 0 'virtproxyd.socket enable
virtproxyd-ro.socket enable
virtproxyd-admin.socket enable
virtproxyd-tcp.socket keep
virtproxyd-tls.socket keep
virtproxyd.service restart
virtlogd.socket enable
virtlogd-admin.socket enable
virtlogd.service reload' --buildroot=root proxy log
}

@test "--enable, --sockets, --upgrade; no build root is needed" {
	plan 0 'own.socket enable
own-ro.socket enable
own-tls.socket enable
own.service reload' -k main,ro,tls -e tls -u reload own
}

@test "--upgrade=none" {
	plan 0 'own.socket enable
own.service none' -k main -u none own
}

@test "everything is checked" {
	plan 1 "error: unknown daemon \"qemuu\"; did you mean 'qemu'?" \
		--buildroot=root qemuu
	plan 1 'error: --enable: virtqemud has no socket of kind tcp' \
		--buildroot=root -e tcp qemu
	mkdir -p there/lib/systemd/system
	echo >there/lib/systemd/system/virtqemud.socket
	run virtd-socket install --plan $dirs --buildroot=there qemu
	[ "$status" = 1 ]
	[[ $output == *virtqemud.socket* ]]
}

@test "without --plan a build root is needed" {
	run virtd-socket install qemu
	equal "$output" 'error: install needs --buildroot DIR'
	[ "$status" = 2 ]
}
