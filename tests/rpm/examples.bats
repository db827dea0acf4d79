#!/usr/bin/env bats
# The examples for packagers, built as they are.

load rpm

# The example NAME and its package: version and release are 1.0-1.
example() {
	build --define "_sourcedir $EXAMPLES" "$EXAMPLES/$1.spec"
	mv "$HOME/rpmbuild/RPMS/noarch/$2-1.0-1.noarch.rpm" "$(package "$1")"
}

# expect_style NAME ARGUMENT...: the scriptlets are those of the command
expect_style() {
	local name=$1 section

	shift
	for section in pre:preinstall post:postinstall preun:preuninstall \
		postun:postuninstall posttrans:posttrans; do
		"$VIRTD_SOCKET" scriptlets --style systemd \
			--section "${section%:*}" "$@" >body
		[ ! -s body ] || echo "${section#*:} scriptlet (using /bin/sh):"
		cat body
	done | expect_scripts "$name"
}

# expect_sockets NAME: the package has the sockets of virtqemud, byte for byte
expect_sockets() {
	local kind sum

	for kind in admin ro main; do
		sum=$("$VIRTD_SOCKET" expand --only $kind qemu | sha256sum)
		echo "100644 root root ${sum%% *}" \
			"$UNITDIR/$("$VIRTD_SOCKET" units --only $kind qemu)"
	done | sort -k 5 >expected
	rpm -qp --qf '[%{FILEMODES:octal} %{FILEUSERNAME} %{FILEGROUPNAME} %{FILEDIGESTS} %{FILENAMES}\n]' \
		"$(package "$1")" | grep 'socket$' | diff -u expected -
}

# verify UNIT...: systemd accepts the units in files
verify() {
	command -v systemd-analyze >/dev/null || skip "no systemd-analyze"
	call env SYSTEMD_UNIT_PATH="$T/files$UNITDIR:" systemd-analyze verify \
		--man=no "${@/#/$T/files$UNITDIR/}"
	# some versions want control groups
	not grep 'Failed to initialize manager' home/err ||
		skip "systemd-analyze verify cannot run here"
	# other packages' units are not our business
	not grep "$(printf '%s\n' "$T/files" "$@")" home/err
	[ "$status" -eq 0 ]
}

@test "daemon.spec" {
	use_systemd
	example daemon virtqemud
	expect_style daemon qemu
	expect_sockets daemon
	# shellcheck disable=SC2046
	expect_files daemon $(units virtqemud .service .socket -ro.socket \
		-admin.socket)
	# systemd is there before the scriptlets run
	rpm -qp --requires "$(package daemon)" | grep -qx systemd
	unpack daemon files
	cmp "$EXAMPLES/virtqemud.service" "files$UNITDIR/virtqemud.service"
	sed -i 's|^ExecStart=.*|ExecStart=/bin/true|' \
		"files$UNITDIR/virtqemud.service"
	verify virtqemud.service virtqemud.socket virtqemud-ro.socket \
		virtqemud-admin.socket
}

@test "sockets-only.spec" {
	use_systemd
	example sockets-only virtqemud-sockets
	expect_style sockets-only -S qemu
	expect_sockets sockets-only
	# shellcheck disable=SC2046
	expect_files sockets-only $(units virtqemud .socket -ro.socket -admin.socket)
	unpack sockets-only files
	printf '%s\n' '[Service]' 'ExecStart=/bin/true' \
		>"files$UNITDIR/virtqemud.service"
	verify virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
}

@test "custom-daemon.spec" {
	local kind preset

	use_systemd
	mkdir bin
	ln -s "$VIRTD_SOCKET" bin/virtd-socket
	PATH=$T/bin:$PATH example custom-daemon mydaemon
	preset=$(rpm --eval %{_presetdir})/80-mydaemon.preset
	expect_style custom-daemon -k main,admin mydaemond
	# shellcheck disable=SC2046
	expect_files custom-daemon "$preset" \
		$(units mydaemond .service .socket -admin.socket)
	unpack custom-daemon files
	expect_file "files$preset" $'enable mydaemond.socket\nenable mydaemond-admin.socket'
	for kind in main admin; do
		"$VIRTD_SOCKET" expand -k main,admin --description 'my own' \
			--sockmode 0660 --only $kind mydaemond |
			cmp - "files$UNITDIR/$("$VIRTD_SOCKET" units \
				-k main,admin --only $kind mydaemond)"
	done
	# systemd wants to see the program
	sed -i 's|^ExecStart=.*|ExecStart=/bin/true|' \
		"files$UNITDIR/mydaemond.service"
	verify mydaemond.service mydaemond.socket mydaemond-admin.socket
}

# The scriptlets and the payload, in which the times of the files are, too.
contents() {
	rpm -qp --scripts "$(package "$1")"
	rpm2archive - <"$(package "$1")" | gzip -dc | sha256sum
}

@test "the same bytes, built twice" {
	# the helper gives its files this time; rpm is not asked to
	use_systemd '%source_date_epoch_from_changelog 1'
	example daemon virtqemud
	contents daemon >first
	sleep 1
	rm -rf "$HOME/rpmbuild"
	example daemon virtqemud
	contents daemon | diff first -
}

@test "the demo, where nothing can be fetched" {
	[ -z "${VIRTD_SOCKET_INSTALLED:-}" ] || skip "tests an installed program"
	mkdir build
	cp "$VIRTD_SOCKET" "${MACROS%/*}"/{macros.virtd-socket,scriptlets.*} build
	call env VIRTD_TEST_CACHE="$T/none" MIRROR=http://127.0.0.1:1/debian \
		"$TOP/packaging/examples/demo.sh" build
	[ "$status" -eq 0 ]
	sed -n '/^\$ rpm -qpl/,/^\$ rpm -qp --scripts/p' home/out | sed '1d;$d' |
		diff <(units virtqemud -admin.socket -ro.socket .service .socket) -
	grep -q 'scriptlet (using /bin/sh):$' home/out
	[ "$(rpm --eval '%{?systemd_post:1}')" = 1 ] ||
		grep -qxF "demo: without systemd's RPM macros only the style posttrans can be shown" home/err
}
