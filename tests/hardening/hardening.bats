#!/usr/bin/env bats
# Built with the distribution's flags; no shell for what users wrote; no root.

load ../lib

# has TEXT FILE, lacks TEXT FILE: an extended regular expression
has() {
	grep -Eq "$1" "$2" || { echo "no /$1/"; return 1; }
}

lacks() {
	not grep -E "$1" "$2"
}

# hardened FILE: what hardening-check looks at
hardened() {
	readelf -hldW "$1" >elf
	readelf --dyn-syms -W "$1" >symbols
	has 'Type: *DYN' elf &&                        # -fPIE
		has ' GNU_RELRO ' elf &&               # -z relro
		has '\((FLAGS|FLAGS_1)\).*NOW' elf &&  # -z now
		has ' GNU_STACK .* RW +0x' elf &&      # not executable
		lacks '\((RPATH|RUNPATH|TEXTREL)\)' elf &&
		has ' __stack_chk_fail@' symbols &&    # -fstack-protector-strong
		has ' __[a-z]*printf_chk@' symbols &&  # -D_FORTIFY_SOURCE
		lacks ' v?f?printf@' symbols
}

# compile FLAG...: build the program in b, with these variables of make
compile() {
	make -s -C "$TOP" B="$T/b" "$@" "$T/b/virtd-socket" >log 2>&1 || {
		cat log
		return 1
	}
}

@test "with dpkg's flags the program is hardened" {
	local flags

	command -v dpkg-buildflags >/dev/null || skip "there is no dpkg-buildflags"
	# what packaging/debian/rules would say
	export DEB_BUILD_MAINT_OPTIONS=hardening=+all
	for flags in CFLAGS CPPFLAGS LDFLAGS; do
		set -- "$@" "$flags=$(dpkg-buildflags --get $flags)"
	done
	compile "$@"
	hardened b/virtd-socket
	not grep -q warning log
}

@test "with rpm's flags the program is hardened" {
	local flags

	flags=$(rpm --eval '%{?build_ldflags}')
	[[ $flags = *-z,now* || $flags = *hardened* ]] ||
		skip "this rpm has no hardening flags"
	compile CFLAGS="$(rpm --eval '%{build_cflags}')" LDFLAGS="$flags"
	hardened b/virtd-socket
}

@test "the check of hardening sees each flag that is missing" {
	local flag

	cat >small.c <<-'END'
		#include <stdio.h>
		int main(int n, char **words)
		{
			char text[80];

			snprintf(text, sizeof(text), "%d %s", n, words[0]);
			return puts(text) < 0;
		}
	END
	small() {
		cc -O2 -fstack-protector-strong -U_FORTIFY_SOURCE \
			-D_FORTIFY_SOURCE=2 -fPIE -pie -Wl,-z,relro -Wl,-z,now \
			-Wl,-z,noexecstack "$@" -o small small.c
		hardened small
	}
	small
	for flag in -fno-stack-protector -U_FORTIFY_SOURCE -no-pie \
		-Wl,-z,norelro -Wl,-z,lazy -Wl,-z,execstack -Wl,-rpath,/lib; do
		not small $flag
	done
}

HOSTILE=("\$(touch pwned)" "\`touch pwned\`" "x;touch pwned" "x|touch pwned"
	"x&touch pwned" "'; touch pwned; '" '"; touch pwned; "'
	"%(touch pwned)" "%{lua:os.execute('touch pwned')}"
	$'x\ntouch pwned' '-exec touch pwned' '../pwned' '--pipe=touch pwned')

# harmless COMMAND...: no program but our own and dpkg-deb was run
harmless() {
	local shells

	call strace -f -o trace -e trace=execve "$@"
	[ "$status" -le 2 ]
	shells=$(grep 'execve(' trace | grep -v 'ENOENT' |
		grep -Ev 'execve\("([^"]*/virtd-socket|[^"]*/dpkg-deb)",' || :)
	[ "$shells" = '' ] || {
		printf '%s\n' "$* ran:" "$shells"
		return 1
	}
	[ "$(find "$T" -name pwned)" = '' ]
}

@test "no verb runs a shell with names or values of the user" {
	local v text

	strace -o trace true || skip "strace does not work here"
	v=$VIRTD_SOCKET
	for text in "${HOSTILE[@]}"; do
		harmless "$v" expand "$text"
		harmless "$v" expand --description "$text" -k main mine
		harmless "$v" expand --sockmode "$text" qemu
		harmless "$v" expand --runstatedir "/$text" qemu
		harmless "$v" expand --templates "$text" qemu
		harmless "$v" install --buildroot "$text" qemu
		harmless "$v" install --buildroot root --unitdir "/$text" qemu
		rm -rf root/*
		harmless "$v" install --buildroot root --filelist \
			"missing/$text" qemu
		harmless "$v" install --plan "$text"
		harmless "$v" units --catalog "$text" qemu
		harmless "$v" units -- "$text"
		harmless "$v" list --catalog "$text"
		harmless "$v" scriptlets --style "$text" qemu
		harmless "$v" scriptlets --section post -- "$text"
		harmless "$v" scriptlets -n "$text" qemu
		harmless "$v" presets --enable "$text" -- "$text"
		harmless "$v" verify "$text"
		harmless "$v" "$text"
	done
}

@test "no verb runs a shell with what is in files and packages" {
	local text tree

	strace -o trace true || skip "strace does not work here"
	command -v dpkg-deb >/dev/null || skip "there is no dpkg-deb"
	for text in "${HOSTILE[@]:0:9}"; do
		put catalog '[mine]' "Name=$text"
		put t/mine.socket.in '[Unit]' "Description=$text @name@" \
			'[Socket]' "ListenStream=$text"
		harmless "$VIRTD_SOCKET" expand --templates t --catalog catalog \
			--only main mine
		rm -rf given
		tree=given/tree
		put "$tree/usr/lib/systemd/system/virtqemud.socket" '[Socket]' \
			"ListenStream=$text" "Service=$text"
		put "$tree/DEBIAN/control" 'Package: x' 'Version: 1' \
			'Architecture: all' 'Maintainer: x <x@example.org>' \
			'Description: x'
		put "$tree/DEBIAN/postinst" '#!/bin/sh' "systemctl restart $text"
		chmod 755 "$tree/DEBIAN/postinst"
		dpkg-deb -b "$tree" "given/${text//\//_}.deb" >/dev/null
		harmless "$VIRTD_SOCKET" verify "$tree" "given/${text//\//_}.deb"
		[ "$status" -eq 1 ]
		grep -q '^given/tree/usr' home/out
		grep -q '^given/.*deb:/usr' home/out
	done
}

@test "the check for shells can fail" {
	strace -o trace true || skip "strace does not work here"
	run harmless "$VIRTD_SOCKET" -E '%(touch pwned)'
	[ "$status" -ne 0 ]
	[ -e pwned ]
}

@test "every verb works without root" {
	local v

	v=$VIRTD_SOCKET
	mkdir home/root home/units
	"$v" install --buildroot root --unitdir /usr/lib/systemd/system qemu
	call as_user "$v" install --buildroot home/root --filelist home/list qemu
	expect 0
	for v in expand units scriptlets presets 'install --plan'; do
		# shellcheck disable=SC2086
		call as_user "$VIRTD_SOCKET" $v qemu
		[ "$status" -eq 0 ]
		expect_file home/err ''
	done
	call as_user "$VIRTD_SOCKET" list
	[ "$status" -eq 0 ]
	call as_user "$VIRTD_SOCKET" verify --quiet --disable service-missing root
	expect 0
}
