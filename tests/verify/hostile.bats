#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Damaged and hostile input: an error, no crash, no hang, no write.

load common

good_rpm() {
	make_tree t qemu
	make_rpm t p '%post
[ $1 -eq 1 ] && systemctl preset virtqemud.socket
%preun
[ $1 -eq 0 ] && systemctl disable virtqemud.socket'
}

good_deb() {
	make_tree d qemu
	scripts_for d virtqemud.socket
	make_deb d p.deb
}

# survive FILE...: exit status 0 or 1, and nothing changes here
survive() {
	try verify --quiet "$@"
	[ "$status" -le 1 ] || { echo "$*: status $status"; cat home/err; return 1; }
}

# fails_once N FILE: exit status 1 and one error
fails_once() {
	try verify --quiet "$2"
	[ "$status" -eq 1 ] && [ "$(wc -l <home/err)" -eq 1 ] ||
		{ echo "at $1: status $status"; cat home/err; return 1; }
}

@test "wrong magic, zero bytes, no such file, a FIFO" {
	: >zero
	echo hello >text
	mkfifo fifo
	refuse 'error: cannot read "zero": neither an RPM, nor a Debian package, nor a directory' zero
	refuse 'error: cannot read "text": neither an RPM, nor a Debian package, nor a directory' text
	refuse 'error: cannot read "fifo": neither an RPM, nor a Debian package, nor a directory' fifo
	refuse 'error: cannot open "none": No such file or directory' none
}

@test "what can be read is judged all the same" {
	make_tree t qemu
	chmod 664 t/$units/virtqemud.socket
	try verify --quiet none t
	expect 1 't/usr/lib/systemd/system/virtqemud.socket: error: virtqemud.socket has mode 0664, so that others can change it; units have 0644 [unit-mode]' \
		'error: cannot open "none": No such file or directory'
}

@test "a truncated RPM is an error at any length" {
	good_rpm
	finds 0 p.rpm </dev/null
	size=$(stat -c %s p.rpm)
	for ((n = 0; n < size; n += 211)); do
		head -c $n p.rpm >cut.rpm
		fails_once "$n" cut.rpm
	done
}

@test "a truncated Debian package is an error at any length" {
	good_deb
	finds 0 p.deb </dev/null
	size=$(stat -c %s p.deb)
	for ((n = 0; n < size - 1; n += 331)); do
		head -c $n p.deb >cut.deb
		fails_once "$n" cut.deb
	done
}

# flip FILE OFFSET: FILE with one bit changed, as flip
flip() {
	local byte
	cp "$1" flip
	byte=$(od -An -tu1 -j"$2" -N1 flip)
	# shellcheck disable=SC2059
	printf "$(printf '\\x%02x' $((byte ^ (1 << $2 % 8))))" |
		dd of=flip bs=1 seek="$2" conv=notrunc status=none
}

# The payload is for "rpm -K", but a unit that is read has its digest.
@test "a bit flipped behind the signature of an RPM is an error, or changes nothing" {
	good_rpm
	size=$(stat -c %s p.rpm)
	# where the main header starts: lead, signature header, padding
	nindex=$((16#$(od -An -tx1 -j104 -N4 p.rpm | tr -d ' ')))
	hsize=$((16#$(od -An -tx1 -j108 -N4 p.rpm | tr -d ' ')))
	start=$(((112 + nindex * 16 + hsize + 7) / 8 * 8))
	nindex=$((16#$(od -An -tx1 -j$((start + 8)) -N4 p.rpm | tr -d ' ')))
	hsize=$((16#$(od -An -tx1 -j$((start + 12)) -N4 p.rpm | tr -d ' ')))
	payload=$((start + 16 + nindex * 16 + hsize))
	for ((n = start; n < size; n += 61)); do
		flip p.rpm $n
		if [ $n -lt $payload ]; then
			fails_once "$n" flip
			continue
		fi
		try verify --quiet flip
		[ "$status" -ne 0 ] || expect 0
		[ "$status" -eq 0 ] || fails_once "$n" flip
	done
}

@test "a bit flipped anywhere: no crash" {
	good_rpm
	good_deb
	for file in p.rpm p.deb; do
		size=$(stat -c %s $file)
		for ((n = 3; n < size && n < 6000; n += 53)); do
			flip $file $n
			survive flip
		done
	done
}

@test "paths that lead out of a Debian package" {
	good_deb
	mkdir -p x/a
	(cd x && echo '[Socket]' >a/virtqemud.socket &&
		tar -cf data.tar --transform 's|a/|./usr/lib/systemd/system/../../../../../escaped/|' a/virtqemud.socket)
	(cd d/DEBIAN && tar -cf ../../x/control.tar ./control)
	(cd x && echo 2.0 >debian-binary && ar q ../x.deb debian-binary control.tar data.tar 2>/dev/null)
	refuse 'error: cannot read "x.deb": its file "/usr/lib/systemd/system/../../../../../escaped/virtqemud.socket" has a ".."' x.deb
	[ ! -e escaped ] && [ ! -e /tmp/escaped ] && [ ! -e /escaped ]
}

@test "names with newlines stay on one line" {
	make_tree t qemu
	chmod 664 t/$units/virtqemud.socket
	mv t $'a\nb'
	finds 1 $'a\nb' <<-'EOF'
		a?b/usr/lib/systemd/system/virtqemud.socket: error: virtqemud.socket has mode 0664, so that others can change it; units have 0644 [unit-mode]
	EOF
}

@test "a file name that looks like an option" {
	good_deb
	mv p.deb ./-p.deb
	finds 0 -- -p.deb </dev/null
}

@test "a scriptlet that grows without end" {
	good_deb
	{
		echo 'x=abcdefgh; y="a b c d e f g h i j k l m n o p q r s t u v w x y z"'
		for ((i = 0; i < 3000; i++)); do
			echo 'x="$x$x $y$y $x$y"; for z in $x$y$x; do systemctl restart $z$x; done'
		done
		printf '%05000d\n' 0 | tr 0 '('
		printf '%05000d\n' 0 | tr 0 '`'
		echo 'cat <<END'
	} >>d/DEBIAN/postinst
	make_deb d p.deb
	finds 0 p.deb </dev/null
}

# The address space is limited so that the test is the same everywhere.
@test "100,000 units, 1 GB of a unit: memory stays bounded" {
	[ -z "${VIRTD_SANITIZED:-}" ] || skip "a sanitizer needs all memory"
	make_tree t qemu
	truncate -s 1G t/$units/virtqemud.service
	# bats traps each command of a loop in shell; a file has up to 65000 links
	python3 - t/$units <<-'END'
		import os, shutil, sys
		os.chdir(sys.argv[1])
		for i in range(100000):
		    if i % 50000 == 0:
		        shutil.copy("virtqemud-ro.socket", f"f{i}.socket")
		    else:
		        os.link(f"f{i // 50000 * 50000}.socket", f"f{i}.socket")
	END
	(
		ulimit -v 400000
		try verify --quiet t
		[ "$status" -eq 1 ]
	)
	expect_file home/err ''
	grep -q 'virtqemud.service: error: .*larger than 1 MiB \[unit-file\]$' home/out
}

@test "a unit of 120,000 sections" {
	make_tree t qemu
	{
		printf '[%05x]\n' {1..120000}
		echo '[Install]'
		echo Also=other.socket
	} >>"t/$units/virtqemud.service"
	finds 0 t <<-END
		t/$units/virtqemud.service:120007: warning: Also=other.socket is not in this package: disabling virtqemud.service disables it, too [also-foreign]
	END
}

@test "paths that lead out of an RPM" {
	make_tree t qemu
	make_rpm t p "%global _binary_payload w.ufdio" >/dev/null
	mkdir inside
	cd inside
	# as long as before: in the directory names of the header, and in the payload
	for path in /usr/lib/systemd/../system/ /usr/lib/../../../../etc/; do
		LC_ALL=C sed "s|/usr/lib/systemd/system/|$(printf '%s' "$path" |
			cut -c1-24)|g" ../p.rpm >../evil.rpm
		cmp -s ../evil.rpm ../p.rpm && return 1
		try verify --quiet ../evil.rpm
		[ "$status" -eq 1 ]
		grep -q '^error: ' ../home/err
		[ -z "$(ls -A)" ]
	done
}

# retag TAG WHAT: p.rpm with another type or text of a tag as x.rpm
retag() {
	python3 "$BATS_TEST_DIRNAME/retag.py" p.rpm x.rpm "$1" "$2"
}

@test "an RPM whose tags have wrong types" {
	local text=6 list=8

	# librpm takes a text for a list of one
	mkdir t
	: >t/x
	make_rpm t p ''
	retag 1117 $list
	finds 0 x.rpm </dev/null
	# RPMTAG_BASENAMES, RPMTAG_DIRNAMES
	retag 1117 $text
	refuse 'error: cannot read "x.rpm": its list of files is damaged' x.rpm
	retag 1118 $text
	refuse 'error: cannot read "x.rpm": its list of files is damaged' x.rpm
}

@test "an RPM whose payload has an unknown format" {
	mkdir t
	"$VIRTD_SOCKET" install --buildroot t qemu
	make_rpm t p ''
	# RPMTAG_PAYLOADFORMAT
	retag 1124 =tape
	refuse 'error: cannot read "x.rpm": its payload has an unknown format' x.rpm
}
