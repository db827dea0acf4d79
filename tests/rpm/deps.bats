#!/usr/bin/env bats
# Dependencies that rpmbuild generates from units.

load rpm

ATTR=${VIRTD_SOCKET_ATTR:-$TOP/macros/virtd_socket.attr}

# with_attr: rpmbuild reads the file attribute of the build tree, and no other
with_attr() {
	use_fake_systemd
	[ -e "$MACROS" ] || return 0
	mkdir -p attrs
	sed "s|require(|(function(name) package.path = '$TOP/macros/lua/?.lua' return require(name) end)(|" \
		"$ATTR" >attrs/virtd_socket.attr
	echo "%_fileattrsdir $T/attrs" >>"$HOME/.rpmmacros"
	cat attrs/virtd_socket.attr >>"$HOME/.rpmmacros"
}

# deps NAME provides|requires: those of sockets
deps() {
	rpm -qp "--$2" "$(package "$1")" | grep virtd-socket || :
}

# unit NAME LINE...: a line of %install that makes it
unit() {
	local name=$1

	shift
	printf "printf '%%%%s\\\\\\\\n' %s >%%{buildroot}$UNITDIR/$name\n" \
		"$(printf "'%s' " "$@")"
}

@test "a trio provides, its service requires; sockets come first" {
	with_attr
	spec a <<-EOF
		%subpackage service
		%subpackage log
		%install
		%virtd_socket -S qemu
		%virtd_socket -S -p log log
		$(unit virtqemud.service '[Unit]' 'BindsTo=virtqemud.socket' \
			'Requires=virtlogd.socket')
		%files
		%files log
		%files service
		$UNITDIR/virtqemud.service
	EOF
	sed -i 's/\\\\n/\\n/' a.spec
	ODD='--disable also-siblings --disable service-missing' \
		rpmbuild_quietly -bb a.spec
	expect 0
	same provides 'virtd-socket(virtqemud)' <(deps a provides)
	same requires '' <(deps a requires)
	same provides 'virtd-socket(virtlogd)' <(deps a-log provides)
	same requires $'virtd-socket(virtlogd)\nvirtd-socket(virtqemud)' \
		<(deps a-service requires)
}

@test "one package with both; a package with a part of the sockets" {
	with_attr
	spec a <<-EOF
		%subpackage part
		%install
		%virtd_socket -s qemu
		$(unit virtqemud.service '[Unit]' 'Requires=virtqemud.socket')
		%virtd_socket -S -p part network
		rm %{buildroot}$UNITDIR/virtqemud-ro.socket
		touch %{buildroot}$UNITDIR/virtqemud-ro.socket
		%files
		%files part
	EOF
	rpmbuild_quietly -bb a.spec
	expect 0
	same provides 'virtd-socket(virtqemud)' <(deps a provides)
	# some rpm leave out what the package has itself
	not grep -vx 'virtd-socket(virtqemud)' <(deps a requires)
	spec b <<-EOF
		%install
		mkdir -p %{buildroot}$UNITDIR
		touch %{buildroot}$UNITDIR/virtqemud.socket
		touch %{buildroot}$UNITDIR/virtqemud-admin.socket
		%files
		$UNITDIR/*
	EOF
	rpmbuild_quietly -bb b.spec
	expect 0
	same provides '' <(deps b provides)
}

@test "a daemon of the spec's own" {
	with_attr
	spec a <<-EOF
		%install
		%virtd_socket -s -k main,admin mine
		$(unit mine.service '[Unit]' 'BindsTo=mine.socket')
		%files
	EOF
	rpmbuild_quietly -bb a.spec
	expect 0
	same provides 'virtd-socket(mine)' <(deps a provides)
	not grep -vx 'virtd-socket(mine)' <(deps a requires)
}

# foreign LINE...: the requirements of a package of another's with such a unit
foreign() {
	with_attr
	printf '%s\n' "$@" >foreign.service
	[ -z "${END-}" ] || sed -i "s/\$/$END/" foreign.service
	spec f <<-EOF
		%install
		mkdir -p %{buildroot}$UNITDIR
		cp $T/foreign.service %{buildroot}$UNITDIR
		%files
		$UNITDIR/*
	EOF
	rpmbuild_quietly -bb f.spec
	expect 0
	deps f requires >found
}

@test "lists, lines that go on, comments between them, spaces, twice" {
	foreign '[Unit]' 'Requires=virtlogd.socket \' '  foo.socket \' \
		'; a comment' '# another \' '  virtlockd-admin.socket' \
		' BindsTo = virtlogd-admin.socket' 'Wants=virtqemud.socket' \
		'After=virtproxyd.socket' '[Service]' 'ExecStart=/x \' \
		'Requires=virtnetworkd.socket'
	same requires $'virtd-socket(virtlockd)\nvirtd-socket(virtlogd)' found
	foreign '[Unit]' 'Requires=\' 'virtlogd.socket'
	same requires 'virtd-socket(virtlogd)' found
	foreign '# Requires=virtlogd.socket' '[Unit]' 'Requires=virtlogd-foo.socket' \
		'Requires=virtlogd.service' 'BindsTo=virtlogd.socket.d'
	same requires '' found
}

@test "CRLF, a mark of the byte order, no newline, NUL: not a word" {
	END=$'\r' foreign '[Unit]' 'Requires=virtlogd.socket \' 'virtlockd.socket'
	same requires $'virtd-socket(virtlockd)\nvirtd-socket(virtlogd)' found
	foreign $'\xef\xbb\xbf[Unit]' 'Requires=virtlogd.socket'
	same requires 'virtd-socket(virtlogd)' found
	foreign 'stray' '[' 'x' 'Requires'
	same requires '' found
}

@test "masks, links, directories, empty files: not a word" {
	with_attr
	spec f <<-EOF
		%install
		mkdir -p %{buildroot}$UNITDIR/virtlockd.socket %{buildroot}/lib/systemd/system
		cd %{buildroot}$UNITDIR
		ln -s ../../../../dev/null mask.service
		ln -s missing.service dangling.service
		printf '[Unit]\\nRequires=virtlogd.socket\\n' >real.service
		ln -s real.service link.service
		: >empty.service
		: >virtqemud-.socket
		cp real.service "space in name.service"
		%files
		$UNITDIR/*
	EOF
	rpmbuild_quietly -bb f.spec
	expect 0
	same requires 'virtd-socket(virtlogd)' <(deps f requires)
	same provides '' <(deps f provides)
}

@test "no program is started for a unit" {
	strace -o trace true || skip "strace does not work here"
	with_attr
	spec f <<-EOF
		%install
		mkdir -p %{buildroot}$UNITDIR
		for i in \$(seq 20); do echo >%{buildroot}$UNITDIR/u\$i.service; done
		%files
		$UNITDIR/*
	EOF
	call strace -f -o trace -e trace=execve rpmbuild --quiet --nodeps -bb f.spec
	[ "$status" -eq 0 ]
	not grep 'execve("[^"]*virtd-socket"' trace
}
