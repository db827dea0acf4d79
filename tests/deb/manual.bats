#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The examples of dh_virtd_socket(1) for debian/, built as they stand there;
# tests/rpm/manual.bats runs the others and knows if there is a new one.
load source

setup()
{
	cd "$BATS_TEST_TMPDIR"
	source_package foo foo
	service bindsto virtqemud >virtqemud.service
	printf '[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\n' \
		>debian/foo.service
	ship foo virtqemud.service
	printf '[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n' \
		>debian/foo.timer
}

# example TEXT: the literal block of the POD that begins with TEXT
example()
{
	awk -v text="$1" '
		/^=cut/ { exit }
		!/^    / { inside = 0; next }
		{ sub(/^    /, "") }
		index($0, text) == 1 { inside = 1 }
		inside' "$top/macros/debian/dh_virtd_socket" | grep .
}

by_hand()
{
	printf '#!/usr/bin/make -f\n%s\nbuild build-arch build-indep:\n' "$1"
	printf 'clean:\n\tdh_clean\nbinary-arch:\n'
	printf 'binary binary-indep:\n\tdh_prep\n\tdh_install\n'
	printf '%s\n' "$2" | sed 's/^/\t/'
	printf '\tdh_installdocs\n\tdh_installchangelogs\n\tdh_compress\n'
	printf '\tdh_fixperms\n\tdh_installdeb\n\tdh_gencontrol\n'
	printf '\tdh_md5sums\n\tdh_builddeb\n'
}

# each unit is scripted, once
scripted()
{
	trace "$(control ../foo_1_all.deb postinst)" configure 1 >trace
	for unit in virtqemud.socket virtqemud-ro.socket \
		virtqemud-admin.socket virtqemud.service foo.service foo.timer
	do
		[ "$(grep -cx "enable $unit" trace)" -eq 1 ] ||
			{ cat trace; return 1; }
	done
}

@test "dh_virtd_socket(1): a file and a build dependency" {
	eval "$(example 'echo qemu > debian/')"
	needs=$(example Build-Depends: | sed 's/.*, //')
	sed -i -e '/^ dh-sequence-virtd-socket,\{0,1\}$/s/.*/ '"$needs"'/' \
		debian/control
	grep -qx " $needs" debian/control
	build
	scripted
}

@test "dh_virtd_socket(1): without dh, the other units by name" {
	sed -i '/dh-sequence/d; s/= \(.*\)),$/= \1)/' debian/control
	echo qemu >debian/foo.virtd-sockets
	lines=$(example dh_virtd_socket)
	by_hand '' "$lines" >debian/rules
	build
	scripted
}

@test "dh_virtd_socket(1): without dh, through PATH" {
	sed -i '/dh-sequence/d; s/= \(.*\)),$/= \1)/' debian/control
	echo qemu >debian/foo.virtd-sockets
	line=$(example 'export PATH := ')
	line=${line/\/usr\/share\/virtd-socket\/debhelper/$wrap}
	[[ $line == *"$wrap"* ]]
	by_hand "$line" "$(printf 'dh_virtd_socket\ndh_installsystemd\n')" \
		>debian/rules
	build
	scripted
}
