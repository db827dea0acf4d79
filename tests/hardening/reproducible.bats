#!/usr/bin/env bats
# Built twice, the second time in another directory, at another time, with
# another locale, time zone, umask, user, host name, shell environment and order
# of files, packages are the same to the last bit.

load ../rpm/rpm

# copy DIR [SORTOPTION]: the source, its files made in this order
copy() {
	mkdir -p "$1"
	(cd "$TOP" && find LICENSE Makefile README.md macros packaging plugin \
		tests -type f | LC_ALL=C sort ${2-}) >files
	tar -C "$TOP" --no-recursion -c -T files | tar -C "$1" -x
}

# twice PREPARE BUILD: run "PREPARE DIR [-r]", then the shell command BUILD in
# DIR, for DIR one and two/elsewhere
twice() {
	local user=() host=()

	command -v faketime >/dev/null || skip "there is no faketime"
	mkdir -p home/one home/two/elsewhere
	"$1" home/one
	"$1" home/two/elsewhere -r
	(cd home/one && TZ=UTC LC_ALL=C call bash -ec "$2"; well)
	[ "$(id -u)" != 0 ] || chown -R 65534:65534 home
	if [ "$(id -u)" = 0 ]; then
		user=(setpriv --reuid=65534 --regid=65534 --clear-groups --)
		host=(unshare -u sh -ec 'hostname elsewhere; exec "$@"' sh)
		"${host[@]}" true 2>/dev/null || host=()
	fi
	(cd home/two/elsewhere && umask 077 &&
		TZ=XXX-13 LC_ALL=C.UTF-8 LANGUAGE=fr USER=other SOMETHING=else \
			NO_FAKE_STAT=1 call "${host[@]}" "${user[@]}" \
			faketime -f +400d bash -ec "$2"; well)
}

# The last call did what it should.
well() {
	[ "$status" -eq 0 ] || {
		tail -n 20 "$T/home/out" "$T/home/err"
		return 1
	}
}

# same_files PATTERN: what both directories have is the same; there is some
same_files() {
	local file n=0

	while read -r file; do
		cmp "home/one/$file" "home/two/elsewhere/$file" || {
			differ "$file" home/one home/two/elsewhere
			return 1
		}
		n=$((n + 1))
	done < <(cd home/one && find . -path "$1" -type f)
	echo "# $1: $n files, to the last bit" >&3
	[ $n -gt 0 ]
}

# differ FILE DIR DIR: what a package that differs has inside
differ() {
	local dir

	for dir in "$2" "$3"; do
		case $1 in
		*.rpm) rpm -qp --dump --scripts --xml "$dir/$1" ;;
		*.deb) ar tv "$dir/$1"; dpkg-deb -c "$dir/$1" ;;
		*) strings "$dir/$1" ;;
		esac >"$dir/said" 2>&1
	done
	diff "$2/said" "$3/said" | head -n 20
}

empty() {
	touch "$1/file"
}

@test "the second build is another one, and the comparison sees it" {
	local what

	# shellcheck disable=SC2016
	twice empty 'date +%Y-%j >date; pwd >pwd; umask >umask; id -u >user
		echo "$TZ" >zone; echo "$LC_ALL" >locale'
	[ "$(id -u)" = 0 ] || cp /dev/null home/one/user
	for what in date pwd umask user zone locale; do
		run same_files "./$what"
		[ "$status" -eq 1 ]
	done
	same_files ./file
}

@test "the program and what is made with it" {
	# with dpkg's flags, and with none but the Makefile's own and -g
	command -v dpkg-buildflags >/dev/null || skip "there is no dpkg-buildflags"
	# shellcheck disable=SC2016
	twice copy 'for flags in CFLAGS CPPFLAGS LDFLAGS; do
			set -- "$@" "$flags=$(dpkg-buildflags --get $flags)"
		done
		make -s "$@"; make -s B=plain CFLAGS=-g
		make -s install DESTDIR="$PWD/root"'
	same_files './build/virtd-socket'
	same_files './plain/virtd-socket'
	same_files './build/[sm]*'
	same_files './root/*'
	not grep -rF "$T" home/one/plain home/one/root
	not grep -F "$T" home/one/build/virtd-socket
}

examples() {
	cp "$EXAMPLES"/explicit.spec "$EXAMPLES"/custom-daemon.spec "$1"
	# it needs rpm 4.20, and fails on older ones as it should
	spec probe <<-'EOF'
		%install
		test -d "%{?specpartsdir}"
	EOF
	rpmbuild_quietly -bi probe.spec
	[ "$status" -ne 0 ] || cp "$EXAMPLES"/one-line.spec "$1"
}

# What distributions that build reproducibly set.
reproducible_rpm() {
	local macros=("%source_date_epoch_from_changelog 1"
		"%use_source_date_epoch_as_buildtime 1"
		"%clamp_mtime_to_source_date_epoch 1"
		"%_topdir %{getenv:PWD}/rpm" "%_tmppath /tmp")

	use_systemd "${macros[@]}"
	chmod 644 home/.rpmmacros
}

@test "packages with the macros: the examples" {
	reproducible_rpm
	# shellcheck disable=SC2016
	twice examples 'for spec in *.spec; do
		rpmbuild -bb --quiet --nodeps \
			--define "_rpmdir $PWD/rpm/RPMS/${spec%.spec}" "$spec" 2>&1
	done'
	same_files './rpm/RPMS/*.rpm'
	[ "$(find home/one/rpm/RPMS -name '*.rpm' | wc -l)" -eq \
		"$(find home/one -name '*.spec' | wc -l)" ]
}

# A source package with all that dh_virtd_socket reads.
debian_source() {
	local dir=$1

	(
		cd "$dir"
		# shellcheck source=tests/deb/source.bash
		BATS_TEST_TMPDIR=$T source "$TOP/tests/deb/source.bash"
		source_package foo foo bar
		put debian/foo.virtd-sockets qemu '--enable=tcp proxy' \
			"--description='my own' --sockmode=0660 mine"
		put debian/bar.virtd-sockets 'log lock'
		service bindsto virtqemud >virtqemud.service
		ship foo virtqemud.service
	)
	rm -f "$dir"/../*.changes
}

# What tests/deb/source.bash exports for the tree under test.
debhelper_environment() {
	[ -z "${VIRTD_TEST_INSTALLED-}" ] || return 0
	export VIRTD_SOCKET_DEBHELPERDIR=$TOP/macros/debian/wrap
	export DH_AUTOSCRIPTDIR=$TOP/macros/debian/autoscripts
	export PERL5LIB=$TOP/macros/debian
	PATH=$TOP/macros/debian:$(dirname "$VIRTD_SOCKET"):$PATH
}

DEB='dpkg-buildpackage -us -uc -b -d >log 2>&1 || { cat log; exit 1; }'

@test "packages with dh_virtd_socket" {
	command -v dh_installsystemd >/dev/null || skip "there is no debhelper"
	debhelper_environment
	export DEB_BUILD_OPTIONS=nocheck
	twice debian_source "cd foo; $DEB"
	same_files './*.deb'
	[ "$(find home/one -name '*.deb' | wc -l)" -eq 2 ]
}

own_deb() {
	copy "$1/source" "${2-}"
	mv "$1/source/packaging/debian" "$1/source/debian"
}

@test "our own Debian packages" {
	[ -d "$TOP/packaging/debian" ] || skip "there is no packaging/debian"
	export DEB_BUILD_OPTIONS=nocheck
	twice own_deb "cd source; $DEB"
	same_files './*.deb'
}

own_rpm() {
	local source

	source=virtd-socket-$(sed -n 's/^VERSION = //p' "$TOP/Makefile")

	copy "$1/$source" "${2-}"
	mkdir -p "$1/rpm/SOURCES"
	tar -C "$1" --sort=name --mtime=@0 --owner=0 --group=0 --mode=go=rX \
		-cJf "$1/rpm/SOURCES/$source.tar.xz" "$source"
}

@test "our own RPMs" {
	set -- "$TOP"/packaging/rpm/*.spec
	[ -e "$1" ] || skip "there is no spec file in packaging/rpm"
	reproducible_rpm
	twice own_rpm "rpmbuild -bb --quiet --nodeps --nocheck $1"
	same_files './rpm/RPMS/*.rpm'
}
