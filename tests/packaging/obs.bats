#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# obs-build, the part of OBS that builds, makes roots of its own and builds our
# packages and the examples in them.
load packaging

# The same test may use a root again, as OBS does between builds.
teardown() {
	rm -rf --one-file-system "$BATS_TEST_TMPDIR/root"
}

# obs_build CONF RECIPE [option...]: without network, and without a log
# unless it fails
obs_build() {
	local conf=$1 recipe=$2

	shift 2
	"$here/../private-mounts.sh" unshare --net obs-build --dist "$here/$conf" \
		--root "$BATS_TEST_TMPDIR/root" "$@" "$recipe" \
		</dev/null >"$BATS_TEST_TMPDIR/log" 2>&1 || {
		tail -n 50 "$BATS_TEST_TMPDIR/log"
		return 1
	}
}

need_obs() {
	command -v obs-build >/dev/null || skip "obs-build is not installed"
}

# What obs-build takes from recipes without installing anything: OBS knows no
# macro of ours when it does that.
@test "OBS reads BuildRequires of the recipes" {
	need_obs
	deps() {
		perl -I/usr/lib/obs-build -MBuild -e '
			my $c = Build::read_config_dist($ARGV[0], "x86_64", "/");
			my $d = Build::parse($c, $ARGV[1]);
			print join(" ", sort(@{$d->{deps}})), "\n"' \
			"$here/$1" "$2"
	}
	same 'virtd-socket-rpm-macros' \
		"$(deps obs-rpm.conf "$top/packaging/examples/daemon.spec")"
	same 'virtd-socket-rpm-macros' \
		"$(deps obs-rpm.conf "$top/packaging/examples/sockets-only.spec")"
	same 'bats gcc make patch pkgconfig(cmocka) pkgconfig(popt) pkgconfig(rpm) >= 4.16' \
		"$(deps obs-rpm.conf "$top/packaging/rpm/virtd-socket.spec")"
	build sources
	same 'debhelper-compat = 13 dh-sequence-virtd-socket' \
		"$(deps obs-debian.conf "$built"/virtqemud-sockets_*.dsc)"
}

@test "a root managed by rpm: our spec file, and the examples with our RPM" {
	need_obs
	build root
	root=$built
	build sources
	mkdir "$BATS_TEST_TMPDIR"/{repo,own}
	cp "$top/packaging/rpm/virtd-socket.spec" \
		"$built"/virtd-socket-*.tar.xz "$BATS_TEST_TMPDIR/own"
	# its tests have run in rpm.bats
	obs_build obs-rpm.conf "$BATS_TEST_TMPDIR/own/virtd-socket.spec" \
		--repository "$root" --clean --without check
	rpms=$BATS_TEST_TMPDIR/root/home/abuild/rpmbuild/RPMS
	cp "$rpms"/*/*.rpm "$BATS_TEST_TMPDIR/repo"
	same 2 "$(find "$BATS_TEST_TMPDIR/repo" -name '*.rpm' | wc -l)"

	for name in daemon custom-daemon; do
		obs_build obs-rpm.conf "$top/packaging/examples/$name.spec" \
			--repository "$root" --repository "$BATS_TEST_TMPDIR/repo"
		grep -q 'installing virtd-socket-rpm-macros' \
			"$BATS_TEST_TMPDIR/log" || [ "$name" != daemon ]
		mv "$rpms"/noarch/*.rpm "$BATS_TEST_TMPDIR"
	done
	build rpm-bookworm
	cp "$BATS_TEST_TMPDIR"/*.rpm "$BATS_TEST_TMPDIR/own"
	build shims-bookworm
	inside bookworm "$built"/*.rpm "$BATS_TEST_TMPDIR"/{repo,own} <<-'EOF'
		rpm_install *.rpm repo/*.rpm
		virtd-socket verify own/*.rpm
	EOF
	rm "$BATS_TEST_TMPDIR/repo/virtd-socket-rpm-macros"*
	run obs_build obs-rpm.conf "$top/packaging/examples/daemon.spec" \
		--repository "$root" --repository "$BATS_TEST_TMPDIR/repo"
	[ "$status" = 1 ]
	grep 'nothing provides virtd-socket-rpm-macros' <<<"$output"
}

@test "a root of Debian's packages: our .dsc, and the example with our packages" {
	need_obs
	build sources
	debs=$("$here/root.sh" bookworm)/var/cache/apt/archives
	# its tests have run in deb.bats
	obs_build obs-debian.conf "$built"/virtd-socket_*.dsc \
		--repository "$debs" --clean --no-checks
	mkdir "$BATS_TEST_TMPDIR/repo"
	cp "$BATS_TEST_TMPDIR"/root/usr/src/packages/DEBS/*.deb \
		"$BATS_TEST_TMPDIR/repo"
	obs_build obs-debian.conf "$built"/virtqemud-sockets_*.dsc \
		--repository "$debs" --repository "$BATS_TEST_TMPDIR/repo"
	mv "$BATS_TEST_TMPDIR"/root/usr/src/packages/DEBS/virtqemud-sockets_*.deb \
		"$BATS_TEST_TMPDIR"
	inside bookworm "$BATS_TEST_TMPDIR"/repo/virtd-socket_*.deb \
		"$BATS_TEST_TMPDIR"/virtqemud-sockets_*.deb <<-'EOF'
		dpkg -i virtd-socket_*.deb
		virtd-socket verify virtqemud-sockets_*.deb
	EOF
}

@test "make obs fills a package's directory, or makes a _service" {
	build archive
	archive=$(echo "$built"/*.tar.xz)
	cd "$BATS_TEST_TMPDIR"
	tar -xf "$archive"
	cd virtd-socket-*/
	make obs ARCHIVE="$archive"
	same 'virtd-socket-0.1.0.tar.xz
virtd-socket.spec
virtd-socket_0.1.0-1.debian.tar.xz
virtd-socket_0.1.0-1.dsc
virtd-socket_0.1.0.orig.tar.xz' "$(ls build/packages/obs)"
	make obs ARCHIVE="$archive" URL=file:///srv/virtd-socket.git
	same '_service
virtd-socket.spec' "$(ls build/packages/obs)"
	same 'file:///srv/virtd-socket.git' "$(python3 -c '
import xml.etree.ElementTree as tree
for param in tree.parse("build/packages/obs/_service").iter("param"):
    if param.get("name") == "url":
        print(param.text)')"
}
