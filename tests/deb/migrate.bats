#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# What migrate makes of debian/: packages are built before and after.
load source

setup()
{
	cd "$BATS_TEST_TMPDIR"
}

# What the packages have: units, and what their scripts enable, and stop.
what_was_built()
{
	local deb

	for deb in ../*.deb; do
		echo "$deb"
		contents "$deb"
		trace "$(control "$deb" postinst)" configure | grep '^enable '
		trace "$(control "$deb" prerm)" remove | grep '^stop '
	done | awk '/deb$/ { name = $0 } { print name, $0 }' | sort
}

@test "the same units, enabled and stopped" {
	source_package src foo bar
	sed -i -e 's/ (= 13),$/ (= 13)/' -e '/dh-sequence-virtd-socket/d' \
		debian/control
	# units of the build, and units of debian/
	rules 'dh $@' 'override_dh_auto_install:' '\tmkdir -p debian/tmp' \
		"\tvirtd-socket install --buildroot debian/tmp --unitdir /$unitdir --runstatedir /run qemu" \
		'override_dh_installsystemd:' \
		'\tdh_installsystemd -pfoo --no-stop-on-upgrade virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket' \
		'\tdh_installsystemd -pfoo --no-also virtqemud.service' \
		'\tdh_installsystemd -pbar --name=other' \
		'\tdh_installsystemd -pbar virtlogd.socket virtlogd-admin.socket virtlogd.service'
	service bindsto virtqemud >virtqemud.service
	ship foo virtqemud.service
	echo "$unitdir/virtqemud*.socket" >>debian/foo.install
	service none other >debian/bar.other.service
	service none virtlogd >virtlogd.service
	ship bar virtlogd.service
	for unit in virtlogd.socket virtlogd-admin.socket; do
		virtd-socket expand --runstatedir /run --only \
			"$(case $unit in *admin*) echo admin ;; *) echo main ;; esac)" \
			log >"$unit"
		ship bar $unit
	done
	ODD='--disable socket-restart --disable not-disabled' build
	what_was_built >../before
	[ "$(wc -l <../before)" -gt 20 ]
	rm ../*.deb

	virtd-socket migrate debian/ >../diff
	patch -s -p0 <../diff
	equal "$(cat debian/foo.virtd-sockets debian/bar.virtd-sockets)" $'qemu\nlog'
	equal "$(grep -A9 override_dh_installsystemd debian/rules)" \
		$'override_dh_installsystemd:\n\tdh_installsystemd -pbar --name=other'
	build
	what_was_built >../after
	diff -u ../before ../after
}
