#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# piuparts: packages are installed, upgraded, removed, purged and installed again,
# and no file is left, changed or missing.
load debian

# piuparts DEB... [-- OLD...]: the packages DEB, all in one go, and then the
# versions OLD before them
piuparts() {
	local suite=bookworm base deb debs=() files=()

	base=$("$top/tests/tree.sh" bare-$suite $suite apt mount \
		2>"$BATS_TEST_TMPDIR/why") || skip "$(tail -n 1 "$BATS_TEST_TMPDIR/why")"
	tar -C "$base" -czf "$BATS_TEST_TMPDIR/base.tgz" .
	mkdir "$BATS_TEST_TMPDIR/repo"
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		debs+=("$(basename "$1")")
		files+=("$1")
		shift
	done
	for deb in "${@:2}"; do
		cp "$deb" "$BATS_TEST_TMPDIR/repo"
	done
	tar -C "$BATS_TEST_TMPDIR" -cf "$BATS_TEST_TMPDIR/repo.tar" repo
	with_tools "${files[@]}" "$BATS_TEST_TMPDIR"/{base.tgz,repo.tar} <<-END
		tar -xf repo.tar
		(cd repo && dpkg-scanpackages . >Packages)
		run() {
			piuparts --basetgz=base.tgz --distribution=$suite \\
				--mirror='$("$top/tests/mirror.sh") main' \\
				--extra-repo="deb [trusted=yes] file://\$PWD/repo ./" \\
				--bindmount="\$PWD/repo" --no-eatmydata "\$@" \\
				${debs[*]}
		}
		run
		run --install-remove-install
		run --install-purge-install
	END
	[ "$(grep -c 'PASS: All tests' log)" = 3 ]
}

@test "the example for Debian" {
	cd "$BATS_TEST_TMPDIR"
	cp -r "$top/packaging/examples/virtqemud-sockets" source
	cd source
	dpkg-buildpackage -us -uc -b -d
	sed -i '1s/(1.0)/(2.0)/' debian/changelog
	sed -i 's/--timeout 120/--timeout 60/' debian/*.service
	dpkg-buildpackage -us -uc -b -d
	piuparts ../virtqemud-sockets_2.0_all.deb -- \
		../virtqemud-sockets_1.0_all.deb
}

@test "a package with all kinds of daemons" {
	cd "$BATS_TEST_TMPDIR"
	for version in 1 2; do
		rm -rf source
		source_package source daemons
		printf '%s\n' libvirtd log 'proxy -e tls' \
			'libvirt-guests -k none -u none' \
			>debian/daemons.virtd-sockets
		for name in libvirtd virtlogd libvirt-guests; do
			service none $name | sed "/Exec/i Nice=$version" >$name.service
			ship daemons $name.service
		done
		dpkg-buildpackage -us -uc -b -d
		cd ..
	done
	piuparts daemons_2_all.deb -- daemons_1_all.deb
}

@test "our own packages" {
	build deb
	set -- "$built"/{,dh-}virtd-socket_*.deb
	# one depends on the other, which no archive has
	piuparts "$@" -- "$@"
}
