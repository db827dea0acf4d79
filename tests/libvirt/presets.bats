#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The real libvirt, installed as into an image: what is enabled by several preset
# files, with libvirt's own scriptlets (a) and ours (b), and how that differs.
load ../deb/source
load ../boot/boot
load ../boot/rpms
load libvirt

setup_file()
{
	find_sets a b
}

setup()
{
	skip_boot
	cd "$BATS_TEST_TMPDIR"
	mkdir image image/presets
}

# presets NAME LINE...: a preset file
presets()
{
	local name=$1

	shift
	[ $# = 0 ] || printf '%s\n' "$@" >"image/presets/$name"
	echo "$name" >>image/names
}

# install_all: install and remove each set with each preset file; the enabled units
# are image/SET.NAME then. Prints what was said, and what is left.
install_all()
{
	local set

	for set in a b; do
		cp -r "$(set_dir $set)/1" image/$set
	done
	cat >image/script <<-'END'
		dir=/usr/lib/systemd/system-preset
		rpm="rpm --dbpath /var/lib/rpm"
		noise='^rpm: |^warning: (user|group) |^Created symlink|^Removed '

		while read -r name; do
			rm -f $dir/*
			[ ! -e presets/$name ] || cp presets/$name $dir/50-test.preset
			for set in a b; do
				$rpm -i --nodeps $set/*.rpm 2>&1 | grep -v -E "$noise"
				find /etc/systemd/system -path '*.wants/*virt*' -printf '%f\n' |
					sort -u >$set.$name
				$rpm -e $($rpm -qa --qf '%{NAME} ' 'libvirt*') 2>&1 |
					grep -v -E "$noise"
				find /etc/systemd /var/lib/rpm-state -name '*virt*'
			done
		done <names
	END
	"$top/tests/distro/enter.sh" --bind "$(<"$BATS_FILE_TMPDIR/tree")" \
		"$PWD/image" bash script
}

# A set does not open the network where nobody says so: sockets for tcp and tls, which
# libvirt's own scriptlets preset, are left to "systemctl enable", even where a preset
# file names them. Our scriptlets preset the units of a daemon in one call, in which
# Also= of a socket counts: the admin socket comes with another one.
@test "as libvirt's own scriptlets, but no tcp and tls, and admin sockets beside others" {
	local name

	presets fedora "$(fedora_presets)"
	presets services 'enable virtqemud.service' 'enable virtnetworkd.service' \
		'disable *'
	presets libvirtd 'enable libvirtd.service' 'enable virtlogd.socket' 'disable *'
	presets nothing 'disable *'
	presets no-file
	presets pattern 'enable virt*.socket' 'disable *'
	presets tcp 'enable virtproxyd-tcp.socket' 'disable *'
	presets ro 'enable virtqemud-ro.socket' 'disable *'
	install_all >said
	while read -r name; do
		echo "$name: a $(wc -l <"image/a.$name"), b $(wc -l <"image/b.$name")"
		diff "image/a.$name" "image/b.$name" | sed -n 's/^[<>]/  &/p'
	done <image/names >out
	show "libvirt 11.3, enabled by presets" out
	diff - out <<-END
		fedora: a 29, b 29
		services: a 12, b 12
		libvirtd: a 8, b 8
		nothing: a 0, b 0
		no-file: a 55, b 51
		  < libvirtd-tcp.socket
		  < libvirtd-tls.socket
		  < virtproxyd-tcp.socket
		  < virtproxyd-tls.socket
		pattern: a 36, b 34
		  < virtproxyd-tcp.socket
		  < virtproxyd-tls.socket
		tcp: a 1, b 0
		  < virtproxyd-tcp.socket
		ro: a 2, b 3
		  > virtqemud-admin.socket
	END
	diff /dev/null said
}
