#!/usr/bin/env bats
# virtd-socket install --filelist: the list that packaging needs.

load ../lib

install_to() {
	try install --buildroot root --unitdir /u "$@"
}

@test "--filelist: calls add to it" {
	install_to --filelist list log
	expect 0
	expect_file list $'/u/virtlogd.socket\n/u/virtlogd-admin.socket'
	install_to --filelist list log lock
	expect 0
	expect_file list '/u/virtlogd.socket
/u/virtlogd-admin.socket
/u/virtlockd.socket
/u/virtlockd-admin.socket'
}

@test "--filelist: lines of others stay" {
	put list '%doc README' /u/virtlogd-admin.socket
	install_to --filelist list log
	expect 0
	expect_file list $'%doc README\n/u/virtlogd-admin.socket\n/u/virtlogd.socket'
	printf 'no newline' >list
	install_to --filelist list log
	expect_file list $'no newline\n/u/virtlogd.socket\n/u/virtlogd-admin.socket'
}

@test "--filelist with --service" {
	put t/virtd.service.in '[Unit]' 'Description=@name@'
	install_to --filelist list --templates t -s storage
	expect 0
	[ "$(tail -n 1 list)" = /u/virtstoraged.service ]
}

# refuse FILE REASON: a list that cannot be had, nothing written
refuse() {
	install_to --filelist "$1" qemu
	expect 1 '' "error: $2"
	expect_nothing_written
}

@test "a list that cannot be used" {
	mkdir dir
	mkfifo fifo
	printf 'a\0b\n' >nul
	refuse dir 'cannot read "dir": not a regular file'
	refuse fifo 'cannot read "fifo": not a regular file'
	refuse /dev/null 'cannot read "/dev/null": not a regular file'
	refuse nul 'cannot read "nul": NUL byte; this is not a text file'
	refuse missing/x 'cannot write "missing/x": No such file or directory'
	refuse nul/x 'cannot read "nul/x": Not a directory'
	refuse '' 'cannot write "": No such file or directory'
	[ "$(ls)" = $'dir\nfifo\nhome\nnul\nroot' ]
}

@test "a list that is a symbolic link is not replaced" {
	local target

	put target x
	for target in target missing /dev/null; do
		ln -s $target link
		refuse link 'cannot replace "link": it is a symbolic link; name the file that it leads to'
		[ "$(readlink link)" = $target ]
		rm link
	done
	expect_file target x
	# a directory on the way may be one
	ln -s . link
	install_to --filelist link/list log
	expect 0
	[ "$(wc -l <list)" -eq 2 ]
}

@test "--filelist /dev/stdout as root" {
	# shellcheck disable=SC2016
	with_mounts 'mount -t tmpfs none root; cd root; mkdir r
		ln -s /proc/self/fd/1 stdout; rc=0
		"$@" --buildroot r --unitdir /u --filelist stdout qemu >log || rc=$?
		[ -h stdout ] && [ ! -s log ] && [ ! -e r/u ] || rc=99; exit $rc' \
		sh "$VIRTD_SOCKET" install
	expect 1 '' 'error: cannot replace "stdout": it is a symbolic link; name the file that it leads to'
}

@test "an unreadable list, a directory that may not be written to" {
	put list x
	chmod 0 list
	chmod 777 root
	call as_user "$VIRTD_SOCKET" install --buildroot root --unitdir /u \
		--filelist list qemu
	expect 1 '' 'error: cannot read "list": Permission denied'
	chmod 555 .
	call as_user "$VIRTD_SOCKET" install --buildroot root --unitdir /u \
		--filelist other qemu
	expect 1 '' 'error: cannot write "other": Permission denied'
	expect_nothing_written
}

@test "--enable is checked before anything is written" {
	install_to --enable tcp qemu
	expect 1 '' 'error: --enable: virtqemud has no socket of kind tcp'
	expect_nothing_written
}

@test "64 calls at the same time" {
	local i pids=()

	for i in {1..64}; do
		"$VIRTD_SOCKET" install --buildroot root --unitdir /u \
			--filelist list --sockets main,ro \
			"d$i" qemu 2>>errors &
		pids+=($!)
	done
	for i in "${pids[@]}"; do
		wait "$i"
	done
	expect_file errors ''
	for i in {1..64}; do
		printf '/u/d%s\n' $i.socket $i-ro.socket
	done | sort >expected
	grep -v virtqemud list | sort | diff expected -
	[ "$(grep -c virtqemud list)" -eq 2 ]
	sort -u list | diff <(sort list) -
	[ "$(ls root/u | wc -l)" -eq 130 ]
	# no temporary file is left
	[ "$(ls -A)" = $'errors\nexpected\nhome\nlist\nroot' ]
	[ "$(ls -A root)" = u ]
	[ "$(find root/u -name '.*')" = '' ]
}

@test "64 calls that make the same files" {
	local i pids=()

	for i in {1..64}; do
		"$VIRTD_SOCKET" install --buildroot root --unitdir /a/b/c \
			proxy 2>>errors &
		pids+=($!)
	done
	for i in "${pids[@]}"; do
		wait "$i"
	done
	expect_file errors ''
	[ "$(ls -A root/a/b/c | wc -l)" -eq 5 ]
}
