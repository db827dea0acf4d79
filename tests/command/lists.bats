#!/usr/bin/env bats
# virtd-socket install --filelist, --specpart: the lists that packaging needs.

load ../lib

# the line that a package's daemons get
package() {
	printf '%%__virtd_socket_specpart %s\n' "$*"
}

HEADER='# Written by virtd-socket install; see virtd-socket-macros(7).'
QEMU=$'#: \tvirtqemud\tmain,ro,admin\tmain,ro,admin\trestart\tsockets\tcatalog'
LOG=$'#: \tvirtlogd\tmain,admin\tmain,admin\treload\tsockets\tcatalog'

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

@test "--specpart" {
	install_to --specpart part qemu
	expect 0
	expect_file part "$HEADER
$QEMU
$(package virtqemud)"
	install_to --specpart part log
	expect 0
	expect_file part "$HEADER
$LOG
$QEMU
$(package virtlogd virtqemud)"
	# again: nothing changes
	cp part before
	install_to --specpart part qemu
	expect 0
	cmp before part
}

@test "--specpart: packages, shapes, services" {
	put t/virtd.service.in '[Unit]' 'Description=@name@'
	install_to --specpart part -p sub --enable tcp proxy
	expect 0
	install_to --specpart part -n lone --sockets main --templates t -s mine
	expect 0
	expect_file part "$HEADER
#: -n lone	mine	main	main	restart	service	described
#: -p sub	virtproxyd	main,ro,admin,tcp,tls	main,ro,admin,tcp	restart	sockets	catalog
%__virtd_socket_describe -k main -u restart mine
%__virtd_socket_describe -k main,ro,admin,tcp,tls -u restart -e tcp virtproxyd
$(package -n lone mine.service)
$(package -p sub virtproxyd)"
}

@test "--specpart: a daemon moves to another package" {
	install_to --specpart part -p a qemu
	install_to --specpart part qemu
	expect 0
	expect_file part "$HEADER
$QEMU
$(package virtqemud)"
}

@test "--specpart: what earlier builds left and is not installed now goes" {
	install_to --specpart part log qemu
	rm -r root/u
	install_to --specpart part qemu
	expect 0
	expect_file part "$HEADER
$QEMU
$(package virtqemud)"
}

# refuse OPTION FILE REASON...: one list that cannot be had, nothing written
refuse() {
	install_to "$1" "$2" qemu
	expect 1 '' "error: $3"
	expect_nothing_written
}

@test "a list that cannot be used" {
	local option

	mkdir dir
	mkfifo fifo
	printf 'a\0b\n' >nul
	for option in --filelist --specpart; do
		refuse $option dir 'cannot read "dir": not a regular file'
		refuse $option fifo 'cannot read "fifo": not a regular file'
		refuse $option /dev/null 'cannot read "/dev/null": not a regular file'
		refuse $option nul 'cannot read "nul": NUL byte; this is not a text file'
		refuse $option missing/x 'cannot write "missing/x": No such file or directory'
		refuse $option nul/x 'cannot read "nul/x": Not a directory'
		refuse $option '' 'cannot write "": No such file or directory'
	done
	[ "$(ls)" = $'dir\nfifo\nhome\nnul\nroot' ]
}

@test "a specpart that is not ours" {
	put part '%post' true
	refuse --specpart part 'part:1: not written by virtd-socket; name another file'
	expect_file part $'%post\ntrue'
	# the file list is not changed, either
	put list old
	install_to --specpart part --filelist list qemu
	expect 1 '' 'error: part:1: not written by virtd-socket; name another file'
	expect_file list old
	expect_nothing_written
}

@test "a damaged specpart" {
	put part "$HEADER" $'#: \tvirtqemud\tmain'
	refuse --specpart part 'part:2: damaged; remove the file and build again'
}

@test "both lists in one file" {
	install_to --specpart list --filelist list qemu
	expect 2 '' 'error: --filelist and --specpart both name "list"; they need two files'
	expect_nothing_written
	[ ! -e list ]
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

@test "--enable and owners are checked before anything is written" {
	install_to --enable tcp qemu
	expect 1 '' 'error: --enable: virtqemud has no socket of kind tcp'
	install_to -n a -p b qemu
	expect 2 '' 'error: -n and -p exclude each other'
	install_to -p 'a b' qemu
	expect 2 '' 'error: "a b" is not the name of a package'
	expect_nothing_written
}

@test "64 calls at the same time" {
	local i pids=()

	for i in {1..64}; do
		"$VIRTD_SOCKET" install --buildroot root --unitdir /u \
			--filelist list --specpart part --sockets main,ro \
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
	[ "$(grep -c '^#: ' part)" -eq 65 ]
	[ "$(ls root/u | wc -l)" -eq 130 ]
	# no temporary file is left
	[ "$(ls -A)" = $'errors\nexpected\nhome\nlist\npart\nroot' ]
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
