#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The modular daemons against the monolithic libvirtd: never both.
load ../deb/source
load boot

# where an administrator's own units are
units=/usr/local/lib/systemd/system

# Units of three daemons, with sockets of our templates and services shaped as
# libvirt's; nothing is enabled.
setup_file()
{
	local root=$BATS_FILE_TMPDIR/root name

	find_tree
	[ ! -e "$BATS_FILE_TMPDIR/reason" ] || return 0
	mkdir -p "$BATS_FILE_TMPDIR/packages" "$root/etc/systemd/system"
	virtd-socket install --buildroot "$root" --unitdir "$units" \
		--runstatedir /run libvirtd qemu proxy
	daemon wants libvirtd libvirtd >"$root$units/libvirtd.service"
	for name in virtqemud virtproxyd; do
		daemon bindsto $name $name |
			sed '/^BindsTo=/i Conflicts=libvirtd.service\nAfter=libvirtd.service' \
			>"$root$units/$name.service"
	done
}

setup()
{
	root=$BATS_FILE_TMPDIR/root
	skip_boot
}

# families [NSPAWN OPTION...]: boot with these units, run the script on standard
# input; rows have how many sockets listen, and the state of the service
families()
{
	{
		cat <<-'END'
			columns='%-38s%-10s%-10s%-11s%-10s%-12s%-10s%s\n'
			libvirtd=(libvirtd{,-ro,-admin}.socket)
			virtqemud=(virtqemud{,-ro,-admin}.socket)
			virtproxyd=(virtproxyd{,-ro,-admin}.socket)
			# listen SOCKET...: how many of them do
			listen()
			{
				systemctl is-active "$@" | grep -c '^active'
			}
			# client SOCKET: who answers?
			client()
			{
				row "client of $1: $(/tests/client.py "/run/libvirt/$1" |
					cut -d' ' -f1)"
			}
			row()
			{
				printf "$columns" "$1" \
					$(listen "${libvirtd[@]}") $(active libvirtd.service) \
					$(listen "${virtqemud[@]}") $(active virtqemud.service) \
					$(listen "${virtproxyd[@]}") $(active virtproxyd.service) \
					$(complaints | wc -l)
			}
			printf "$columns" step libvirtd service virtqemud service \
				virtproxyd service errors
		END
		cat
	} | in_boot --bind-ro="$root$units:$units" "$@"
}

# what was printed is the standard input
table()
{
	show "$1" out
	diff - out
}

@test "the family that is started last wins" {
	families <<-'END' >out
		systemctl start "${libvirtd[@]}"
		row "start libvirtd's sockets"
		systemctl start virtqemud.socket
		row "start virtqemud.socket"
		systemctl start "${virtqemud[@]}"
		row "start virtqemud's sockets"
		systemctl start libvirtd.socket
		row "start libvirtd.socket"
		systemctl start "${libvirtd[@]}"
		row "start libvirtd's sockets"
	END
	table "libvirtd and virtqemud by turns: sockets" <<-'END'
		step                                  libvirtd  service   virtqemud  service   virtproxyd  service   errors
		start libvirtd's sockets              3         inactive  0          inactive  0           inactive  0
		start virtqemud.socket                0         inactive  1          inactive  0           inactive  0
		start virtqemud's sockets             0         inactive  3          inactive  0           inactive  0
		start libvirtd.socket                 1         inactive  0          inactive  0           inactive  0
		start libvirtd's sockets              3         inactive  0          inactive  0           inactive  0
	END
}

# A libvirtd that runs goes on, without sockets and for the clients that it has,
# until the first client of a modular daemon comes: libvirt wants it so.
@test "it wins while the other family's services run" {
	families <<-'END' >out
		systemctl start "${libvirtd[@]}"
		client libvirt-sock
		systemctl start "${virtqemud[@]}"
		row "start virtqemud's sockets"
		client virtqemud-sock
		systemctl start "${virtproxyd[@]}"
		row "start virtproxyd's sockets"
		client libvirt-sock
		systemctl start libvirtd.socket
		row "start libvirtd.socket"
		client libvirt-sock
		systemctl start virtproxyd.socket
		row "start virtproxyd.socket"
		client libvirt-sock
		systemctl start libvirtd.service
		row "start libvirtd.service"
		client libvirt-sock
		systemctl start virtqemud.service
		row "start virtqemud.service"
	END
	table "libvirtd and modular daemons by turns" <<-'END'
		step                                  libvirtd  service   virtqemud  service   virtproxyd  service   errors
		client of libvirt-sock: libvirtd      3         active    0          inactive  0           inactive  0
		start virtqemud's sockets             0         active    3          inactive  0           inactive  0
		client of virtqemud-sock: virtqemud   0         inactive  3          active    0           inactive  0
		start virtproxyd's sockets            0         inactive  3          active    3           inactive  0
		client of libvirt-sock: virtproxyd    0         inactive  3          active    3           active    0
		start libvirtd.socket                 1         inactive  0          inactive  0           inactive  0
		client of libvirt-sock: libvirtd      3         active    0          inactive  0           inactive  0
		start virtproxyd.socket               0         active    0          inactive  1           inactive  0
		client of libvirt-sock: virtproxyd    0         inactive  0          inactive  3           active    0
		start libvirtd.service                3         active    0          inactive  0           inactive  0
		client of libvirt-sock: libvirtd      3         active    0          inactive  0           inactive  0
		start virtqemud.service               0         inactive  3          active    0           inactive  0
	END
}

# boot_enabled UNIT...: with these enabled
boot_enabled()
{
	local etc=/etc/systemd/system wants options=()

	systemctl --root="$root" --quiet enable "$@"
	for wants in "$root$etc"/*.wants; do
		wants=${wants#"$root"}
		options+=(--bind-ro="$root$wants:$wants")
	done
	families "${options[@]}" <<<'row boot' >out
	rm -r "$root$etc"/*.wants
}

@test "both families' sockets enabled: modular after the boot" {
	boot_enabled libvirtd.socket virtqemud.socket virtproxyd.socket
	table "boot, sockets of both enabled" <<-'END'
		step                                  libvirtd  service   virtqemud  service   virtproxyd  service   errors
		boot                                  0         inactive  3          inactive  3           inactive  0
	END
}

@test "both families' services enabled, too: modular after the boot" {
	boot_enabled libvirtd.service virtqemud.service virtproxyd.service
	table "boot, services of both enabled" <<-'END'
		step                                  libvirtd  service   virtqemud  service   virtproxyd  service   errors
		boot                                  0         inactive  3          active    3           active    0
	END
}

@test "libvirtd enabled alone: monolithic after the boot" {
	boot_enabled libvirtd.service
	table "boot, libvirtd enabled" <<-'END'
		step                                  libvirtd  service   virtqemud  service   virtproxyd  service   errors
		boot                                  3         active    0          inactive  0           inactive  0
	END
}
