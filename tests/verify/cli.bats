#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command lines of verify.

load common

# usage ERROR ARG...: exit status 2 with this error only
usage() {
	local text=$1
	shift
	try "$@" </dev/null
	expect 2 '' "$text"
}

@test "wrong command lines" {
	usage 'error: verify needs a package or a directory tree' verify
	usage 'error: verify --rules: surplus argument "x"' verify --rules x
	usage "error: --disable: unknown rule \"socket-mod\"; did you mean 'socket-mode'?" verify --disable socket-mod x
	usage 'error: --disable: unknown rule "xyzzy"; --rules prints them' verify --disable xyzzy x
	usage 'error: --format: unknown format "xml"; there are text, json and sarif' verify --format xml x
	usage 'error: --runstatedir: "x" is not an absolute path without ".."' verify --runstatedir x t
}

@test "--rules prints a line for each rule; the manual has it, and a test" {
	try verify --rules
	[ "$(wc -l <home/out)" -ge 37 ]
	not grep -E '.{80}' home/out
	while read -r rule sentence; do
		[ -n "$sentence" ]
		grep -q "\[$rule\]\$" "$BATS_TEST_DIRNAME"/*.bats ||
			{ echo "no test trips $rule"; return 1; }
		grep -A1 -Fx "*$rule*" "$TOP/plugin/man/virtd-socket.1.scd" |
			tr -d '\\_\t' | grep -qFx "$(echo "$sentence" | tr -d _)" ||
			{ echo "the manual lacks: $rule: $sentence"; return 1; }
	done <home/out
}

@test "what was checked stands on standard error, but for --quiet" {
	make_tree t qemu
	try verify t
	expect 0 '' 'checked 0 packages, 1 tree, 4 units, 0 scriptlets'
	scripts_for t virtqemud.socket
	make_deb t p.deb
	make_deb t q.deb 'Conflicts: p'
	try verify p.deb q.deb t t
	expect 0 '' 'checked 2 packages, 2 trees, 16 units, 4 scriptlets'
	mkdir -p e
	put s/DEBIAN/x
	rm s/DEBIAN/x
	put s/DEBIAN/postinst '#!/bin/sh'
	put s/$units/a.service '[Service]'
	chmod 755 s/DEBIAN/postinst
	make_deb s s.deb
	try verify s.deb
	expect 0 '' 'checked 1 package, 1 unit, 1 scriptlet; no unit of a libvirt daemon is among them'
	try verify --quiet s.deb
	expect 0
	try verify none
	expect 1 '' 'error: cannot open "none": No such file or directory'
}

@test "--format json: a line for each finding" {
	make_tree t qemu
	chmod 664 t/$units/virtqemud.socket
	sed -i 's/^SocketMode=.*/SocketMode="a\\b"/' t/$units/virtqemud-ro.socket
	mkdir p
	cp -a t p
	scripts_for p/t virtqemud.socket
	sed -i '2i %no_such' p/t/DEBIAN/postinst
	make_deb p/t p.deb
	try verify --quiet --format json t p.deb
	expect 1 '{"package":"t","path":"t/usr/lib/systemd/system/virtqemud-ro.socket","line":11,"rule":"socket-mode","severity":"error","text":"SocketMode=\"a\\b\" is no mode"}
{"package":"t","path":"t/usr/lib/systemd/system/virtqemud.socket","rule":"unit-mode","severity":"error","text":"virtqemud.socket has mode 0664, so that others can change it; units have 0644"}
{"package":"p.deb","path":"p.deb:/usr/lib/systemd/system/virtqemud-ro.socket","line":11,"rule":"socket-mode","severity":"error","text":"SocketMode=\"a\\b\" is no mode"}
{"package":"p.deb","path":"p.deb:/usr/lib/systemd/system/virtqemud.socket","rule":"unit-mode","severity":"error","text":"virtqemud.socket has mode 0664, so that others can change it; units have 0644"}
{"package":"p.deb","path":"p.deb:postinst","line":2,"rule":"scriptlet-macro","severity":"error","text":"the macro %no_such was not expanded"}'
	python3 -c 'import json, sys
for line in open("home/out"):
    finding = json.loads(line)
    assert finding["severity"] in ("error", "warning")
    assert finding["text"] and finding["rule"] and finding["path"]'
	chmod 644 t/$units/virtqemud.socket
	sed -i 's/^SocketMode=.*/SocketMode=0666/' t/$units/virtqemud-ro.socket
	try verify --quiet --format json t
	expect 0
}

@test "--format sarif: what the standard requires" {
	make_tree 't #' qemu
	chmod 755 't #'/$units/virtqemud.socket
	sed -i 's/^SocketMode=.*/SocketMode=07777/' 't #'/$units/virtqemud-ro.socket
	cp -a 't #' p
	scripts_for p virtqemud.socket
	sed -i '2i %no_such' p/DEBIAN/postinst
	make_deb p p.deb
	try verify --quiet --format sarif 't #' p.deb "$PWD/p.deb" none
	[ "$status" -eq 1 ]
	python3 "$BATS_TEST_DIRNAME/sarif.py" home/out 8 false
	"$VIRTD_SOCKET" verify --rules | sed 's/ .*//' >rules
	python3 - <<-'END'
		import json
		run = json.load(open("home/out"))["runs"][0]
		assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == open("rules").read().split()
		first = run["results"][0]
		assert first["ruleId"] == "socket-mode" and first["level"] == "error"
		where = first["locations"][0]["physicalLocation"]
		assert where["artifactLocation"]["uri"] == "t%20%23/usr/lib/systemd/system/virtqemud-ro.socket"
		assert where["region"] == {"startLine": 11}
		assert run["results"][1]["level"] == "warning"
		deb = run["results"][2]
		assert deb["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "p.deb"}}
		assert deb["message"]["text"].startswith("/usr/lib/systemd/system/virtqemud-ro.socket:11: SocketMode=")
		assert deb["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "p.deb:/usr/lib/systemd/system/virtqemud-ro.socket"
		assert run["results"][-1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith("file:///tmp/")
	END
	try verify --quiet --strict --format sarif 't #'
	python3 "$BATS_TEST_DIRNAME/sarif.py" home/out 2 true
	not grep -q '"level":"warning"' home/out
	mkdir e
	try verify --quiet --format sarif e
	[ "$status" -eq 0 ]
	python3 "$BATS_TEST_DIRNAME/sarif.py" home/out 0 true
}

@test "progress: after a second, on a terminal only" {
	make_tree t qemu
	mkfifo wait
	# dpkg-deb that waits
	mkdir bin
	put bin/dpkg-deb '#!/bin/sh' 'cat wait >/dev/null' 'exec /usr/bin/dpkg-deb "$@"'
	chmod 755 bin/dpkg-deb
	scripts_for t virtqemud.socket
	make_deb t p.deb
	make_deb t q.deb 'Conflicts: p'
	PATH=$PWD/bin:$PATH python3 - "$VIRTD_SOCKET" <<-'END'
		import os, pty, sys, time
		pid, terminal = pty.fork()
		if pid == 0:
		    os.execv(sys.argv[1], ["virtd-socket", "verify", "p.deb", "q.deb"])
		for i in range(4):
		    with open("wait", "w"):
		        time.sleep(1.5)
		    time.sleep(0.2)
		text = b""
		try:
		    while True:
		        text += os.read(terminal, 4096)
		except OSError:
		    pass
		status = os.waitpid(pid, 0)[1]
		assert status == 0, (status, text)
		assert b"\r\x1b[K2 of 2: q.deb" in text, text
		assert text.endswith(b"\r\x1b[Kchecked 2 packages, 8 units, 4 scriptlets\r\n"), text
	END
}

@test "--catalog adds daemons" {
	printf '[mined]\nName=mine\nSockets=main admin\n' >catalog
	mkdir t
	"$VIRTD_SOCKET" install --catalog catalog --buildroot t --unitdir /$units --runstatedir /run mined
	printf '[Service]\nExecStart=/bin/true\n' >t/$units/mined.service
	rm t/$units/mined-admin.socket
	finds 1 --catalog catalog t <<-'EOF'
		t/usr/lib/systemd/system/mined.socket: error: mined-admin.socket is missing beside mined.socket [trio-incomplete]
	EOF
}
