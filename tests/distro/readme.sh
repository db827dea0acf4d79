#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# README.md followed literally on a bare Debian, where an ordinary user has sudo:
# root's commands as root, the others as that user. Of the test command, which CI
# itself runs on such a machine, only what it installs. Prints TAP, and what each
# command costs.
#
# usage: readme.sh [SUITE]      (bookworm if not given)
set -u

suite=${1:-bookworm}

here=$(dirname "$(readlink -f "$0")")
top=$(cd "$here/../.." && pwd)
dir=$(mktemp -d "${TMPDIR:-/tmp}/virtd-socket-test.XXXXXX")
machine=
trap stop EXIT
trap 'exit 143' INT TERM

stop()
{
	if [ -n "$machine" ]; then
		kill -KILL "$machine"
		wait "$machine" 2>/dev/null
	fi
	rm -rf "$dir"
}

skip()
{
	echo "ok - README.md on a bare $suite # skip $(tail -n 1 "$dir/reason")"
	exit 0
}

# The machine: a process in a copy of the tree, beside which others are started.
start_machine()
{
	mkdir "$dir/test"
	"$top/tests/pack.sh" >"$dir/test/source.tar"
	"$here/enter.sh" --bind --network "$1" "$dir/test" sh -ec '
		echo tester:x:1000:1000:Tester:/home/tester:/bin/bash >>/etc/passwd
		echo tester:x:1000: >>/etc/group
		echo "tester:*:20000:0:99999:7:::" >>/etc/shadow
		echo "tester ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/tester
		mkdir /home/tester /home/tester/virtd-socket
		tar -C /home/tester/virtd-socket -xf source.tar
		chown -R 1000:1000 /home/tester
		touch ready
		exec sleep infinity' &
	machine=$!
	while [ ! -e "$dir/test/ready" ]; do
		kill -0 "$machine" 2>/dev/null || return
		sleep .1
	done
}

"$here/enter.sh" --check 2>"$dir/reason" || skip
tree=$("$top/tests/tree.sh" "bare-sudo-$suite" "$suite" apt mount sudo \
	2>"$dir/reason") || skip
start_machine "$tree" || exit

in_machine="nsenter --target $(pgrep -P "$machine") --mount --pid --uts --ipc \
	--root env -i -C /home/tester/virtd-socket LC_ALL=C.UTF-8 \
	PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
if "$top/tests/console.py" --root "$in_machine HOME=/root" \
	--user "$in_machine HOME=/home/tester USER=tester setpriv \
		--reuid=1000 --regid=1000 --clear-groups" \
	--used "$in_machine df --output=used -k /" \
	--instead packaging/check 'packaging/deps.sh build demo check' \
	"$top/README.md" >"$dir/log"; then
	sed 's/^/# /' "$dir/log"
	echo "ok - README.md on a bare $suite"
else
	sed 's/^/# /' "$dir/log"
	echo "not ok - README.md on a bare $suite"
	exit 1
fi
