#!/usr/bin/env bats
# make install, uninstall, dist, help, man.

load ../lib

build() {
	call make -C "$TOP" --no-print-directory "$@"
}

# rpm's own directories, whatever this machine's are
RPM_DIRS=(rpmmacrodir=/usr/lib/rpm/macros.d rpmluadir=/usr/lib/rpm/lua
	fileattrsdir=/usr/lib/rpm/fileattrs)

# with_parents: each line of standard input, and the directories that it is in
with_parents() {
	awk -F / '{ path = ""; for (i = 1; i <= NF; i++) {
			path = path (i > 1 ? "/" : "") $i; print path } }' | sort -u
}

@test "make install, then uninstall leaves no file" {
	build install DESTDIR="$T/root" B="$T/home/b" "${RPM_DIRS[@]}"
	[ "$status" -eq 0 ]
	{
		printf '%s\n' bin/virtd-socket lib/rpm/fileattrs/virtd_socket.attr \
			lib/rpm/macros.d/macros.virtd-socket \
			share/bash-completion/completions/virtd-socket \
			share/man/man1/virtd-socket.1 \
			share/man/man5/virtd-socket-catalog.5 \
			share/man/man7/virtd-socket-macros.7 \
			share/virtd-socket/catalog \
			share/virtd-socket/maintscripts/{postinst,postrm,prerm} \
			share/virtd-socket/scriptlets.{posttrans,suse,systemd} \
			share/zsh/site-functions/_virtd-socket
		cd "$TOP/plugin/data"
		printf 'share/virtd-socket/%s\n' templates/*.in
		cd "$TOP/macros"
		printf 'lib/rpm/%s\n' lua/virtd_socket.lua lua/virtd_socket/*.lua
	} | sed 's|^|usr/|' | with_parents >home/expected
	expect_tree root "$(cat home/expected)"
	build uninstall DESTDIR="$T/root" B="$T/home/b" "${RPM_DIRS[@]}"
	[ "$status" -eq 0 ]
	[ -z "$(find root -type f)" ]
}

@test "make install PREFIX=... is all below it, and works" {
	local dir=$T/root/my

	# what was built for another prefix is built again
	build all B="$T/home/b"
	build install PREFIX="$dir" B="$T/home/b"
	[ "$status" -eq 0 ]
	tail -n 1 home/out | grep -qxF "where rpm does not look by itself: \
rpmbuild --load=$dir/lib/rpm/macros.d/macros.virtd-socket ..."
	[ -e "$dir/lib/rpm/fileattrs/virtd_socket.attr" ]
	unset VIRTD_SOCKET_DATADIR
	call "$dir/bin/virtd-socket" units log
	expect 0 $'virtlogd.socket\nvirtlogd-admin.socket'
	printf '%s\n' 'Name: a' 'Version: 1' 'Release: 1' 'Summary: x' \
		'License: x' 'BuildArch: noarch' '%description' 'x' '%install' \
		'%virtd_socket -S qemu' '%files' >a.spec
	# there it forgets what --load read when it reads the spec file for noarch
	[[ $(rpm --version) != *\ 6.* ]] || skip "rpm 6 has no lasting --load"
	call rpmbuild -bb --quiet -D 'virtd_socket_style posttrans' \
		--load="$dir/lib/rpm/macros.d/macros.virtd-socket" a.spec
	[ "$status" -eq 0 ]
	rpm -qpl "$HOME"/rpmbuild/RPMS/noarch/a-1-1.noarch.rpm |
		grep -q '/virtqemud-ro.socket$'
	# rpm before 4.20 looks for file attributes in one directory only
	case $(rpm --version) in
	*\ 4.1[0-9].*) ;;
	*)
		rpm -qp --provides "$HOME"/rpmbuild/RPMS/noarch/a-1-1.noarch.rpm |
			grep -qxF 'virtd-socket(virtqemud)'
		;;
	esac
	build uninstall PREFIX="$dir" B="$T/home/b"
	[ -z "$(find "$dir" -type f)" ]
}

@test "make install where it may not write writes nothing" {
	local dir

	build all B="$T/home/b"
	chmod 777 root
	for dir in bindir rpmluadir; do
		mkdir -p "no/$dir"
		chmod 555 "no/$dir"
		call as_user make -C "$TOP" -o all --no-print-directory install \
			B="$T/home/b" PREFIX="$T/root/my" $dir="$T/no/$dir/x"
		[ "$status" -eq 2 ]
		grep -qxF "install: cannot write to $dir=$T/no/$dir/x; be root, or \
set PREFIX, such as PREFIX=\$HOME/.local" home/err
		expect_tree root ''
		expect_tree no "$dir"
		rmdir "no/$dir"
	done
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
