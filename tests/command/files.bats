#!/usr/bin/env bats
# Templates, extras and catalogues that cannot be used; nothing is written.

load ../lib

# refuse STDERR: install with the templates of t fails like this
refuse() {
	try install --buildroot root --templates t qemu
	expect 1 '' "$1"
	expect_nothing_written
}

# refuse_catalog STDERR: so does every verb with the catalogue c
refuse_catalog() {
	local verb

	for verb in 'install --buildroot root' expand units scriptlets; do
		# shellcheck disable=SC2086
		try $verb --catalog c qemu
		expect 1 '' "$1"
	done
	try list --catalog c
	expect 1 '' "$1"
	expect_nothing_written
}

@test "a placeholder that stays unknown" {
	put t/virtqemud-admin.socket.in '[Unit]' '# c' 'A=@service@' 'B=@nope@'
	refuse "error: t/virtqemud-admin.socket.in:4: unknown placeholder @nope@; give it a value with -D 'nope VALUE'"
}

@test "an extra with a section that the template lacks" {
	put t/virtqemud.socket.extra.in '# c' '' '[Service]' A=1
	refuse "error: t/virtqemud.socket.extra.in:4: section [Service] does not exist in \"$DATADIR/templates/virtd.socket.in\""
}

@test "text before the first section" {
	put t/virtqemud.socket.in '# c' '' A=1 '[Unit]'
	refuse 'error: t/virtqemud.socket.in:3: "A=1" stands before the first section'
}

@test "a line without =" {
	put t/virtqemud.socket.in '[Unit]' 'Description'
	refuse 'error: t/virtqemud.socket.in:2: "Description" is not of the form KEY=VALUE'
}

@test "a broken and an unknown section" {
	put t/virtqemud.socket.in '[Unit'
	refuse 'error: t/virtqemud.socket.in:1: "[Unit" is not a section header'
	put t/virtqemud.socket.in '[Path]' A=1
	refuse 'error: t/virtqemud.socket.in:1: unknown section [Path]'
}

@test "a backslash at the end" {
	put t/virtqemud.socket.in '[Unit]' 'A=1 \' '' B=2
	refuse 'error: t/virtqemud.socket.in:2: the line ends with a backslash, but no line continues it'
}

@test "NUL byte" {
	mkdir t
	printf '[Unit]\nA=1\n\0' >t/virtqemud.socket.in
	refuse 'error: t/virtqemud.socket.in:3: NUL byte; this is not a text file'
}

@test "CR LF" {
	mkdir t
	printf '[Unit]\r\nA=1\r\n' >t/virtqemud.socket.in
	refuse 'error: t/virtqemud.socket.in:1: the line ends with CR LF; convert the file to Unix line ends'
}

@test "a file of 100 MB" {
	mkdir t
	truncate -s 100M t/virtqemud.socket.in
	refuse 'error: cannot read "t/virtqemud.socket.in": larger than 1 MiB'
	truncate -s 100M c
	refuse_catalog 'error: cannot read "c": larger than 1 MiB'
}

@test "a directory instead of a file" {
	mkdir -p t/virtqemud.socket.in c
	refuse 'error: cannot read "t/virtqemud.socket.in": not a regular file'
	refuse_catalog 'error: cannot read "c": not a regular file'
}

@test "a FIFO instead of a file" {
	mkdir t
	mkfifo t/virtqemud.socket.in c
	refuse 'error: cannot read "t/virtqemud.socket.in": not a regular file'
	refuse_catalog 'error: cannot read "c": not a regular file'
}

@test "a device instead of a file" {
	mkdir t
	ln -s /dev/zero t/virtqemud.socket.in
	refuse 'error: cannot read "t/virtqemud.socket.in": not a regular file'
	ln -s /dev/null c
	refuse_catalog 'error: cannot read "c": not a regular file'
}

@test "/dev/stdin: a file is read, a pipe is not" {
	[ -e /dev/stdin ] || skip "there is no /dev/stdin"
	put mine '[mine]' Name=Mine
	call "$VIRTD_SOCKET" units --catalog /dev/stdin mine <mine
	expect 0 $'mine.socket\nmine-ro.socket\nmine-admin.socket'
	call sh -c 'cat mine | "$@"' sh "$VIRTD_SOCKET" units \
		--catalog /dev/stdin mine
	expect 1 '' 'error: cannot read "/dev/stdin": not a regular file'
}

@test "a link to nowhere" {
	mkdir t
	ln -s missing t/virtqemud.socket.in
	refuse 'error: cannot open "t/virtqemud.socket.in": No such file or directory'
}

@test "an unreadable file" {
	put t/virtqemud.socket.in '[Unit]' A=1
	chmod 0 t/virtqemud.socket.in
	call as_user "$VIRTD_SOCKET" expand --templates t qemu
	expect 1 '' 'error: cannot open "t/virtqemud.socket.in": Permission denied'
}

@test "an unreadable directory of templates" {
	mkdir t
	chmod 0 t
	call as_user "$VIRTD_SOCKET" expand --templates t qemu
	expect 1 '' 'error: cannot read the template directory "t": Permission denied'
	chmod 755 t
	# one beside the templates does no harm
	mkdir t/sub
	chmod 0 t/sub
	call as_user "$VIRTD_SOCKET" units --service log
	expect 0 $'virtlogd.socket\nvirtlogd-admin.socket\nvirtlogd.service'
	call as_user "$VIRTD_SOCKET" expand --templates t --only main qemu
	[ "$status" -eq 0 ]
	expect_file home/err 'warning: cannot read the template directory "t/sub": Permission denied'
	# nor does one behind a link, where one cannot look
	mkdir -p closed/dir
	ln -s ../closed/dir t/link
	chmod 0 closed
	chmod 755 t/sub
	call as_user "$VIRTD_SOCKET" expand --templates t --only main qemu
	[ "$status" -eq 0 ]
	expect_file home/err 'warning: cannot read the template directory "t/link": Permission denied'
	chmod 755 closed
}

@test "the same file in two subdirectories" {
	put t/a/virtqemud.socket.in '[Unit]' A=1
	put t/b/virtqemud.socket.in '[Unit]' A=2
	refuse 'error: "t/a/virtqemud.socket.in" and "t/b/virtqemud.socket.in" are both found in "t"; name the directory that is meant'
	try expand --templates t/b --only main qemu
	expect 0 $'[Unit]\nA=2'
}

@test "catalogue: missing" {
	refuse_catalog 'error: cannot open "c": No such file or directory'
}

@test "catalogue: a key twice" {
	put c '[virtqemud]' Name=A 'SocketMode=0660' 'SocketMode=0666'
	refuse_catalog 'error: c:4: SocketMode= stands twice in [virtqemud]'
	put c '[virtqemud]' Name=A '[virtlxcd]' Name=B '[virtqemud]' Name=C
	refuse_catalog 'error: c:6: Name= stands twice in [virtqemud]'
}

@test "catalogue: an unknown key" {
	put c '[virtqemud]' Name=A SockMode=0660
	refuse_catalog 'error: c:3: unknown key "SockMode" in [virtqemud]'
}

@test "catalogue: no Name=" {
	put c '' '[virtqemud]' SocketMode=0660
	refuse_catalog 'error: c:2: [virtqemud] has no Name='
	put c '[virtqemud]'
	refuse_catalog 'error: c:1: [virtqemud] has no Name='
}

@test "catalogue: bad values" {
	put c '[virtqemud]' Name=A SocketMode=666
	refuse_catalog 'error: c:3: "666" is no value for SocketMode=; it takes four octal digits such as 0660'
	put c '[virtqemud]' Name=
	refuse_catalog 'error: c:2: "" is no value for Name=; it takes a text'
	put c '[virtqemud]' Name=A SockPrefix=../x
	refuse_catalog 'error: c:3: "../x" is no value for SockPrefix=; it takes a file name'
	put c '[virtqemud]' Name=A Sockets=ro
	refuse_catalog 'error: c:3: "ro" is no value for Sockets=; it takes main and any of ro, admin, tcp, tls'
	put c '[virtqemud]' Name=A Upgrade=stop
	refuse_catalog 'error: c:3: "stop" is no value for Upgrade=; it takes restart, reload or none'
	put c '[virtqemud]' Name=A ServiceExtras=/
	refuse_catalog 'error: c:3: "/" is no value for ServiceExtras=; it takes names of service extras'
}

@test "catalogue: a bad name" {
	put c '[virtqemud]' Name=A '[../x]' Name=B
	refuse_catalog 'error: c:3: "../x" cannot be the name of a daemon; use lower case letters and digits, after the first also "-" and "_"'
}

@test "catalogue: text before the first section, and a line without =" {
	put c Name=A
	refuse_catalog 'error: c:1: "Name=A" stands before the first section'
	put c '[virtqemud]' Name
	refuse_catalog 'error: c:2: "Name" is not of the form KEY=VALUE'
}

@test "no message brings its own lines or escapes to a terminal" {
	local name

	for name in $'a\nerror: b' $'a\033[31m' $'a\xc2\x9b' $'a\x9b' $'a\xe2\x80\xae' $'a\x7f'; do
		try list --catalog "$name"
		[ "$status" -eq 1 ]
		[ "$(wc -l <home/err)" -eq 1 ]
		grep -qaP '^error: cannot open "a\?[^\x00-\x1f\x7f-\xff]*": No such file or directory$' home/err
	done
	# librpm's own: the first line and the rest, which does not look like another
	try -E $'%{lua:error("x\\nerror: y\\027[31m")}'
	[ "$status" -eq 1 ]
	grep -q '^  error: y?\[31m$' home/err
	not grep -q $'^error: y\|\033' home/err
}
