#!/usr/bin/env bats
# A full disk below files that are replaced, a directory that is swapped for a
# link during the run, many calls for the same files, and signals.

load ../lib

OLD=$'[Unit]\nDescription=old'

# new_root: old versions of two of the units of virtqemud
new_root() {
	rm -rf root root.real outside
	mkdir -p root/u
	mkdir -m 700 outside
	put root/u/virtqemud.socket "$OLD"
	put root/u/virtqemud-ro.socket "$OLD"
}

@test "a full disk: old files stay, also where a list needs the last block" {
	local n failed=0

	put old/virtqemud.socket "$OLD"
	put old/virtqemud-ro.socket "$OLD"
	for n in 2 3 4 5 6 8; do
		# 4 KiB for each file, and the list lies there, too
		# shellcheck disable=SC2016
		with_mounts "mount -t tmpfs -o size=$((n * 4))k none root; "'
			mkdir root/u; cp old/* root/u; rc=0
			"$@" || rc=$?; rm -rf after; cp -r root after; exit $rc' \
			sh "$VIRTD_SOCKET" install --force --buildroot root \
			--unitdir /u --filelist root/list qemu
		if [ "$status" -eq 0 ]; then
			expect_tree after $'list\nu\nu/virtqemud-admin.socket\nu/virtqemud-ro.socket\nu/virtqemud.socket'
			not grep -q old after/u/*
			continue
		fi
		expect 1 '' "$(grep -x 'error: cannot write "root/.*": No space left on device' home/err)"
		expect_tree after $'u\nu/virtqemud-ro.socket\nu/virtqemud.socket'
		expect_file after/u/virtqemud.socket "$OLD"
		expect_file after/u/virtqemud-ro.socket "$OLD"
		failed=$((failed + 1))
	done
	[ "$status" -eq 0 ]
	[ "$failed" -ge 3 ]
}

@test "a read-only root: --force and lists in it" {
	new_root
	cp -r root before
	with_mounts 'mount --bind root root; mount -o remount,ro,bind root; exec "$@"' \
		sh "$VIRTD_SOCKET" install --force --buildroot root --unitdir /u \
		--filelist root/list qemu
	expect 1 '' 'error: cannot write "root/u/virtqemud.socket": Read-only file system'
	diff -r before root
}

# swapped PATH N: the Nth call finds PATH swapped for a link out of the root
swapped() {
	new_root
	call env LD_PRELOAD="$T/swap.so" SWAP="$1" SWAP_AT="$2" \
		SWAP_TO="$T/outside" "$VIRTD_SOCKET" install --force \
		--buildroot root --unitdir /u/s/t qemu
}

@test "a directory swapped for a link during the run: nothing leads out" {
	local path n swaps

	"${CC:-cc}" -D_GNU_SOURCE -shared -fPIC -o swap.so \
		"$TOP/tests/fault/swap.c" -ldl
	for path in root root/u root/u/s; do
		swaps=0
		for n in {1..40}; do
			swapped $path "$n"
			expect_tree outside ''
			[ "$(stat -c %a outside)" = 700 ]
			[ "$status" -eq 0 ] || [ "$status" -eq 1 ]
			not grep -v -e '^swapped$' -e '^error: ' home/err
			# all of it went where the directory is now
			if [ "$status" -eq 0 ]; then
				expect_file home/err "$(grep swapped home/err || :)"
				[ "$(find root*/ -path '*/t/virtqemud*' |
					wc -l)" -eq 3 ]
			else
				grep -q '^error: ' home/err
				[ "$(find root*/ -path '*/t/*')" = '' ]
			fi
			[ "$(find . -name '.*.socket.*')" = '' ]
			if ! grep -q '^swapped$' home/err; then
				# not made yet, or behind the last call
				[ $swaps -eq 0 ] || break
				continue
			fi
			[ -h $path ]
			swaps=$((swaps + 1))
		done
		echo "# $path: swapped before $swaps calls" >&3
		[ $swaps -ge 5 ]
	done
}

@test "64 calls with --force and other content for the same files" {
	local i pids=()

	put a/virtd.socket.in '[Unit]' "Description=$(seq -s ' ' 2000)"
	put b/virtd.socket.in '[Unit]' 'Description=short'
	mkdir one two
	"$VIRTD_SOCKET" install --buildroot one --unitdir /u --templates a qemu
	"$VIRTD_SOCKET" install --buildroot two --unitdir /u --templates b qemu
	for i in {1..32}; do
		for t in a b; do
			"$VIRTD_SOCKET" install --force --buildroot root \
				--unitdir /u --templates $t --filelist list \
				qemu 2>>errors &
			pids+=($!)
		done
	done
	for i in "${pids[@]}"; do
		wait "$i"
	done
	expect_file errors ''
	expect_tree root "$(qemu_tree /u)"
	cmp one/u/virtqemud.socket root/u/virtqemud.socket ||
		cmp two/u/virtqemud.socket root/u/virtqemud.socket
	cmp one/u/virtqemud-ro.socket root/u/virtqemud-ro.socket
	[ "$(wc -l <list)" -eq 3 ]
	[ "$(find . -name '.*[0-9a-f]')" = '' ]
}

# faults.bats has SIGTERM at every call. Others may be ignored where tests run: a
# shell does that to SIGINT for what it starts in the background.
@test "a signal ends a call that waits for another one, and undoes it" {
	strace -o trace true || skip "strace does not work here"
	new_root
	cp -r root before
	exec 9<root
	flock 9
	call strace -o trace -e trace=flock -e inject=flock:signal=TERM:when=1 \
		"$VIRTD_SOCKET" install --force --buildroot root --unitdir /u \
		--filelist list qemu
	flock -u 9
	expect 143 '' 'error: cannot lock the build root "root": Interrupted system call'
	diff -r before root
	[ ! -e list ]
}

@test "a signal after the first file, and one that is ignored" {
	strace -o trace true || skip "strace does not work here"
	new_root
	cp -r root before
	set -- strace -o trace -e trace=openat2,renameat2 \
		-e inject=renameat2:signal=TERM:when=1 \
		"$VIRTD_SOCKET" install --force --buildroot root --unitdir /u qemu
	call "$@"
	expect 143 '' 'error: install: a signal came; what was written is undone'
	diff -r before root
	# shellcheck disable=SC2016
	call sh -c 'trap "" TERM; exec "$@"' sh "$@"
	expect 0
}

@test "every signal that ends a program undoes what was written" {
	local name

	strace -o trace true || skip "strace does not work here"
	ulimit -c 0
	for name in HUP INT QUIT USR1 USR2 PIPE ALRM TERM XCPU XFSZ; do
		new_root
		cp -r root before
		# a shell ignores some for what it starts in the background
		call env --default-signal=$name strace -o trace \
			-e trace=openat2,renameat2 \
			-e inject=renameat2:signal=$name:when=2 "$VIRTD_SOCKET" \
			install --force --buildroot root --unitdir /u \
			--filelist list qemu
		expect $((128 + $(kill -l $name))) '' \
			'error: install: a signal came; what was written is undone'
		diff -r before root
		[ ! -e list ]
		rm -rf before
	done
}

@test "nobody reads what --verbose says: all is new" {
	new_root
	# shellcheck disable=SC2016
	call bash -c '"$@" | true; exit ${PIPESTATUS[0]}' sh "$VIRTD_SOCKET" \
		install -v --force --buildroot root --unitdir /u qemu
	[ "$status" -eq 141 ] || [ "$status" -eq 0 ]
	expect_tree root "$(qemu_tree /u)"
	not grep -q old root/u/*
}

@test "a file that grows beyond the limit: SIGXFSZ, and what was there stays" {
	local limit

	for limit in 0 1 300; do
		new_root
		put list '%doc README'
		cp -r root before
		call prlimit --fsize=$limit --core=0 "$VIRTD_SOCKET" install \
			--force --buildroot root --unitdir /u --filelist list qemu
		[ "$status" -eq 153 ]
		diff -r before root
		expect_file list '%doc README'
		rm -r before
	done
}

@test "a write that fails in the middle of the output" {
	strace -o trace true || skip "strace does not work here"
	"$VIRTD_SOCKET" scriptlets --table --style posttrans >whole
	[ "$(wc -c <whole)" -gt 65536 ]
	call strace -o trace -e trace=write -e inject=write:error=EIO:when=1 \
		"$VIRTD_SOCKET" scriptlets --table --style posttrans
	[ "$status" -eq 1 ]
	grep -q '^error: cannot write to standard output: ' home/err
}
