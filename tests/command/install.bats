#!/usr/bin/env bats
# virtd-socket install: what is written, what is refused, what is undone.

load ../lib

@test "no build root" {
	try install qemu
	expect 2 '' 'error: install needs --buildroot DIR'
}

@test "a trio, the same as expand prints" {
	local kind

	try install --buildroot root qemu
	expect 0
	expect_tree root "$(qemu_tree)"
	for kind in main ro admin; do
		try expand --only $kind qemu
		cmp home/out "root$UNITDIR/$("$VIRTD_SOCKET" units --only $kind qemu)"
	done
}

@test "every daemon at once" {
	local names

	names=$("$VIRTD_SOCKET" list | sed 1d | awk '{print $1}')
	# shellcheck disable=SC2086
	try install --buildroot root $names
	expect 0
	# shellcheck disable=SC2086
	"$VIRTD_SOCKET" units $names | sort >expected
	(cd "root$UNITDIR" && ls) | diff expected -
	[ "$(wc -l <expected)" -ge 50 ]
}

@test "--unitdir" {
	try install --buildroot root --unitdir /a//b/ qemu
	expect 0
	expect_tree root "$(qemu_tree /a/b)"
	rm -r root/*
	try install --buildroot root -D '_unitdir /x' qemu
	expect 0
	expect_tree root "$(qemu_tree /x)"
	rm -r root/*
	local dir
	for dir in '' x /../x /x/../../y ..; do
		try install --buildroot root --unitdir "$dir" qemu
		expect 2 '' "error: --unitdir: \"$dir\" is not an absolute path without \"..\""
	done
	expect_nothing_written
}

@test "modes whatever the umask is" {
	umask 077
	try install --buildroot root --unitdir /a/b --filelist list qemu
	expect 0
	[ "$(stat -c %a root/a root/a/b root/a/b/* list | tr '\n' ' ')" = \
		'755 755 644 644 644 644 ' ]
}

@test "SOURCE_DATE_EPOCH" {
	SOURCE_DATE_EPOCH=1000000000 try install --buildroot root qemu
	expect 0
	[ "$(stat -c %Y "root$UNITDIR"/* | uniq)" = 1000000000 ]
}

@test "SOURCE_DATE_EPOCH that is no number" {
	local epoch

	for epoch in now 1e9 -1 1.0 99999999999999999999; do
		SOURCE_DATE_EPOCH=$epoch try install --buildroot root qemu
		expect 1 '' "error: SOURCE_DATE_EPOCH: \"$epoch\" is not a number of seconds"
	done
	expect_nothing_written
	SOURCE_DATE_EPOCH="" try install --buildroot root qemu
	expect 0
}

@test "reproducible: two build roots are the same, time stamps, too" {
	local r

	export SOURCE_DATE_EPOCH=1000000000
	for r in one two; do
		mkdir $r
		try install --buildroot $r --filelist $r.files proxy qemu log
		expect 0
		(cd $r && tar --sort=name --owner=0 --group=0 --numeric-owner \
			-cf - ".$UNITDIR"/*) >$r.tar
		sleep 1
	done
	cmp one.tar two.tar
	cmp one.files two.files
}

@test "again: what is the same is left alone" {
	try install --buildroot root qemu
	touch -d @1000000000 "root$UNITDIR"/*
	try install -v --buildroot root qemu log
	expect 0 "Wrote: root$UNITDIR/virtlogd.socket
Wrote: root$UNITDIR/virtlogd-admin.socket"
	[ "$(stat -c %Y "root$UNITDIR"/virtqemud* | uniq)" = 1000000000 ]
}

@test "a target that differs" {
	put "root$UNITDIR/virtqemud-ro.socket" '[Unit]' \
		'Description=libvirt QEMU daemon read-only socket' X=1
	try install --buildroot root log qemu
	expect 1 '' "error: \"root$UNITDIR/virtqemud-ro.socket\" exists and differs; line 3 is \"X=1\", not \"BindsTo=virtqemud.socket\"; --force replaces it"
	[ "$(ls "root$UNITDIR")" = virtqemud-ro.socket ]
	expect_file "root$UNITDIR/virtqemud-ro.socket" '[Unit]
Description=libvirt QEMU daemon read-only socket
X=1'
	try install -v --force --buildroot root log qemu
	[ "$status" -eq 0 ]
	[ "$(wc -l <home/out)" -eq 5 ]
	expect_file home/err ''
	try install --buildroot root log qemu
	expect 0
	[ "$(ls "root$UNITDIR" | wc -l)" -eq 5 ]
}

@test "a target with more lines than ours" {
	try install --buildroot root log
	echo 'Alias=a-rather-long-name.socket' >>"root$UNITDIR/virtlogd.socket"
	try install --buildroot root log
	expect 1 '' "error: \"root$UNITDIR/virtlogd.socket\" exists and differs; line 13 is \"Alias=a-rather-long-name.socket\", not \"\"; --force replaces it"
}

# refuse_target MESSAGE [OPTION]: virtlogd.socket cannot be replaced
refuse_target() {
	local option

	for option in --quiet --force; do
		try install $option --buildroot root qemu log
		expect 1 '' "error: cannot replace \"root$UNITDIR/virtlogd.socket\": $1"
		[ "$(ls "root$UNITDIR")" = virtlogd.socket ]
	done
}

@test "a target that is a symbolic link" {
	mkdir -p "root$UNITDIR"
	put outside old
	ln -s "$T/outside" "root$UNITDIR/virtlogd.socket"
	refuse_target 'it is a symbolic link'
	expect_file outside old
	ln -sf /dev/null "root$UNITDIR/virtlogd.socket"
	refuse_target 'it is a symbolic link'
	ln -sf missing "root$UNITDIR/virtlogd.socket"
	refuse_target 'it is a symbolic link'
}

@test "a target that is a directory, a FIFO" {
	mkdir -p "root$UNITDIR/virtlogd.socket"
	refuse_target 'it is not a regular file'
	rmdir "root$UNITDIR/virtlogd.socket"
	mkfifo "root$UNITDIR/virtlogd.socket"
	refuse_target 'it is not a regular file'
}

@test "a target that cannot be read" {
	try install --buildroot root log
	chmod 0 "root$UNITDIR/virtlogd.socket"
	chmod 777 "root$UNITDIR"
	call as_user "$VIRTD_SOCKET" install --buildroot root qemu log
	expect 1 '' "error: cannot read \"root$UNITDIR/virtlogd.socket\": Permission denied"
	[ "$(ls "root$UNITDIR" | wc -l)" -eq 2 ]
}

@test "a build root that is missing, a file, a closed directory" {
	try install --buildroot missing qemu
	expect 1 '' 'error: cannot open the build root "missing": No such file or directory'
	try install --buildroot '' qemu
	expect 1 '' 'error: cannot open the build root "": No such file or directory'
	put file
	try install --buildroot file qemu
	expect 1 '' 'error: cannot open the build root "file": Not a directory'
	chmod 0 root
	call as_user "$VIRTD_SOCKET" install --buildroot root qemu
	expect 1 '' 'error: cannot open the build root "root": Permission denied'
	chmod 755 root
	expect_nothing_written
}

@test "a build root that may not be written to" {
	chmod 555 root
	call as_user "$VIRTD_SOCKET" install --buildroot root --unitdir /u qemu
	expect 1 '' 'error: cannot open the directory "root/u": Permission denied'
	expect_nothing_written
	chmod 755 root
	mkdir -m 555 root/u
	call as_user "$VIRTD_SOCKET" install --buildroot root --unitdir /u qemu
	expect 1 '' 'error: cannot write "root/u/virtqemud.socket": Permission denied'
	expect_tree root u
}

@test "a read-only build root" {
	with_mounts 'mount --bind root root; mount -o remount,ro,bind root; exec "$@"' \
		sh "$VIRTD_SOCKET" install --buildroot root --unitdir /u qemu
	expect 1 '' 'error: cannot open the directory "root/u": Read-only file system'
	expect_nothing_written
}

@test "a full disk: everything or nothing" {
	local n names='qemu log lock proxy xen vz ch lxc'

	for n in 8 12 16 20 24 36 56 80 120 200; do
		# shellcheck disable=SC2016,SC2086
		with_mounts "mount -t tmpfs -o size=${n}k none root
			"'rc=0; "$@" || rc=$?
			find root -mindepth 1 | wc -l >home/n; exit $rc' \
			sh "$VIRTD_SOCKET" install --buildroot root --unitdir /u $names
		if [ "$status" -eq 0 ]; then
			[ "$(cat home/n)" -eq 25 ]
			break
		fi
		[ "$status" -eq 1 ]
		grep -Eqx 'error: cannot write "root/u/virt[a-z-]*\.socket": No space left on device' home/err
		[ "$(wc -l <home/err)" -eq 1 ]
		[ "$(cat home/n)" -eq 0 ]
		failed=1
	done
	[ "$status" -eq 0 ]
	[ "$failed" = 1 ]
}

@test "a full disk for the list: the units are removed again" {
	mkdir small
	# shellcheck disable=SC2016
	with_mounts 'mount -t tmpfs -o size=4k none small
		head -c 4096 /dev/zero >small/fill; exec "$@"' \
		sh "$VIRTD_SOCKET" install --buildroot root --filelist small/list qemu
	expect 1 '' 'error: cannot write "small/list": No space left on device'
	expect_nothing_written
}

@test "a symbolic link that stays in the build root" {
	mkdir -p root/usr/lib root/elsewhere
	ln -s usr/lib root/lib
	ln -s ../../elsewhere root/usr/lib/systemd
	try install --buildroot root --unitdir /lib/systemd/system log
	expect 0
	[ "$(ls root/elsewhere/system)" = $'virtlogd-admin.socket\nvirtlogd.socket' ]
}

@test "a symbolic link that leads out of the build root" {
	local target

	mkdir outside
	for target in "$T/outside" ../outside / ../root/../outside; do
		ln -sfn "$target" root/lib
		try install --buildroot root --unitdir /lib/systemd log
		expect 1 '' 'error: "root/lib/systemd" has a symbolic link that leads out of the build root'
		try install --force --buildroot root --unitdir /lib log
		expect 1 '' 'error: "root/lib" has a symbolic link that leads out of the build root'
	done
	expect_tree outside ''
	expect_tree root lib
}

@test "the build root itself may be a symbolic link" {
	ln -s root link
	try install --buildroot link log
	expect 0
	[ "$(ls "root$UNITDIR" | wc -l)" -eq 2 ]
}

@test "a file where a directory has to be" {
	put root/usr x
	try install --buildroot root --unitdir /usr/lib log
	expect 1 '' 'error: cannot open the directory "root/usr/lib": Not a directory'
	expect_tree root usr
}

@test "what was there is there after an error" {
	put root/u/other x
	put root/u/virtlogd-admin.socket x
	try install --buildroot root --unitdir /u log
	[ "$status" -eq 1 ]
	expect_tree root $'u\nu/other\nu/virtlogd-admin.socket'
	# --force brings the old version back where a later step fails
	try install --force --buildroot root --unitdir /u --filelist missing/list log
	expect 1 '' 'error: cannot write "missing/list": No such file or directory'
	expect_tree root $'u\nu/other\nu/virtlogd-admin.socket'
	expect_file root/u/virtlogd-admin.socket x
}

@test "--service" {
	put t/virtd.service.in '[Unit]' 'Description=@name@'
	try install --buildroot root --unitdir /u --templates t --service network
	expect 0
	expect_file root/u/virtnetworkd.service $'[Unit]\nDescription=network'
	[ "$(ls root/u | wc -l)" -eq 4 ]
}

@test "systemd accepts every unit without a message" {
	local names service

	names=$("$VIRTD_SOCKET" list | sed 1d | awk '{print $2}')
	# shellcheck disable=SC2086
	try install --buildroot root --unitdir /u $names
	expect 0
	for service in $names; do
		put "root/u/$service.service" '[Service]' ExecStart=/bin/true
	done
	verify root/u/*.socket
	expect 0
	# it would say so
	echo 'Nonsense=1' >>root/u/virtlogd.socket
	verify root/u/virtlogd.socket
	grep -q 'Nonsense' home/err
}
