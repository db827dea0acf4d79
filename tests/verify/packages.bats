#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# What packages of one call have to do with each other, and what is in them.

load common

sockets="virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket"

# scripted DIR NAME: scripts for the units of virtqemud in a package without them
scripted() {
	mkdir -p "$1"
	scripts_for "$1" $sockets virtqemud.service
}

missing() {
	local unit
	for unit in virtqemud-admin.socket virtqemud-ro.socket virtqemud.socket; do
		echo "$1:/usr/lib/systemd/system/$unit: error: $2 disables $unit$3 [not-disabled]" >>missing
		echo "$1:/usr/lib/systemd/system/$unit: error: $2 enables $unit or applies its preset$3 [not-enabled]" >>missing
	done
	sort -t: -k2,2 -k4,4r missing
	rm missing
}

@test "scriptlets of another package count only where it is required: deb" {
	make_tree sub qemu
	make_deb sub sub.deb
	scripted main main
	make_deb main main.deb
	finds 1 sub.deb < <(missing sub.deb 'no scriptlet' '')
	finds 1 main.deb sub.deb < <(missing sub.deb 'only main.deb' ', which this package does not require')
	local depends
	for depends in 'Depends: x, main (>= 1)' 'Pre-Depends: main' 'Depends: a | main:any, b' \
		$'Depends: a,\n main' 'depends: main'; do
		make_deb sub sub.deb "$depends"
		finds 0 main.deb sub.deb </dev/null
	done
	make_deb sub sub.deb 'Recommends: main'
	finds 1 main.deb sub.deb < <(missing sub.deb 'only main.deb' ', which this package does not require')
	# through a third one, and through what one provides
	make_deb sub sub.deb 'Depends: third'
	mkdir third
	make_deb third third.deb 'Depends: virtual'
	make_deb main main.deb 'Provides: a, virtual (= 1)'
	finds 0 main.deb sub.deb third.deb </dev/null
	finds 1 main.deb sub.deb < <(missing sub.deb 'only main.deb' ', which this package does not require')
	# the first of all is nobody's
	mkdir first
	make_deb first first.deb
	make_deb sub sub.deb 'Depends: first'
	finds 1 first.deb main.deb sub.deb < <(missing sub.deb 'only main.deb' ', which this package does not require')
}

@test "scriptlets of another package count only where it is required: rpm" {
	make_tree sub qemu
	mkdir -p main/etc
	touch main/etc/x
	make_rpm sub sub ''
	make_rpm main main "%post
[ \$1 -gt 1 ] || systemctl preset $sockets virtqemud.service
%preun
[ \$1 -gt 0 ] || systemctl disable $sockets virtqemud.service" 'Provides: virtual'
	finds 1 main.rpm sub.rpm < <(missing sub.rpm 'only main.rpm' ', which this package does not require')
	local requires
	for requires in 'main >= 1' virtual '(main if foo)' '(foo or (bar and virtual))'; do
		make_rpm sub sub '' "Requires: $requires"
		finds 0 main.rpm sub.rpm </dev/null
	done
	make_rpm sub sub '' 'Requires: other'
	finds 1 main.rpm sub.rpm < <(missing sub.rpm 'only main.rpm' ', which this package does not require')
}

@test "Also= of an enabled unit of a required package enables" {
	make_tree a qemu
	mkdir -p b/$units
	mv a/$units/virtqemud-ro.socket b/$units
	make_deb b b.deb 'Depends: a'
	scripts_for a virtqemud.socket virtqemud-admin.socket
	make_deb a a.deb
	finds 0 --disable also-foreign a.deb b.deb </dev/null
	make_deb b b.deb
	finds 1 --disable also-foreign a.deb b.deb <<-'END'
		b.deb:/usr/lib/systemd/system/virtqemud-ro.socket: error: only a.deb enables virtqemud-ro.socket or applies its preset, which this package does not require [not-enabled]
		b.deb:/usr/lib/systemd/system/virtqemud-ro.socket: error: only a.deb disables virtqemud-ro.socket, which this package does not require [not-disabled]
	END
}

@test "unit-twice: two packages with one unit, unless they exclude each other" {
	make_tree a qemu
	scripts_for a $sockets
	rm a/$units/virtqemud.service
	cp -a a b
	make_deb a a.deb
	make_deb b b.deb
	finds 1 --disable service-missing a.deb b.deb <<-'END'
		b.deb:/usr/lib/systemd/system/virtqemud-admin.socket: error: virtqemud-admin.socket is also in a.deb: they cannot both be installed [unit-twice]
		b.deb:/usr/lib/systemd/system/virtqemud-ro.socket: error: virtqemud-ro.socket is also in a.deb: they cannot both be installed [unit-twice]
		b.deb:/usr/lib/systemd/system/virtqemud.socket: error: virtqemud.socket is also in a.deb: they cannot both be installed [unit-twice]
	END
	make_deb b b.deb 'Conflicts: a'
	finds 0 --disable service-missing a.deb b.deb </dev/null
	finds 0 --disable service-missing b.deb a.deb </dev/null
	# two versions of one package
	mkdir new
	make_deb a new/a.deb
	finds 0 --disable service-missing a.deb new/a.deb </dev/null
}

@test "static-link: a link in the package enables a local socket" {
	make_tree t qemu
	scripts_for t $sockets
	mkdir t/$units/sockets.target.wants
	ln -s ../virtqemud.socket t/$units/sockets.target.wants
	sed -i '/^WantedBy=/d' t/$units/virtqemud.socket
	make_deb t p.deb
	finds 0 p.deb <<-'END'
		p.deb:/usr/lib/systemd/system/virtqemud.socket: warning: a link in the package enables virtqemud.socket: "systemctl disable" cannot remove it [static-link]
	END
}

@test "hard links: the content is read, whichever link has it" {
	local name
	for name in zzz aaa; do
		rm -rf t
		make_tree t qemu
		scripts_for t $sockets
		mkdir -p t/etc/x t/usr/share/doc/x
		# dpkg-deb and rpm take the first name for the content, or the last
		ln t/$units/virtqemud-ro.socket t/etc/x/$name
		ln t/$units/virtqemud-ro.socket t/usr/share/doc/x/$name
		ln t/$units/virtqemud.service t/$units/other.service
		make_deb t p.deb
		finds 0 p.deb </dev/null
		rm -r t/DEBIAN
		make_rpm t p "%post
[ \$1 -gt 1 ] || systemctl preset $sockets
%preun
[ \$1 -gt 0 ] || systemctl disable $sockets"
		finds 0 p.rpm </dev/null
		# they are judged
		sed 's/^SocketMode=.*/SocketMode=0777/' t/$units/virtqemud-ro.socket >new
		cat new >t/$units/virtqemud-ro.socket
		make_rpm t p "%post
[ \$1 -gt 1 ] || systemctl preset $sockets
%preun
[ \$1 -gt 0 ] || systemctl disable $sockets"
		finds 1 p.rpm <<-'END'
			p.rpm:/usr/lib/systemd/system/virtqemud-ro.socket:11: error: SocketMode=0777 is wider than 0666 [socket-mode]
		END
	done
}

@test "%ghost units are not in the package" {
	make_tree t qemu
	put t/$units/virtnetworkd.socket '[Socket]'
	make_rpm t p "%ghost /$units/virtnetworkd.socket
%post
[ \$1 -gt 1 ] || systemctl preset $sockets
%preun
[ \$1 -gt 0 ] || systemctl disable $sockets"
	finds 0 p.rpm </dev/null
}

@test "a package over 1 MiB, which does not compress" {
	make_tree t qemu
	scripts_for t $sockets
	mkdir -p t/usr/share/x
	head -c 3000000 /dev/urandom >t/usr/share/x/a
	make_deb t p.deb
	finds 0 p.deb </dev/null
	rm -r t/DEBIAN
	make_rpm t p "%post
[ \$1 -gt 1 ] || systemctl preset $sockets
%preun
[ \$1 -gt 0 ] || systemctl disable $sockets"
	[ "$(stat -c %s p.rpm)" -gt 3000000 ]
	finds 0 p.rpm </dev/null
}
