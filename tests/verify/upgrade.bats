#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Scriptlets that do at each upgrade what is for once; what an upgrade brings.

load common

all="virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket virtqemud.service"
post='%post
[ $1 -gt 1 ] || systemctl preset '$all
preun='%preun
[ $1 -gt 0 ] || systemctl disable --now '$all

# rpm SECTIONS: a package p.rpm with these
rpm() {
	make_tree t qemu
	make_rpm t p "$1"
}

# deb SCRIPT [LINE...]: a good package p.deb whose SCRIPT is made of LINEs
deb() {
	local script=$1
	shift
	make_tree t qemu
	scripts_for t $all
	put "t/DEBIAN/$script" '#!/bin/sh' "$@"
	chmod 755 "t/DEBIAN/$script"
	make_deb t p.deb
}

@test "upgrade-disables: disable, stop, the helper, a loop" {
	rpm "$post
%preun
systemctl disable --now $all"
	finds 1 p.rpm <<-'END'
		p.rpm:%preun:1: error: virtqemud.socket is disabled at each upgrade, too: $1 says whether it is a removal [upgrade-disables]
	END
	rpm "$post
$preun
%postun
if [ -x /usr/bin/systemctl ]; then
for kind in -ro -admin; do systemctl stop virtqemud\$kind.socket other.service; done
fi"
	finds 1 p.rpm <<-'END'
		p.rpm:%postun:2: error: virtqemud*.socket is stopped at each upgrade, too: $1 says whether it is a removal [upgrade-disables]
	END
	deb prerm "deb-systemd-helper disable $all >/dev/null || true"
	finds 1 p.deb <<-'END'
		p.deb:prerm:2: error: virtqemud.socket is disabled at each upgrade, too: $1 says whether it is a removal [upgrade-disables]
	END
}

@test "upgrade-disables: $1 is looked at" {
	rpm "$post
$preun
%postun
case \"\$1\" in 0) systemctl stop $all;; esac"
	finds 0 p.rpm </dev/null
	deb prerm 'set -e' 'if [ -z "${DPKG_ROOT:-}" ] && [ "$1" = remove ] && [ -d /run/systemd/system ] ; then' \
		"deb-systemd-invoke stop $all >/dev/null || true" 'fi'
	finds 0 p.deb </dev/null
	# of the units of others nothing is said
	deb prerm 'systemctl stop other.socket'
	finds 0 p.deb </dev/null
}

@test "upgrade-disables: stopped, and started again, only warns" {
	deb prerm "deb-systemd-invoke stop $all"
	echo 'deb-systemd-invoke start "virtqemud"*' >>t/DEBIAN/postinst
	make_deb t p.deb
	finds 0 p.deb <<-'END'
		p.deb:prerm:2: warning: virtqemud.socket is stopped at each upgrade, too: clients are refused until it is started [upgrade-disables]
	END
	# the old %preun runs behind the new %post
	rpm "$post
systemctl start $all
$preun
systemctl stop $all"
	finds 1 p.rpm <<-'END'
		p.rpm:%preun:2: error: virtqemud.socket is stopped at each upgrade, too: $1 says whether it is a removal [upgrade-disables]
	END
}

@test "upgrade-enables: preset or enable without a look at \$1, in Debian at \$2" {
	rpm "%post
systemctl preset $all
$preun"
	finds 0 p.rpm <<-'END'
		p.rpm:%post:1: warning: virtqemud.socket is preset at each upgrade, too, also where the administrator has disabled it [upgrade-enables]
	END
	deb postinst 'if [ "$1" = configure ]; then' "systemctl enable $all || true" 'fi'
	finds 0 p.deb <<-'END'
		p.deb:postinst:3: warning: virtqemud.socket is enabled at each upgrade, too, also where the administrator has disabled it [upgrade-enables]
	END
	deb postinst 'if [ "$1" = configure ] && [ -z "$2" ]; then' "systemctl enable $all || true" 'fi'
	finds 0 p.deb </dev/null
}

@test "upgrade-enables: under another condition, through a helper" {
	rpm "%posttrans
for unit in $all; do
[ ! -e /var/lib/rpm-state/\$unit ] || systemctl preset \$unit
done
$preun"
	finds 0 p.rpm </dev/null
	rpm "%pre
/usr/lib/systemd/systemd-update-helper mark-install-system-units $all
%post
if [ -x /usr/lib/systemd/systemd-update-helper ]; then
/usr/lib/systemd/systemd-update-helper install-system-units $all || :
fi
$preun"
	finds 0 p.rpm </dev/null
}

@test "preset-missing: one call that names a unit of another package" {
	make_tree t qemu
	rm t/$units/virtqemud.service
	make_rpm t p "$post
$preun"
	finds 1 --disable service-missing p.rpm <<-'END'
		p.rpm:%post:1: error: virtqemud.service is in none of the packages: systemd 257 and older then preset nothing of this call, nor virtqemud.socket [preset-missing]
	END
	# in a call of its own it does no harm, nor in another language
	make_rpm t p "%post
[ \$1 -gt 1 ] || systemctl preset ${all% *}
[ \$1 -gt 1 ] || systemctl preset virtqemud.service
$preun"
	finds 0 --disable service-missing p.rpm </dev/null
	# a list may have been made of what is there
	make_rpm t p "%posttrans
for unit in $all; do
[ ! -e /usr/lib/systemd/system/\$unit ] || units=\"\$units \$unit\"
done
[ -z \"\$units\" ] || systemctl preset \$units
$preun"
	finds 0 --disable service-missing p.rpm </dev/null
	make_rpm t p "%post
[ \$1 -gt 1 ] || systemctl preset 'virtqemud*.socket' virtqemud.service
$preun"
	finds 1 --disable service-missing p.rpm <<-'END'
		p.rpm:%post:1: error: virtqemud.service is in none of the packages: systemd 257 and older then preset nothing of this call, nor virtqemud*.socket [preset-missing]
	END
}

@test "enable-fails: set -e, and no || true" {
	deb postinst 'set -e' 'if [ -z "$2" ]; then' "systemctl enable $all" 'fi'
	finds 0 p.deb <<-'END'
		p.deb:postinst:4: warning: where virtqemud.socket cannot be enabled, such as when it is masked, the script ends and the package stays unconfigured; add "|| true" [enable-fails]
	END
	deb postinst 'if [ -z "$2" ]; then' "systemctl enable $all" 'fi'
	finds 0 p.deb </dev/null
	sed -i 's|^#!/bin/sh|& -e|' t/DEBIAN/postinst
	make_deb t p.deb
	finds 0 p.deb <<-'END'
		p.deb:postinst:3: warning: where virtqemud.socket cannot be enabled, such as when it is masked, the script ends and the package stays unconfigured; add "|| true" [enable-fails]
	END
}

@test "mask-left: a mask in postrm, and no unmask" {
	deb prerm :
	sed -i '2i if [ "$1" = remove ]; then deb-systemd-helper mask virtqemud.socket || true; fi' t/DEBIAN/postrm
	make_deb t p.deb
	finds 0 p.deb <<-'END'
		p.deb:postrm:2: warning: virtqemud.socket is masked at removal, and nothing unmasks it when the package is installed again [mask-left]
	END
	echo "deb-systemd-helper unmask 'virtqemud.socket' || true" >>t/DEBIAN/postinst
	make_deb t p.deb
	finds 0 p.deb </dev/null
}

@test "scriptlet-unread: a script of more than 8 MiB, one that is a link" {
	deb prerm :
	head -c 9000000 /dev/zero | tr '\0' '#' >>t/DEBIAN/prerm
	ln -s /etc/passwd t/DEBIAN/preinst
	(cd t/DEBIAN && tar -cf ../../control.tar ./control ./preinst ./prerm ./postinst ./postrm)
	(cd t && tar -cf ../data.tar --exclude=./DEBIAN .)
	echo 2.0 >debian-binary
	ar q x.deb debian-binary control.tar data.tar 2>/dev/null
	finds 1 x.deb <<-'END'
		x.deb:preinst: error: what it does is not known: it is no regular file [scriptlet-unread]
		x.deb:prerm: error: what it does is not known: it is larger than 8 MiB [scriptlet-unread]
	END
}

@test "a script of more than 1 MiB is read" {
	deb postinst :
	{
		head -c 2000000 /dev/zero | tr '\0' '#'
		printf '\nsystemctl restart virtqemud.socket\n'
		printf "deb-systemd-helper enable '%s'\n" $all
	} >>t/DEBIAN/postinst
	make_deb t p.deb
	finds 1 p.deb <<-'END'
		p.deb:postinst:4: error: virtqemud.socket is restarted: systemd refuses that while the service runs, and the socket stays dead [socket-restart]
	END
}

@test "first-socket: --against a version without sockets" {
	make_tree old qemu
	rm old/$units/*.socket
	make_tree new qemu
	finds 0 --against old new </dev/null
	sed -i 's/^Description=.*/&\nBindsTo=virtqemud.socket/' new/$units/virtqemud.service
	finds 0 --against old new <<-'END'
		new/usr/lib/systemd/system/virtqemud.socket: warning: virtqemud.service ran without virtqemud.socket and now has BindsTo=: an upgrade stops it unless it is restarted together with the socket [first-socket]
	END
	rm old/$units/virtqemud.service
	finds 0 --against old new </dev/null
	finds 0 new </dev/null
}

# moved FROM TO NAME: a.deb has units in /FROM, a package NAME has them in /TO
moved() {
	rm -rf a b
	make_tree a qemu
	scripts_for a $all
	cp -a a b
	[ "$1" = usr/lib ] || { mv a/usr/lib a/lib; rmdir a/usr; }
	[ "$2" = usr/lib ] || { mv b/usr/lib b/lib; rmdir b/usr; }
	make_deb a a.deb
	make_deb b "$3.deb" 'Replaces: a (<< 2)' 'Breaks: a (<< 2)'
}

@test "unit-moved: to another package and between /lib and /usr/lib at once" {
	moved lib usr/lib b
	finds 0 --against a.deb b.deb <<-'END'
		b.deb:/usr/lib/systemd/system/virtqemud-admin.socket: warning: virtqemud-admin.socket was in /lib/systemd/system of a: dpkg deletes a file that moves to another package and between /lib and /usr/lib at once [unit-moved]
		b.deb:/usr/lib/systemd/system/virtqemud-ro.socket: warning: virtqemud-ro.socket was in /lib/systemd/system of a: dpkg deletes a file that moves to another package and between /lib and /usr/lib at once [unit-moved]
		b.deb:/usr/lib/systemd/system/virtqemud.service: warning: virtqemud.service was in /lib/systemd/system of a: dpkg deletes a file that moves to another package and between /lib and /usr/lib at once [unit-moved]
		b.deb:/usr/lib/systemd/system/virtqemud.socket: warning: virtqemud.socket was in /lib/systemd/system of a: dpkg deletes a file that moves to another package and between /lib and /usr/lib at once [unit-moved]
	END
	moved usr/lib lib b
	try verify --quiet --against a.deb b.deb
	[ "$(grep -c 'unit-moved\]$' home/out)" -eq 4 ]
	moved lib lib b
	finds 0 --against a.deb b.deb </dev/null
	# Conflicts: has the old package removed before
	moved lib usr/lib b
	make_deb b b.deb 'Replaces: a (<< 2)' 'Conflicts: a (<< 2)'
	finds 0 --against a.deb b.deb </dev/null
	mkdir -p new
	moved lib usr/lib new/a
	finds 0 --against a.deb new/a.deb </dev/null
}
