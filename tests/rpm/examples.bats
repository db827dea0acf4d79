#!/usr/bin/env bats
# The examples for packagers, built as they are.

load rpm

# What systemd's macros are called with; newer ones restart in %posttrans.
expected_scripts() {
	local service=$1 sockets="$2" section=postuninstall macro=postun

	if [ "$(rpm --eval '%{?systemd_posttrans_with_restart:1}')" = 1 ]; then
		section=posttrans macro=posttrans
	fi
	cat <<-END
		postinstall scriptlet (using /bin/sh):
		%systemd_post $service $sockets
		preuninstall scriptlet (using /bin/sh):
		%systemd_preun $sockets $service
		$section scriptlet (using /bin/sh):
		%systemd_${macro}_with_restart $service
	END
}

# The example NAME and its package: version and release are 1.0-1.
example() {
	build "$EXAMPLES/$1.spec"
	mv "$HOME/rpmbuild/RPMS/noarch/$2-1.0-1.noarch.rpm" "$(package "$1")"
}

# expect_qemu NAME: the package has the sockets of virtqemud and nothing else
expect_qemu() {
	local kind sum

	expected_scripts virtqemud.service \
		'virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket' |
		expect_scripts "$1"
	for kind in admin ro main; do
		sum=$("$VIRTD_SOCKET" expand --only $kind qemu | sha256sum)
		echo "100644 root root ${sum%% *}" \
			"$UNITDIR/$("$VIRTD_SOCKET" units --only $kind qemu)"
	done | sort -k 5 >expected
	rpm -qp --qf '[%{FILEMODES:octal} %{FILEUSERNAME} %{FILEGROUPNAME} %{FILEDIGESTS} %{FILENAMES}\n]' \
		"$(package "$1")" | diff -u expected -
	rpm -qp --requires "$(package "$1")" | grep -v '^rpmlib(' | sort -u |
		diff -u - <(echo /bin/sh)
	rpm -qp --provides "$(package "$1")" |
		diff -u - <(echo virtqemud-sockets = 1.0-1)
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

@test "explicit.spec" {
	use_systemd
	example explicit virtqemud-sockets
	expect_qemu explicit
}

@test "one-line.spec" {
	use_systemd
	need_specparts
	example one-line virtqemud-sockets
	expect_qemu one-line
}

@test "one-line.spec and explicit.spec make the same package" {
	use_systemd
	need_specparts
	example explicit virtqemud-sockets
	example one-line virtqemud-sockets
	rpm -qp --scripts --list --requires --provides "$(package explicit)" |
		squeezed >explicit
	rpm -qp --scripts --list --requires --provides "$(package one-line)" |
		squeezed | diff -u explicit -
}

@test "custom-daemon.spec" {
	local kind

	use_systemd
	example custom-daemon mydaemon
	expected_scripts mydaemond.service \
		'mydaemond.socket mydaemond-admin.socket' |
		expect_scripts custom-daemon
	# shellcheck disable=SC2046
	expect_files custom-daemon $(units mydaemond .service .socket -admin.socket)
	unpack custom-daemon files
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
	example explicit virtqemud-sockets
	contents explicit >first
	sleep 1
	rm -rf "$HOME/rpmbuild"
	example explicit virtqemud-sockets
	contents explicit | diff first -
}

@test "systemd accepts the packaged units" {
	use_systemd
	example explicit virtqemud-sockets
	unpack explicit files
	printf '%s\n' '[Service]' 'ExecStart=/bin/true' \
		>"files$UNITDIR/virtqemud.service"
	verify virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
}
