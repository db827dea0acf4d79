#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# libvirt 11.3 built by its own spec file (a) and by the one that migrate makes of it
# (b): how the packages differ.
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
	HOME=$PWD
	rpm --initdb
}

# what each package has of ours, as "virtd-socket scriptlets" takes it
ours='libvirt-daemon libvirtd
libvirt-daemon-common -k none -u none libvirt-guests
libvirt-daemon-config-network --restart libvirtd network
libvirt-daemon-config-nwfilter --restart libvirtd nwfilter
libvirt-daemon-driver-ch ch
libvirt-daemon-driver-interface interface
libvirt-daemon-driver-lxc lxc
libvirt-daemon-driver-network network
libvirt-daemon-driver-nodedev nodedev
libvirt-daemon-driver-nwfilter nwfilter
libvirt-daemon-driver-qemu qemu
libvirt-daemon-driver-secret secret
libvirt-daemon-driver-storage-core storage
libvirt-daemon-lock lock
libvirt-daemon-log log
libvirt-daemon-proxy proxy'

# query SET QUERYFORMAT: of all packages of release 1
query()
{
	rpm -qp --qf "$2" "$(set_dir "$1")"/1/*.rpm | sort
}

@test "the same files: paths, modes, owners, flags, content" {
	local format='[%{=NAME} %{FILENAMES} %{FILEMODES:octal} %{FILEUSERNAME}:%{FILEGROUPNAME} %{FILEFLAGS:fflags} %{FILEDIGESTS} %{FILELINKTOS} %{FILECAPS}\n]'

	query a "$format" >a
	query b "$format" >b
	diff a b
	[ "$(ls "$(set_dir a)"/1 | wc -l)" = 35 ]
	[ "$(wc -l <a)" = 665 ]
	[ "$(grep -c '/systemd/system/.*\.socket ' a)" = 41 ]
}

@test "the same dependencies, but for those that our file attribute makes" {
	local set tag name words service

	for set in a b; do
		for tag in PROVIDE REQUIRE CONFLICT OBSOLETE RECOMMEND SUGGEST \
			SUPPLEMENT ENHANCE TRIGGER FILETRIGGER TRANSFILETRIGGER; do
			query $set "[%{=NAME} $tag %{${tag}NAME} %{${tag}FLAGS} %{${tag}VERSION}\n]"
		done | sed 's/ *$//' | sort -u >$set
	done
	while read -r name words; do
		[ "${name#*-config-}" = "$name" ] && [ "$name" != libvirt-daemon-common ] ||
			continue
		service=virt${words}d
		[ "$words" != libvirtd ] || service=libvirtd
		echo "$name PROVIDE virtd-socket($service)"
		case $service in
		libvirtd | virtqemud) echo "$name REQUIRE virtd-socket(virtlogd)" ;;
		esac
		# it starts without them
		[ $service = libvirtd ] ||
			echo "$name REQUIRE virtd-socket($service)"
	done <<<"$ours" | sort >expected
	diff a b | grep '^[<>]' | sed -n 's/^> \([^ ]* [^ ]* virtd-socket([a-z]*)\) [0-9]*$/\1/p; t; p' |
		sort | diff expected -
}

# bodies: "=NAME TAG", then the body, of each scriptlet without blank lines
bodies()
{
	sed -e 's/[[:space:]]*$//' -e '/^$/d' -e '/^(none)$/d'
}

# body FILE NAME TAG
body()
{
	awk -v head="=$2 $3" '/^=/ { on = $0 == head; next } on' "$1"
}

@test "scriptlets: what libvirt's macros for units did is what ours do" {
	local name tag section words

	for set in a b; do
		for tag in PREIN POSTIN PREUN POSTUN POSTTRANS; do
			rpm -qp --qf "=%{NAME} $tag\n%{$tag}\n" "$(set_dir $set)"/1/*.rpm
		done | bodies >$set
	done
	bodies <"$("$libvirt_dir/build.sh" a)/rest" >rest
	for name in $(query a '%{NAME} '); do
		words=$(sed -n "s/^$name //p" <<<"$ours")
		for tag in pre:PREIN post:POSTIN preun:PREUN postun:POSTUN \
			posttrans:POSTTRANS; do
			section=${tag%:*} tag=${tag#*:}
			if [ -z "$words" ]; then
				body a "$name" $tag
			else
				# shellcheck disable=SC2086 # words
				virtd-socket scriptlets --style posttrans \
					--localstatedir /var --unitdir /usr/lib/systemd/system \
					--section $section $words
				body rest "$name" $tag
			fi | bodies >expected
			body b "$name" $tag | diff -u --label "$section of $name" \
				--label b expected - || return
		done
	done
	# and not because there is nothing
	[ "$(grep -c '^=.* POSTTRANS' b)" = 35 ]
	[ "$(body b libvirt-daemon-lock PREUN | grep -c systemctl)" = 3 ]
}

# foreign: what verify says of set b, and of set a, too
foreign='libvirt-daemon-driver-qemu.rpm:/usr/lib/systemd/system/virtqemud.service:53: warning: Also=virtlogd.socket is in another package: disabling virtqemud.service disables it, too [also-foreign]
libvirt-daemon-driver-qemu.rpm:/usr/lib/systemd/system/virtqemud.service:54: warning: Also=virtlockd.socket is in another package: disabling virtqemud.service disables it, too [also-foreign]
libvirt-daemon.rpm:/usr/lib/systemd/system/libvirtd.service:54: warning: Also=virtlockd.socket is in another package: disabling libvirtd.service disables it, too [also-foreign]
libvirt-daemon.rpm:/usr/lib/systemd/system/libvirtd.service:55: warning: Also=virtlogd.socket is in another package: disabling libvirtd.service disables it, too [also-foreign]'

# found SET: what verify says
found()
{
	virtd-socket verify "$(set_dir "$1")"/1/*.rpm 2>err |
		sed "s|$(set_dir "$1")/1/||" | sort
	grep -x 'checked 35 packages, 56 units, [0-9]* scriptlets' err >&2
}

@test "verify: no errors; in set a sockets of the network that presets open" {
	diff <(echo "$foreign") <(found b)
	{
		echo "$foreign"
		for service in libvirtd:libvirt-daemon virtproxyd:libvirt-daemon-proxy; do
			for unit in tcp tls; do
				unit=${service%:*}-$unit.socket
				echo "${service#*:}.rpm:/usr/lib/systemd/system/$unit: warning: $unit is preset at installation: without a preset file it listens on the network [inet-enabled]"
			done
		done
	} | sort | diff - <(found a)
}
