#!/usr/bin/env bats
# The program itself: verbs, the options of every verb, output that fails.

load ../lib

VERBS='Verbs (virtd-socket VERB --help says more):'

@test "no verb" {
	try
	expect 2 '' 'error: no verb; see virtd-socket --help'
}

@test "unknown verb, near a known one" {
	try instal --buildroot root qemu
	expect 2 '' $'error: unknown verb "instal"; did you mean \'install\'?'
	expect_nothing_written
}

@test "unknown verb" {
	try frobnicate qemu
	expect 2 '' 'error: unknown verb "frobnicate"; see virtd-socket --help'
}

@test "empty verb" {
	try ''
	expect 2 '' 'error: unknown verb ""; see virtd-socket --help'
}

@test "unknown option" {
	try install --buildroot root --frobnicate qemu
	expect 2 '' \
		'error: --frobnicate: unknown option; see virtd-socket install --help'
	try install --buildroot root qemu --frobnicate=x
	expect 2 '' \
		'error: --frobnicate=x: unknown option; see virtd-socket install --help'
	try --frobnicate list
	expect 2 '' \
		'error: --frobnicate: unknown option; see virtd-socket --help'
	try expand -x qemu
	expect 2 '' 'error: -x: unknown option; see virtd-socket expand --help'
	expect_nothing_written
}

@test "option of another verb" {
	try list --force
	expect 2 '' 'error: --force: unknown option; see virtd-socket list --help'
}

@test "option without its argument" {
	try expand qemu --sockmode
	expect 2 '' 'error: --sockmode: missing argument; see virtd-socket expand --help'
	try -D
	expect 2 '' 'error: -D: missing argument; see virtd-socket --help'
}

@test "option with an argument that it does not take" {
	try install --buildroot root --force=yes qemu
	# popt before 1.19 takes it all the same
	if rpm --version=x >/dev/null 2>&1; then
		expect 0
		return
	fi
	expect 2 '' 'error: --force=yes: option does not take an argument; see virtd-socket install --help'
	expect_nothing_written
}

@test "no name" {
	local verb

	for verb in expand install units scriptlets; do
		try $verb
		expect 2 '' 'error: no daemon is named; "virtd-socket list" prints the known ones'
	done
}

@test "--help lists every verb" {
	local verb

	try --help
	[ "$status" -eq 0 ]
	expect_file home/err ''
	[ "$(head -n 1 home/out)" = 'Usage: virtd-socket VERB [OPTION...] NAME...' ]
	grep -qxF "$VERBS" home/out
	for verb in $(sed -n 's/^const struct verb verb_\([a-z]*\) =.*/\1/p' \
		"$TOP"/plugin/verbs/*.c); do
		grep -q "^  $verb  " home/out || not echo "$verb"
	done
	cp home/out first
	for args in '-?' -h help '-h -v'; do
		# shellcheck disable=SC2086
		try $args
		expect 0 "$(cat first)"
	done
}

@test "help with a verb is its --help" {
	try units --help
	cp home/out first
	for args in 'units -h' 'help units' '-h units' 'units -?'; do
		# shellcheck disable=SC2086
		try $args
		expect 0 "$(cat first)"
	done
	try help frobnicate
	expect 2 '' 'error: unknown verb "frobnicate"; see virtd-socket --help'
}

@test "--help of each verb names its options and nothing goes beyond 80 columns" {
	local verb

	for verb in $("$VIRTD_SOCKET" --help |
		sed -n '/^Verbs/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
		try $verb --help
		[ "$status" -eq 0 ]
		expect_file home/err ''
		grep -qE "^Usage: virtd-socket $verb \[OPTION\.\.\.\]( [^ ]+)*$" home/out
		# its own options, each with a sentence
		grep -q '^Options:' home/out
		not grep -E '^ +(-., )?--[a-z-]+[^ ]*$' home/out
		grep -q -- '-D, --define' home/out
		not grep -E '^.{81}' home/out
	done
	try install --help
	grep -q -- ' --buildroot=DIR ' home/out
}

@test "a value that an option cannot have is wrong usage, in rpm's macros a failure" {
	local args

	for args in --style=x --section=x --enable=main --sockets=ro \
		--upgrade=x --sockmode=9 --unitdir=x -na/b '-na -pb'; do
		# shellcheck disable=SC2086
		try scriptlets $args qemu
		[ "$status" -eq 2 ] || not echo "$args: $status"
		expect_file home/out ''
		[ "$(wc -l <home/err)" -eq 1 ]
	done
	for args in --only=x --sbindir=x --description= --sockprefix=/; do
		try expand $args qemu
		[ "$status" -eq 2 ] || not echo "$args: $status"
	done
	try scriptlets -D 'virtd_socket_style x' log
	expect 1 '' 'error: unknown style "x"; use systemd, suse or posttrans'
	# one that may fit another daemon
	try scriptlets --enable tcp qemu
	expect 1 '' 'error: --enable: virtqemud has no socket of kind tcp'
}

@test "wrong usage that cannot be printed in full stays a failure" {
	call sh -c 'exec "$@" >&-' sh "$VIRTD_SOCKET" -E x expand --only x qemu
	[ "$status" -eq 1 ]
}

@test "--version" {
	try --version
	[ "$status" -eq 0 ]
	expect_file home/err ''
	grep -Eqx 'virtd-socket [0-9]+(\.[0-9]+)+' home/out
	[ "$(wc -l <home/out)" -eq 1 ]
	cp home/out first
	try list --version
	expect 0 "$(cat first)"
}

@test "--eval" {
	try -E '%{?nope}1' --eval '%{_prefix}x' -D '_prefix /p' -E '%_prefix'
	expect 0 $'1\n/usrx\n/p'
}

@test "--eval together with a verb" {
	try units -E a qemu
	expect 0 $'a\nvirtqemud.socket\nvirtqemud-ro.socket\nvirtqemud-admin.socket'
}

@test "--eval that fails" {
	try -E '%{error:no luck}'
	expect 1 '' $'error: no luck\nerror: cannot expand "%{error:no luck}"'
}

@test "--define: macros, in order, with undefine" {
	try -D 'aaa 1' -D '%bbb %{aaa}2' --define='c_d 3' -E '%aaa %bbb %c_d'
	expect 0 '1 12 3'
	try -D 'c-d 3' -E '%c_d'
	expect 0 3
	try -D 'aaa 1' --undefine aaa -E '%{?aaa}x'
	expect 0 x
	try -D 'aaa 1' -D 'aaa 2' --undefine aaa -E '%{?aaa}x'
	expect 0 1x
}

@test "--define without a value" {
	local text

	for text in aaa ' %aaa ' 'aaa()' 'aaa() '; do
		try -D "$text" -E '%{?aaa}x'
		expect 2 '' "error: --define: macro \"aaa\" has no value; use -D 'aaa VALUE'"
	done
	try install --buildroot root -D aaa qemu
	expect 2 '' "error: --define: macro \"aaa\" has no value; use -D 'aaa VALUE'"
	expect_nothing_written
	try -D 'aaa() x%1' -E '%aaa y'
	expect 0 xy
}

@test "--macros" {
	put macros '%_rundir /elsewhere' '%_sbindir /sb'
	try expand --macros macros --only tcp,main qemu
	grep -qx 'ListenStream=/elsewhere/libvirt/virtqemud-sock' home/out
	[ "$status" -eq 0 ]
	expect_file home/err ''
}

@test "--rcfile" {
	put rc "optflags: $(rpm --eval '%{_target_cpu}') -Omine"
	if [ "$(rpm --rcfile rc --eval '%{optflags}')" = \
		"$(rpm --eval '%{optflags}')" ]; then
		skip "this rpm takes nothing that can be seen from rpmrc"
	fi
	try --rcfile rc -E '%{optflags}'
	expect 0 "$(rpm --rcfile rc --eval '%{optflags}')"
}

@test "--rcfile that is missing, where rpm is needed" {
	try install --buildroot root --rcfile missing qemu
	expect 1 '' "error: Unable to open missing for reading: No such file or directory.
error: cannot read the configuration of rpm"
	expect_nothing_written
	# one that needs nothing of rpm does not read it
	try units --rcfile missing log
	expect 0 $'virtlogd.socket\nvirtlogd-admin.socket'
}

@test "--verbose says what was written, --quiet does not" {
	try install -v --buildroot root qemu
	expect 0 "Wrote: root$UNITDIR/virtqemud.socket
Wrote: root$UNITDIR/virtqemud-ro.socket
Wrote: root$UNITDIR/virtqemud-admin.socket"
	try install --verbose --buildroot root qemu
	expect 0
	rm -r root/*
	try install --buildroot root qemu
	expect 0
	rm -r root/*
	try install -v --quiet --buildroot root qemu
	expect 0
}

@test "--quiet leaves errors" {
	try units --quiet foo
	[ "$status" -eq 1 ]
	grep -q '^error: unknown daemon "foo"' home/err
}

@test "closed standard output" {
	call sh -c 'exec "$@" >&-' sh "$VIRTD_SOCKET" expand qemu
	expect 1 '' 'error: cannot write to standard output: Bad file descriptor'
	for a in --version --help '-E x' 'list' 'units qemu' 'list --help'; do
		# shellcheck disable=SC2086
		call sh -c 'exec "$@" >&-' sh "$VIRTD_SOCKET" $a
		expect 1 '' 'error: cannot write to standard output: Bad file descriptor'
	done
}

@test "full standard output" {
	[ -c /dev/full ] || skip "there is no /dev/full"
	for a in --version --help '-E x' list 'scriptlets --table' 'expand qemu'; do
		# shellcheck disable=SC2086
		call sh -c 'exec "$@" >/dev/full' sh "$VIRTD_SOCKET" $a
		expect 1 '' 'error: cannot write to standard output: No space left on device'
	done
}

@test "all standard streams closed: files stay whole" {
	call sh -c 'exec "$@" <&- >&- 2>&-' sh "$VIRTD_SOCKET" \
		install -v --buildroot root qemu
	try expand --only main qemu
	cp home/out expected
	if [ -e "root$UNITDIR/virtqemud.socket" ]; then
		cmp expected "root$UNITDIR/virtqemud.socket"
	fi
	# as if nothing had been said
	rm -rf root/*
	call sh -c 'exec "$@" >&-' sh "$VIRTD_SOCKET" install --buildroot root qemu
	expect 0
	cmp expected "root$UNITDIR/virtqemud.socket"
}

@test "the same output twice, and in any locale" {
	try expand proxy qemu lock
	cp home/out first
	LC_ALL=tr_TR.UTF-8 try expand proxy qemu lock
	expect 0 "$(cat first)"
}

@test "an option given twice: the last one counts" {
	try expand --sockmode 0600 --sockmode 0660 --only main qemu
	[ "$status" -eq 0 ]
	grep -qx SocketMode=0660 home/out
}

@test "behind -- there are only names" {
	try units -- --force
	expect 1 '' 'error: "--force" cannot be the name of a daemon; use lower case letters and digits, after the first also "-" and "_"'
	try units -- qemu
	expect 0 $'virtqemud.socket\nvirtqemud-ro.socket\nvirtqemud-admin.socket'
}
