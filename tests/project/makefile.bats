#!/usr/bin/env bats
# make install, uninstall, dist, help, man.

load ../lib

build() {
	call make -C "$TOP" --no-print-directory "$@"
}

@test "make install, then uninstall leaves no file" {
	local dirs=(rpmmacrodir=/usr/lib/rpm/macros.d rpmluadir=/usr/lib/rpm/lua
		fileattrsdir=/usr/lib/rpm/fileattrs)

	build install DESTDIR="$T/root" "${dirs[@]}"
	[ "$status" -eq 0 ]
	expect_tree root "$(printf '%s\n' usr usr/bin usr/bin/virtd-socket \
		usr/lib usr/lib/rpm usr/lib/rpm/fileattrs \
		usr/lib/rpm/fileattrs/virtd_socket.attr usr/lib/rpm/lua
		(cd "$TOP/macros/lua" && find ./* | LC_ALL=C sort) |
			sed 's|^\.|usr/lib/rpm/lua|'
		printf '%s\n' usr/lib/rpm/macros.d \
		usr/lib/rpm/macros.d/macros.virtd-socket usr/share \
		usr/share/bash-completion \
		usr/share/bash-completion/completions \
		usr/share/bash-completion/completions/virtd-socket \
		usr/share/man usr/share/man/man1 \
		usr/share/man/man1/virtd-socket.1 usr/share/man/man5 \
		usr/share/man/man5/virtd-socket-catalog.5 usr/share/man/man7 \
		usr/share/man/man7/virtd-socket-macros.7 \
		usr/share/virtd-socket usr/share/virtd-socket/catalog \
		usr/share/virtd-socket/maintscripts \
		usr/share/virtd-socket/maintscripts/{postinst,postrm,prerm} \
		usr/share/virtd-socket/scriptlets.posttrans \
		usr/share/virtd-socket/scriptlets.suse \
		usr/share/virtd-socket/scriptlets.systemd \
		usr/share/virtd-socket/templates
		(cd "$TOP/plugin/data/templates" && ls) |
			sed 's|.*\.in$|usr/share/virtd-socket/templates/&|' |
			sort
		printf '%s\n' usr/share/zsh usr/share/zsh/site-functions \
			usr/share/zsh/site-functions/_virtd-socket)"
	build uninstall DESTDIR="$T/root" "${dirs[@]}"
	[ "$status" -eq 0 ]
	[ -z "$(find root -type f)" ]
}

@test "an installed program finds its data" {
	build install DESTDIR="$T/root" PREFIX="$T/root/opt" B="$T/home/b" \
		DESTDIR= rpmmacrodir="$T/root/macros" \
		rpmluadir="$T/root/lua" fileattrsdir="$T/root/attrs"
	[ "$status" -eq 0 ]
	unset VIRTD_SOCKET_DATADIR
	call root/opt/bin/virtd-socket units log
	expect 0 $'virtlogd.socket\nvirtlogd-admin.socket'
	grep -q "^%__virtd_socket $T/root/opt/bin/virtd-socket$" \
		root/macros/macros.virtd-socket
}

@test "make dist: the same bytes, built twice" {
	git -C "$TOP" rev-parse HEAD >/dev/null 2>&1 ||
		skip "the tests are not in a git checkout"
	build dist B="$T/home/one"
	[ "$status" -eq 0 ]
	build dist B="$T/home/two"
	cmp home/one/virtd-socket-*.tar.xz home/two/virtd-socket-*.tar.xz
	tar -tf home/one/virtd-socket-*.tar.xz |
		grep -x 'virtd-socket-[0-9.]*/packaging/rpm/virtd-socket.spec'
}

@test "make dist outside of a git checkout says so" {
	call env GIT_DIR="$T/nothing" make -C "$TOP" --no-print-directory dist \
		B="$T/home/b"
	[ "$status" -eq 2 ]
	grep -x 'dist: the archive is made of a commit, and this is no git checkout' \
		home/err
	expect_tree home $'err\nout\ntree'
}

@test "make help prints the targets" {
	build help
	expect 0 "$(sed -n -e '/^[^#]/q' -e 's/^# \{0,1\}//p' "$TOP/Makefile")"
	grep -q '^  demo ' home/out
}

@test "the manual pages are those that scdoc makes" {
	command -v scdoc >/dev/null || skip "scdoc is not installed"
	for page in "$TOP"/plugin/man/*.scd; do
		SOURCE_DATE_EPOCH=1795305600 scdoc <"$page" >made
		# the first line names the version of scdoc: each makes others
		[ "$(head -n 1 made)" = "$(head -n 1 "${page%.scd}")" ] ||
			skip "not the scdoc of the manual pages:$(sed -n '1s/.*by//p' made)"
		awk -f "$TOP/plugin/man/tidy.awk" made | diff "${page%.scd}" -
	done
}
