#!/usr/bin/env bats
# migrate: the file, its preamble and its end, what is no spec file.

load migrate

UNITS='virtlogd.service virtlogd{,-admin}.socket'
SPEC="%post
%systemd_post $UNITS
%files
%{_unitdir}/virtlogd*"

@test "no build dependency at all; one that is there" {
	printf '%s\n' 'Name: x' 'License: y' '' "$SPEC" >foo.spec
	try migrate foo.spec
	patch -s foo.spec <home/out
	[ "$(sed -n 3p foo.spec)" = 'BuildRequires:  virtd-socket-rpm-macros' ]
	printf '%s\n' 'Name: x' 'BuildRequires: virtd-socket-rpm-macros' \
		"$SPEC" >foo.spec
	try migrate foo.spec
	[ "$status" -eq 0 ]
	[ "$(grep -c '^+' home/out)" -eq 4 ]
	not grep '^[+-]Build' home/out
}

@test "the build dependency stands behind systemd's, or behind the last one" {
	printf '%s\n' 'Name: x' 'BuildRequires: a' 'BuildRequires:	systemd-devel' \
		'BuildRequires: systemd' 'BuildRequires: b' "$SPEC" >foo.spec
	try migrate foo.spec
	patch -s foo.spec <home/out
	[ "$(sed -n 4p foo.spec)" = 'BuildRequires:	virtd-socket-rpm-macros' ]
	printf '%s\n' 'Name: x' 'BuildRequires: a' 'BuildRequires: b' '%if 1' \
		'BuildRequires: systemd' '%endif' "$SPEC" >foo.spec
	try migrate foo.spec
	patch -s foo.spec <home/out
	[ "$(sed -n 4p foo.spec)" = 'BuildRequires: virtd-socket-rpm-macros' ]
}

@test "no %install: one is added, before what comes first" {
	printf '%s\n' 'Name: x' '' '# the sockets' '%if 1' "$SPEC" '%endif' >foo.spec
	try migrate foo.spec
	patch -s foo.spec <home/out
	expect_file foo.spec 'Name: x
BuildRequires:  virtd-socket-rpm-macros

%install
%if 1
%virtd_socket -s -u none log
%endif

# the sockets
%if 1
%files
%endif'
}

@test "the last line has no newline" {
	{ preamble; printf '%s' "$SPEC"; } >foo.spec
	try migrate foo.spec
	[ "$(grep -c '^\\ No newline at end of file' home/out)" -eq 1 ]
	patch -s foo.spec <home/out
	[ "$(tail -n 2 foo.spec)" = '%virtd_socket -s -u none log
%files' ]
	# something is put behind it
	printf '%s\n%s' 'Name: x' 'License: y' >foo.spec
	printf '%s\n' 'Name: x' "$SPEC" '%install' >foo.spec
	printf '%s\n' 'Name: x' '%install' 'make' '%postun -n b' \
		'systemctl try-restart virtlogd.service' \
		'%files -n b' '%postun' \
		'%systemd_postun_with_reload virtlogd.service' "$SPEC" \
		'%post -n b' 'if true; then' \
		'systemctl try-restart virtlogd.service' >foo.spec
	printf 'fi' >>foo.spec
	try migrate foo.spec
	[ "$status" -eq 0 ]
	patch -s foo.spec <home/out
	[ "$(tail -n 4 foo.spec)" = '%post -n b
if true; then
:
fi' ]
}

@test "carriage returns" {
	{ preamble; echo "$SPEC"; } | sed 's/$/\r/' >foo.spec
	try migrate foo.spec
	[ "$status" -eq 0 ]
	[ "$(grep -c '^-' home/out)" -eq 4 ]
	grep -qx '+%virtd_socket -s -u none log' home/out
}

@test "a catalogue of the user's" {
	put catalog '[mined]' 'Name=mine' 'Sockets=main' 'SocketMode=0600'
	{
		preamble
		printf '%s\n' '%post' '%systemd_post mined.socket mined.service' \
			'%files' '%{_unitdir}/mined*'
	} >foo.spec
	try migrate foo.spec
	expect 0 '' 'warning: foo.spec: nothing to migrate'
	try migrate --catalog catalog foo.spec
	[ "$status" -eq 0 ]
	grep -x '+%virtd_socket -s -u none mined' home/out
}

@test "--check: no diff, but an exit status" {
	{ preamble; echo "$SPEC"; } >foo.spec
	try migrate --check foo.spec
	expect 1 '' 'error: foo.spec: there is something to migrate'
	try migrate foo.spec
	patch -s foo.spec <home/out
	try migrate --check foo.spec
	expect 0
	{ preamble; printf '%s\n' '%files' '%{_unitdir}/virtlogd.socket'; } >foo.spec
	try migrate --check foo.spec
	expect 0 '' 'warning: foo.spec:13: virtlogd: left as before, because no scriptlet of this package that virtd-socket knows is for it: %{_unitdir}/virtlogd.socket'
}

@test "what is no spec file" {
	try migrate missing.spec
	expect 1 '' 'error: cannot open "missing.spec": No such file or directory'
	mkdir dir
	try migrate dir
	expect 1 '' 'error: cannot migrate "dir": it has no control and rules, as debian/ of a source package'
	echo text >text
	try migrate text
	expect 1 '' 'error: cannot migrate "text": this is no spec file, it has neither Name: nor a section such as %files'
	: >empty
	try migrate empty
	expect 1 '' 'error: cannot migrate "empty": this is no spec file, it has neither Name: nor a section such as %files'
	printf 'Name: x\0y' >nul
	try migrate nul
	expect 1 '' 'error: cannot read "nul": NUL byte; this is not a text file'
	try migrate "$VIRTD_SOCKET"
	expect 1 '' "error: cannot read \"$VIRTD_SOCKET\": NUL byte; this is not a text file"
}

@test "a macro that is not closed" {
	printf '%s\n' 'Name: x' '%files' ' %{_unitdir/virtqemud.socket' >a.spec
	try migrate a.spec
	expect 1 '' 'error: a.spec:3: a macro is not closed: %{_unitdir/virtqemud.socket'
}

@test "conditionals that are not balanced" {
	printf '%s\n' 'Name: x' '%if 1' '%else' >a.spec
	try migrate a.spec
	expect 1 '' 'error: a.spec:2: %if without %endif'
	printf '%s\n' 'Name: x' ' %endif' >a.spec
	try migrate a.spec
	expect 1 '' 'error: a.spec:2: %endif without %if'
	printf '%s\n' 'Name: x' '%else foo' >a.spec
	try migrate a.spec
	expect 1 '' 'error: a.spec:2: %else without %if'
}

@test "conditions of ALT Linux" {
	printf '%s\n' 'Name: x' '%files' '  %if_with foo' '/x' '%endif' >a.spec
	try migrate a.spec
	expect 1 '' 'error: a.spec:3: cannot migrate a spec file with conditions of ALT Linux: %if_with'
}

@test "one operand" {
	try migrate
	expect 2 '' 'error: migrate needs one spec file, or debian/ of a source package'
	try migrate a b
	expect 2 '' 'error: migrate needs one spec file, or debian/ of a source package'
}

@test "a path with directories, spaces and a newline" {
	mkdir 'a b'
	{ preamble; echo "$SPEC"; } >'a b/c d.spec'
	try migrate 'a b/c d.spec'
	patch -s -p0 <home/out
	grep -qx '%virtd_socket -s -u none log' 'a b/c d.spec'
	{ preamble; echo "$SPEC"; } >$'c\nd.spec'
	try migrate $'c\nd.spec'
	[ "$(sed -n 1,2p home/out)" = $'--- "c\\nd.spec"\n+++ "c\\nd.spec"' ]
	# some versions of patch make no such file
	patch -s -o patched $'c\nd.spec' <home/out
	grep -qx '%virtd_socket -s -u none log' patched
}

@test "headers with quotes" {
	local header

	for header in '%files -n "foo-b"' "%files -n 'foo'-b" '%files -n foo\-b' \
		'%files -n=foo-b'; do
		migrates <<EOT
+%virtd_socket -S -p b -k main qemu
-%post b
-%systemd_post virtqemud.socket
-%preun -nfoo-b
-%systemd_preun virtqemud.socket
 $header
-%{_unitdir}/virtqemud.socket
EOT
	done
}

@test "headers without spaces, and quotes in others" {
	migrates <<'EOT'
+%virtd_socket -S -n foo-b -k main qemu
-%post -nfoo-b
-%systemd_post virtqemud.socket
-%preun -n foo-b
-%systemd_preun virtqemud.socket
 %description "b"
 Text.
 %files -f "b.list" -n foo-b
-%{_unitdir}/virtqemud.socket
EOT
}

@test "a catalogue with many daemons, and as many patterns" {
	local i n=20000

	preamble >foo.spec
	for ((i = 0; i < n; i++)); do
		printf '[v%dd]\nSockets=main\nName=x\n' $i >&3
		printf '%%post p%d\n%%systemd_post v%dd.socket\n' $i $i
		printf '%%files p%d\n%%{_unitdir}/v%dd.*\n' $i $i
	done 3>cat >>foo.spec
	call "$VIRTD_SOCKET" migrate --catalog cat foo.spec
	[ "$status" -eq 0 ]
	grep -q "^+%virtd_socket .*p$((n - 1)) .*v$((n - 1))d\$" home/out
}

@test "names with tabs, quotes and backslashes" {
	local name

	for name in $'a\tb.spec' '"a".spec' 'a\b.spec' $'a\x01 b.spec'; do
		{ preamble; echo "$SPEC"; } >"$name"
		try migrate "$name"
		patch -s -p0 <home/out
		grep -qx '%virtd_socket -s -u none log' "$name"
	done
}

@test "absolute names, and what is above the current directory" {
	mkdir -p d/e f
	{ preamble; echo "$SPEC"; } >f/a.spec
	cp -p f/a.spec before
	try migrate "$PWD/f/a.spec"
	[ "$(head -n 2 home/out)" = $'--- f/a.spec\n+++ f/a.spec' ]
	patch -s -p0 <home/out
	cp f/a.spec after
	cp before f/a.spec
	cd d/e
	try migrate "$PWD/../../f/a.spec"
	[ "$(head -n 1 "$T/home/out")" = "--- ${T#/}/f/a.spec" ]
	patch -s -p0 -d / <"$T/home/out"
	cmp ../../f/a.spec ../../after
	cp ../../before ../../f/a.spec
	try migrate ../../f/a.spec
	patch -s -p0 -d / <"$T/home/out"
	cmp ../../f/a.spec ../../after
}
