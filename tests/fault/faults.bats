#!/usr/bin/env bats
# Every system call of a run fails once, and the run is killed there once: see
# fault.py and scenarios.py. All errors on every call with VIRTD_TEST_FAULTS=all,
# else one on each.

load ../lib

# faults SCENARIO...
faults() {
	local all=

	call strace -o /dev/null -e inject=getppid:error=EIO:when=1 true
	[ "$status" -eq 0 ] || skip "strace does not work here: $(head -n 1 home/err)"
	[ "${VIRTD_TEST_FAULTS-}" != all ] || all=--all
	call env VIRTD_SOCKET_DATADIR="$DATADIR" \
		python3 "$TOP/tests/fault/fault.py" $all "$VIRTD_SOCKET" "$@"
	grep '^#' home/out >&3
	cat home/out home/err
	[ "$status" -eq 0 ]
}

@test "faults: install into an empty build root" {
	faults new
}

@test "faults: install --force over older files, and into older lists" {
	faults force
}

@test "faults: install where everything is there already" {
	faults same
}

@test "faults: install with the directories of rpm's macros" {
	faults macros
}

@test "faults: expand, units" {
	faults expand units
}

@test "faults: verify of a tree, of a .deb, of an .rpm" {
	faults tree deb rpm
}

# checksums DIR
checksums() {
	find "$1" -type f -exec sha256sum {} + | sed "s|  $1/|  |" | sort -k 2
}

# install_into DIR [COMMAND...]: through the command, with lists beside DIR
install_into() {
	local dir=$1

	shift
	call "$@" "$VIRTD_SOCKET" install --force --buildroot "$dir" \
		--unitdir /u --runstatedir /run --filelist "$dir.list" log qemu
}

@test "reads and writes of one byte" {
	"${CC:-cc}" -shared -fPIC -o short.so "$TOP/tests/fault/short.c"
	call env LD_PRELOAD="$T/short.so" sh -c 'head -c 2 /etc/passwd | wc -c'
	expect 0 2
	# twice: the second one reads what the first one wrote
	for _ in 1 2; do
		install_into root env LD_PRELOAD="$T/short.so"
		expect 0
	done
	mkdir whole
	install_into whole
	diff <(checksums root) <(checksums whole)
	cmp root.list whole.list
	call env LD_PRELOAD="$T/short.so" "$VIRTD_SOCKET" verify root
	cp home/out short
	try verify root
	diff short home/out
}

@test "a limit of the size of files: what was there stays" {
	local limit old

	mkdir whole
	install_into whole
	for limit in 0 1 100 291 292 300 355 357 400; do
		for old in empty older; do
			rm -rf root root.*
			mkdir root
			if [ $old = older ]; then
				put root/u/virtqemud.socket '[Unit]' Description=old
				put root.list '%doc README'
			fi
			checksums . | grep ' root' >before || true
			# shellcheck disable=SC2016
			install_into root bash -c 'trap "" XFSZ; set -o pipefail
				prlimit --fsize="$@" 2>&1 | cat >&2' sh $limit
			if [ $limit = 400 ]; then
				expect 0
				diff <(checksums root) <(checksums whole)
				continue
			fi
			[ "$status" -eq 1 ]
			grep -qx 'error: cannot write "root.*": File too large' home/err
			[ "$(wc -l <home/err)" -eq 1 ]
			diff before <(checksums . | grep ' root')
			[ $old = older ] || expect_tree root ''
		done
	done
}
