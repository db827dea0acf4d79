#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# packaging/ci/: the commands that the jobs and hooks run, and README's excerpt.

load common

setup_ci() {
	python3 -c 'import yaml' 2>/dev/null || skip "python has no yaml"
	mkdir bin dist
	ln -s "$VIRTD_SOCKET" bin/virtd-socket
	PATH=$PWD/bin:$PATH
	make_tree t qemu
	make_rpm t p '%post
[ $1 -gt 1 ] || systemctl preset virtqemud.socket
%preun
[ $1 -gt 0 ] || systemctl disable virtqemud.socket'
	mv p.rpm dist
	scripts_for t virtqemud.socket
	make_deb t dist/p.deb
	chmod 664 t/$units/virtqemud.socket
	make_deb t bad.deb
}

# commands FILE CODE: what python finds in FILE, as lines of shell
commands() {
	python3 - "$TOP/packaging/ci/$1" "$2" <<-'END' | grep virtd-socket | grep -v install
		import sys, yaml
		job = yaml.safe_load(open(sys.argv[1]))
		print("\n".join(eval(sys.argv[2])))
	END
}

@test "the job for GitHub" {
	setup_ci
	commands github.yml '[s["run"] for s in job["jobs"]["verify"]["steps"] if "run" in s]' >run
	[ "$(wc -l <run)" -eq 1 ]
	call sh -e run
	expect 0 '' 'checked 1 package, 4 units, 2 scriptlets'
	python3 "$BATS_TEST_DIRNAME/sarif.py" verify.sarif 0 true
	# README shows the same
	sed -n '/^```yaml$/,/^```$/p' "$TOP/README.md" | grep virtd-socket >shown
	[ "$(wc -l <shown)" -eq 2 ]
	while read -r _ _ line; do
		grep -qF "$line" "$TOP/packaging/ci/github.yml"
	done <shown
}

@test "the job for GitLab" {
	setup_ci
	commands gitlab.yml 'job["verify-sockets"]["script"]' >run
	[ "$(wc -l <run)" -eq 2 ]
	call sh -e run
	expect 0 '' 'checked 1 package, 4 units, 2 scriptlets'
	mv bad.deb dist/p.deb
	call sh -e run
	[ "$status" -eq 1 ]
	[ "$(wc -l <verify.json)" -eq 1 ]
}

@test "the hooks for pre-commit" {
	setup_ci
	commands pre-commit-config.yaml '[h["entry"] for h in job["repos"][0]["hooks"]]' >run
	[ "$(wc -l <run)" -eq 2 ]
	# with the files of a commit, as pre-commit calls it
	call sh -e -c "$(sed -n 1p run) dist/p.deb dist/p.rpm"
	expect 0
	call sh -e -c "$(sed -n 1p run) bad.deb"
	[ "$status" -eq 1 ]
	rm -r root
	cp -a t root
	call sh -e -c "$(sed -n 2p run)"
	[ "$status" -eq 1 ]
	python3 - "$TOP/packaging/ci/pre-commit-config.yaml" <<-'END'
		import re, sys, yaml
		first, second = yaml.safe_load(open(sys.argv[1]))["repos"][0]["hooks"]
		assert re.search(first["files"], "a/b.rpm") and not re.search(first["files"], "a.rpm.txt")
		assert re.search(second["files"], "root/etc/systemd/system/virtqemud.socket.d/x.conf")
	END
}
