#!/usr/bin/env bats
# What is built twice is the same to the last bit. Our own packages are in
# ../packaging/reproducible.bats.

load twice

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
	# shellcheck disable=SC2016
	twice copy 'make -s; make -s install DESTDIR="$PWD/root"'
	same_files './build/virtd-socket'
	same_files './build/[sm]*'
	same_files './root/*'
	not grep -rF "$T" home/one/build/virtd-socket home/one/root
}

examples() {
	cp "$EXAMPLES"/*.spec "$EXAMPLES"/*.service "$1"
}

@test "packages with the macros: the examples" {
	reproducible_rpm
	mkdir bin
	ln -s "$VIRTD_SOCKET" bin/virtd-socket
	PATH=$T/bin:$PATH
	# shellcheck disable=SC2016
	twice examples 'for spec in *.spec; do
		rpmbuild -bb --quiet --nodeps --define "_sourcedir $PWD" \
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

@test "packages with dh_virtd_socket" {
	command -v dh_installsystemd >/dev/null || skip "there is no debhelper"
	debhelper_environment
	export DEB_BUILD_OPTIONS=nocheck
	twice debian_source "cd foo; $DEB"
	same_files './*.deb'
	[ "$(find home/one -name '*.deb' | wc -l)" -eq 2 ]
}
