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
	if [ "$status" -ne 1 ] || [ "$(wc -l <home/err)" -ne 1 ]; then
		echo "at $1: status $status"
		cat home/err
		return 1
	fi
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

@test "a unit that is not what the header of its RPM says" {
	make_tree t qemu
	make_rpm t p "%global _binary_payload w.ufdio" >/dev/null
	LC_ALL=C sed 's|libvirt QEMU daemon read-only|libvirt XEMU daemon read-only|' \
		p.rpm >evil.rpm
	not cmp -s p.rpm evil.rpm
	refuse "error: cannot read \"evil.rpm\": the digest of \"/usr/lib/systemd/system/virtqemud-ro.socket\" does not fit" evil.rpm
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

# python_deb CODE: x.deb whose archives python makes
python_deb() {
	python3 - "$@" <<-'END'
		import io, subprocess, sys, tarfile

		def tar(entries, change=None):
		    out = io.BytesIO()
		    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as t:
		        for name, data in entries:
		            info = tarfile.TarInfo(name)
		            if isinstance(data, str):
		                info.type, info.linkname = tarfile.LNKTYPE, data
		                t.addfile(info)
		                continue
		            info.size, info.mode = len(data), 0o644
		            t.addfile(info, io.BytesIO(data))
		    return out.getvalue()

		def checked(block):
		    block = bytearray(block)
		    block[148:156] = b" " * 8
		    block[148:156] = b"%06o\0 " % sum(block)
		    return bytes(block)

		units = "./usr/lib/systemd/system/"
		socket = b"[Socket]\nListenStream=/run/libvirt/virtqemud-sock\nSocketMode=0777\n"
		control = [("./control", b"Package: x\nVersion: 1\n")]
		data = [(units + "virtqemud.socket", socket)]
		exec(sys.argv[1])
		raw = globals().get("raw") or tar(data)
		with open("x.deb", "wb") as f:
		    f.write(b"!<arch>\n")
		    for name, body in ((b"debian-binary", b"2.0\n"), (b"control.tar", tar(control)), (b"data.tar", raw)):
		        f.write(b"%-16s%-12d%-6d%-6d%-8o%-10d`\n" % (name, 0, 0, 0, 0o100644, len(body)))
		        f.write(body + b"\n" * (len(body) % 2))
	END
}

# Whether the unit in x.deb has been read.
was_read() {
	try verify --quiet x.deb
	grep -q "$1: error: SocketMode=0777 is wider than 0666 \[socket-mode\]\$" home/out ||
		{ cat home/out home/err; return 1; }
}

@test "names, values and other programs' text bring nothing raw to a terminal" {
	local bad=$'x\nerror: forged\033[31m\xc2\x9b\x9b\xe2\x80\xae\x7f' format
	local code='bad = b"x\nerror: forged\x1b[31m\xc2\x9b\x9b\xe2\x80\xae\x7f".decode("utf8", "surrogateescape")
data = [(units + "virtqemud.socket", b"[Socket]\nListenStream=\x1b[1m\xc2\x9b\x9b\xe2\x80\xae\x7f\n"),
        (units + "virtlogd.socket", b"\x1b\x9b"), (units + bad + ".socket", b"[Socket]\nListenStream=/run/libvirt/x\n")]
control += [("./postinst", b"#!/bin/sh\n%no_such\x1b[1m\xc2\x9b\x9b\n")]
'

	python_deb "$code"
	mv x.deb "$bad"
	for format in text json sarif; do
		try verify --quiet --format $format "$bad"
		[ "$status" -eq 1 ]
		nothing_raw
		not grep -q '^error: forged' home/out
		expect_file home/err ''
	done
	python_deb "$code"'data += [("./usr/lib/systemd/system/../" + bad, b"x")]'
	refuse 'error: cannot read "x.deb": its file "/usr/lib/systemd/system/../x?error: forged?[31m????" has a ".."' x.deb
	mkdir -p "t/$units"
	echo x >"t/$units/$bad.socket"
	chmod 0 "t/$units/$bad.socket"
	call as_user env HOME="$T/home" "$VIRTD_SOCKET" verify --quiet t "$bad$bad"
	[ "$status" -eq 1 ]
	nothing_raw
	[ "$(grep -c '^error: ' home/err)" -eq 2 ]
	[ "$(wc -l <home/err)" -eq 2 ]
}

# Neither output has what acts on a terminal.
nothing_raw() {
	python3 - home/out home/err <<-'END'
		import sys, unicodedata
		for name in sys.argv[1:]:
		    text = open(name, "rb").read().decode("utf8")
		    for c in text:
		        assert c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp"), ascii(c)
	END
}

@test "tar: two members of one name, two scripts of one name" {
	python_deb 'data *= 2'
	refuse 'error: cannot read "x.deb": it has two files "/usr/lib/systemd/system/virtqemud.socket"' x.deb
	python_deb 'control += [("./postinst", b"#!/bin/sh\n")] * 2'
	refuse 'error: cannot read "x.deb": it has two files "postinst"' x.deb
	python_deb 'data += [("./usr/lib/systemd/system/a.socket.d/x.conf", b"[Socket]\n")] * 2'
	refuse 'error: cannot read "x.deb": it has two files "/usr/lib/systemd/system/a.socket.d/x.conf"' x.deb
}

@test "tar: hard links to what is not there, to themselves, to one behind them" {
	python_deb 'data += [(units + "virtlogd.socket", "./usr/nothing")]'
	refuse 'error: cannot read "x.deb": it has hard links to files that it does not have, such as "/usr/lib/systemd/system/virtlogd.socket"' x.deb
	python_deb 'data += [(units + "virtlogd.socket", units + "virtlogd.socket")]'
	refuse 'error: cannot read "x.deb": it has hard links to files that it does not have, such as "/usr/lib/systemd/system/virtlogd.socket"' x.deb
	python_deb 'data.insert(0, (units + "virtlogd.socket", "usr/lib/systemd/system/virtqemud.socket"))'
	was_read virtqemud.socket:3
	grep -q 'virtlogd.socket:2: error: ListenStream=/run/libvirt/virtqemud-sock; clients look' home/out
}

@test "tar: a checksum that does not fit, the prefix of ustar, sizes in base 256" {
	python_deb 'raw = bytearray(tar(data)); raw[20] ^= 1; raw = bytes(raw)'
	refuse 'error: cannot read "x.deb": the archive in it is damaged' x.deb
	# the path is cut at a slash where it fits into neither field alone
	python_deb 'raw = bytearray(tar(data)); raw[0:100] = b"virtqemud.socket".ljust(100, b"\0"); raw[345:500] = b"./usr/lib/systemd/system".ljust(155, b"\0"); raw = checked(raw[:512]) + bytes(raw[512:])'
	was_read /usr/lib/systemd/system/virtqemud.socket:3
	python_deb 'raw = bytearray(tar(data)); raw[124:136] = b"\x80" + len(socket).to_bytes(11, "big"); raw = checked(raw[:512]) + bytes(raw[512:])'
	was_read virtqemud.socket:3
	python_deb 'raw = bytearray(tar(data)); raw[124:136] = b"\xff" * 12; raw = checked(raw[:512]) + bytes(raw[512:])'
	refuse 'error: cannot read "x.deb": the archive in it is damaged' x.deb
}

@test "more than 64 MiB of units; a small file that unpacks to GBs" {
	python_deb 'data = [(units + "v%d.socket" % i, b"#" * (1 << 20)) for i in range(65)]'
	refuse 'error: cannot check "x.deb": more than 64 MiB of units' x.deb
	python_deb 'data = [(units + "v%d.socket" % i, b"#" * (1 << 20)) for i in range(64)]'
	finds 0 x.deb </dev/null
	mkdir -p t/usr/x
	truncate -s 1G t/usr/x/y
	put t/DEBIAN/control 'Package: x' 'Version: 1' 'Architecture: all' 'Maintainer: x <x@example.org>' 'Description: x'
	# gzip makes 1/1000 of zeros, which real packages have, xz 1/7000
	dpkg-deb -Zgzip -z1 -b t x.deb >/dev/null
	finds 0 x.deb </dev/null
	dpkg-deb -Zxz -z1 -b t x.deb >/dev/null
	refuse "error: cannot check \"x.deb\": it unpacks to more than $((256 + $(stat -c %s x.deb) * 500 / 1048576)) MiB, which is too much for a file of its size" x.deb
}
