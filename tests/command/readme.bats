#!/usr/bin/env bats
# The commands of README.md do what it says; its spec lines are those of the
# examples, which tests/rpm builds.

load ../lib

# the Nth block of this language
block() {
	awk -v lang="$1" -v n="$2" '
		$0 == "```" lang { inside = ++count == n; next }
		/^```/ { inside = 0 }
		inside' "$TOP/README.md"
}

@test "README: the two commands are targets of the Makefile" {
	[ "$(block sh 1)" = 'sudo make deps demo' ]
	[ "$(block sh 2)" = 'sudo make deps check' ]
	call make -C "$TOP" -n deps demo check
	[ "$status" -eq 0 ]
	grep -q packaging/deps.sh home/out
	grep -q packaging/examples/demo.sh home/out
	grep -q tests/run.sh home/out
}

@test "README: make demo builds an RPM and shows it" {
	[ -z "${VIRTD_SOCKET_INSTALLED:-}" ] || skip "tests an installed program"
	call make -C "$TOP" --no-print-directory demo
	[ "$status" -eq 0 ]
	grep -q '^/usr/lib/systemd/system/virtqemud-admin.socket$' home/out
	grep -q 'scriptlet (using /bin/sh)' home/out
	grep -q 'virtqemud.socket virtqemud-ro.socket' home/out
}

@test "README: on the command line" {
	mkdir bin
	ln -s "$VIRTD_SOCKET" bin/virtd-socket
	block sh 3 >commands
	grep -q '^virtd-socket list$' commands
	PATH=$T/bin:$PATH DESTDIR=$T/root call sh -e commands
	[ "$status" -eq 0 ]
	grep -q '^qemu ' home/out
	grep -q '^ListenStream=/run/libvirt/virtqemud-sock-ro$' home/out
	grep -q '^%systemd_preun virtqemud.socket' home/out
	[ -f "root$UNITDIR/virtnetworkd-admin.socket" ]
}

@test "README: verify" {
	mkdir bin
	ln -s "$VIRTD_SOCKET" bin/virtd-socket
	block sh 4 >commands
	[ "$(grep -c '^virtd-socket verify ' commands)" -eq 3 ]
	# packages of the names in it; "/" is the build root here
	spec() {
		printf '%s\n' "Name: $1" 'Version: 1' 'Release: 1' \
			'Summary: x' 'License: x' 'BuildArch: noarch' \
			'%description' '%files' >"$1.spec"
		rpmbuild -bb --quiet --define "_topdir $T/home" \
			--define "_rpmdir $T" \
			--define '_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm' \
			"$1.spec" >/dev/null 2>&1
	}
	spec foo && spec old && spec new
	mv old-1-1.noarch.rpm old.rpm
	mv new-1-1.noarch.rpm new.rpm
	mkdir -p deb/DEBIAN
	printf '%s\n' 'Package: foo' 'Version: 1' 'Architecture: all' \
		'Maintainer: x <x@example.org>' 'Description: x' \
		>deb/DEBIAN/control
	command -v dpkg-deb >/dev/null || skip "dpkg-deb is not installed"
	dpkg-deb -b deb foo_1_all.deb >/dev/null
	"$VIRTD_SOCKET" install --buildroot root qemu
	sed -i "s|verify /$|verify $T/root|" commands
	PATH=$T/bin:$PATH DESTDIR=$T/root call sh commands
	# sockets without a service are what it must find, and only that
	[ "$status" -eq 1 ]
	[ "$(grep -c 'service-missing' home/out)" -eq "$(wc -l <home/out)" ]
	grep -q 'virtqemud.socket' home/out
}

@test "README: every file that it points to is there" {
	sed -n 's/.*](\([a-z][^)]*\)).*/\1/p' "$TOP/README.md" >files
	while read -r file; do
		[ -e "$TOP/$file" ] || not echo "$file"
	done <files
}
