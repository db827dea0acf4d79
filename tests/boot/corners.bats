#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Debian packages where others broke: units that change hands, purge, a first
# version with sockets, services without sockets, packages made without
# debhelper. On bookworm and trixie, or on $VIRTD_TEST_SUITE alone.
load ../deb/source
load boot
load debs

setup_file()
{
	find_trees
	can_boot || return 0
	mkdir "$BATS_FILE_TMPDIR/packages"
	cd "$BATS_FILE_TMPDIR/packages"
	deb old qemu bindsto virtqemud
	deb alone qemu
	deb log log bindsto virtlogd
	# what takes over the units of old
	variant old 1 new 1 '/^Package:/a Replaces: old\nBreaks: old'
	without_sockets
	apart guests_deb
	variant guests 1 guests 2
	apart by_hand_deb
}

# service_deb NAME: a package with the service NAME alone, which names no socket
service_deb()
{
	source_package "$1" "$1"
	daemon none "$1" 0 >"$1.service"
	ship "$1" "$1.service"
	build
}

# The version 0 of packages with services in all shapes that are to get sockets
# in version 2, and of log.
without_sockets()
{
	local shape

	apart service_deb virtqemud
	apart service_deb virtlogd
	for shape in bindsto requires wants none; do
		variant virtqemud 1 $shape 0
		shaped old $shape $shape 2
	done
	variant virtlogd 1 log 0
}

# libvirt-guests, which must not be restarted: its stop suspends all guests
guests_deb()
{
	source_package guests guests
	echo 'libvirt-guests --sockets=none --upgrade=none' \
		>debian/guests.virtd-sockets
	cat >debian/guests.libvirt-guests.service <<-'END'
		[Service]
		Type=oneshot
		RemainAfterExit=yes
		ExecStart=/bin/sh -c 'echo start >>/run/guests'
		ExecStop=/bin/sh -c 'echo stop >>/run/guests'
		[Install]
		WantedBy=multi-user.target
	END
	build
}

# The package of README.md that is made without debhelper.
by_hand_deb()
{
	source_package foo foo
	readme_rules >debian/rules
	daemon bindsto virtqemud 1 >virtqemud.service
	build
	next_deb foo 2
}

# The debian/rules of README.md that calls no debhelper.
readme_rules()
{
	awk '/^```make/ { inside = 1; text = ""; next }
		/^```/ { if (inside && text ~ /dpkg-gencontrol/) printf "%s", text
			inside = 0 }
		{ text = text $0 "\n" }' "$top/README.md"
}

setup()
{
	skip_boot
	cd "$BATS_TEST_TMPDIR"
}

# in_each TITLE SCRIPT: what it prints is the standard input
in_each()
{
	on_each "$1" corners.sh "$2"
}

@test "purge of a package whose units another one has now" {
	in_each "purge" '
		header
		dpkg -i /packages/old_1_all.deb
		row "old installed"
		dpkg -r old
		dpkg -i /packages/new_1_all.deb
		row "old removed, new has the same units"
		dpkg -P old
		row "old purged"
		dpkg -P new
		row "new purged"
		left
	' <<-'END'
		step                                 main              ro                admin             service           answer  starts
		old installed                        active enabled    active enabled    active enabled    inactive enabled  -       0
		old removed, new has the same units  active enabled    active enabled    active enabled    inactive enabled  -       0
		old purged                           active enabled    active enabled    active enabled    inactive enabled  -       0
		new purged                           inactive          inactive          inactive          inactive          -       0
	END
}

@test "a package that takes over the units of one that is there" {
	in_each "Replaces=" '
		header
		dpkg -i /packages/old_1_all.deb
		systemctl start virtqemud.service
		row "old installed, its service runs"
		dpkg --auto-deconfigure -i /packages/new_1_all.deb >/dev/null
		row "new installed, old broken by it"
		dpkg -P old
		row "old purged"
		dpkg -P new
		row "new purged"
		left
	' <<-'END'
		step                                 main              ro                admin             service           answer  starts
		old installed, its service runs      active enabled    active enabled    active enabled    active enabled    1 3     1
		new installed, old broken by it      active enabled    active enabled    active enabled    active enabled    1 3     2
		old purged                           active enabled    active enabled    active enabled    active enabled    1 3     2
		new purged                           inactive          inactive          inactive          inactive          -       2
	END
}

@test "purge of a service whose sockets another package has now" {
	in_each "purge of a service" '
		header
		dpkg -i /packages/old_1_all.deb
		dpkg -r old
		dpkg -i /packages/alone_1_all.deb
		row "old removed, alone has its sockets"
		dpkg -P old
		row "old purged"
		dpkg -P alone
		row "alone purged"
		left
	' <<-'END'
		step                                 main              ro                admin             service           answer  starts
		virtqemud.service is masked or not installed, so these do not start: virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
		old removed, alone has its sockets   inactive enabled  inactive enabled  inactive enabled  inactive          -       0
		old purged                           inactive enabled  inactive enabled  inactive enabled  inactive          -       0
		alone purged                         inactive          inactive          inactive          inactive          -       0
	END
}

@test "purge where the administrator has copies of the sockets" {
	in_each "purge with copies" '
		header
		dpkg -i /packages/old_1_all.deb
		cp /usr/lib/systemd/system/virtqemud*.socket /etc/systemd/system
		systemctl daemon-reload
		row "copies in /etc"
		dpkg -P old
		row "old purged"
		left
	' <<-'END'
		step                                 main              ro                admin             service           answer  starts
		copies in /etc                       active enabled    active enabled    active enabled    inactive enabled  -       0
		old purged                           inactive disabled inactive disabled inactive disabled inactive          -       0
		/etc/systemd/system/virtqemud.socket
		/etc/systemd/system/virtqemud-ro.socket
		/etc/systemd/system/virtqemud-admin.socket
	END
}

@test "a first version with sockets, while the service runs" {
	in_each "a first version with sockets" '
		header
		for shape in bindsto requires wants none; do
			dpkg -i /packages/${shape}_0_all.deb
			row "$shape: service alone"
			dpkg -i /packages/${shape}_2_all.deb
			row "$shape: with sockets"
			dpkg -P $shape
			rm /run/virtqemud.starts
		done
		left
	' <<-'END'
		step                                 main              ro                admin             service           answer  starts
		bindsto: service alone               inactive          inactive          inactive          active enabled    -       1
		bindsto: with sockets                active enabled    active enabled    active enabled    active enabled    2 3     2
		requires: service alone              inactive          inactive          inactive          active enabled    -       1
		requires: with sockets               active enabled    active enabled    active enabled    active enabled    2 3     2
		wants: service alone                 inactive          inactive          inactive          active enabled    -       1
		wants: with sockets                  active enabled    active enabled    active enabled    active enabled    2 3     2
		none: service alone                  inactive          inactive          inactive          active enabled    -       1
		none: with sockets                   active enabled    active enabled    active enabled    active enabled    2 3     2
	END
}

@test "a first version with sockets, of a service that is not restarted" {
	in_each "a first version of virtlogd with sockets" '
		say()
		{
			state virtlogd.socket virtlogd-admin.socket virtlogd.service
			echo "starts $(starts virtlogd)"
		}
		dpkg -i /packages/log_0_all.deb
		state virtlogd.service
		dpkg -i /packages/log_2_all.deb
		say
		echo "and what stops first takes its time:"
		dpkg -P log
		rm /run/virtlogd.starts
		dpkg -i /packages/log_0_all.deb
		hold virtlogd.service
		dpkg -i /packages/log_2_all.deb
		say
	' <<-'END'
		virtlogd.service active enabled
		virtlogd.socket active enabled
		virtlogd-admin.socket active enabled
		virtlogd.service active enabled
		starts 2
		and what stops first takes its time:
		virtlogd.socket active enabled
		virtlogd-admin.socket active enabled
		virtlogd.service active enabled
		starts 2
	END
}

@test "a service without sockets: started, never restarted, stopped" {
	in_each "libvirt-guests" '
		say()
		{
			echo "$1: $(active libvirt-guests.service)" \
				"$(enabled libvirt-guests.service):" \
				$(cat /run/guests)
		}
		dpkg -i /packages/guests_1_all.deb
		say installed
		dpkg -i /packages/guests_2_all.deb
		say upgraded
		systemctl disable --now --quiet libvirt-guests.service
		dpkg -i /packages/guests_1_all.deb
		say "disabled, downgraded"
		systemctl enable --now --quiet libvirt-guests.service
		dpkg -r guests
		say "enabled, removed"
		dpkg -P guests
		left
	' <<-'END'
		installed: active enabled: start
		upgraded: active enabled: start
		disabled, downgraded: inactive disabled: start stop
		enabled, removed: inactive : start stop start stop
	END
}

@test "README.md: a package made without debhelper" {
	in_each "without debhelper" '
		header
		dpkg -i /packages/foo_1_all.deb
		row installed
		systemctl start virtqemud.service
		row started
		dpkg -i /packages/foo_2_all.deb
		row upgraded
		dpkg -r foo
		row removed
		dpkg -P foo
		left
	' <<-'END'
		step                                 main              ro                admin             service           answer  starts
		installed                            active enabled    active enabled    active enabled    inactive enabled  -       0
		started                              active enabled    active enabled    active enabled    active enabled    1 3     1
		upgraded                             active enabled    active enabled    active enabled    active enabled    2 3     2
		removed                              inactive          inactive          inactive          inactive          -       2
	END
}
