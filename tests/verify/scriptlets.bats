#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# One test for each rule about scriptlets, on Debian packages and RPMs.

load common

local_units="virtqemud.service virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket"
remove_units="virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket virtqemud.service"

# deb: a package p.deb of the tree t, whose scripts the test has edited
deb() {
	make_deb t p.deb
}

start() {
	make_tree t qemu
	scripts_for t $local_units
}

start_rpm() {
	make_tree t qemu
}

# what a scriptlet asks first
install='[ $1 -eq 1 ] || exit 0'
remove='[ $1 -eq 0 ] || exit 0'

# rpm_with POST PREUN [MORE]: a package p.rpm of the tree t
rpm_with() {
	make_rpm t p "%post
$install; $1
%preun
$remove; $2
${3-}"
}

@test "deb: a good package" {
	start
	deb
	finds 0 p.deb </dev/null
}

@test "rpm: a good package" {
	start_rpm
	rpm_with "systemctl preset $local_units" "systemctl disable --now $remove_units"
	finds 0 p.rpm </dev/null
}

@test "scriptlet-macro: as a command, in a test, beside a path" {
	start_rpm
	rpm_with "systemctl preset $local_units
%nosuch_macro virtqemud.socket
if test -d %{_nosuchdir}/x; then %{?nosuch_one} :; fi" "systemctl disable $remove_units"
	finds 1 p.rpm <<-'EOF'
		p.rpm:%post:2: error: the macro %nosuch_macro was not expanded [scriptlet-macro]
		p.rpm:%post:3: error: the macro %{_nosuchdir}/x was not expanded [scriptlet-macro]
	EOF
}

@test "scriptlet-macro: per cent signs of the shell are no macros" {
	start_rpm
	rpm_with "systemctl preset $local_units
date +%%Y_%%m; x=\${y%%_z}; printf '%%s_name\n' a; rpm -q --qf '%%{name}_%%{VERSION}' x
# %%nosuch_macro
stat -c %%a_b /; fg %%1
cat >/dev/null <<END
%%wheel ALL=(ALL) ALL
END" "systemctl disable $remove_units"
	finds 0 p.rpm </dev/null
}

@test "not-enabled" {
	start
	scripts_for t ${local_units% *}
	sed -i 's/purge virt/purge virtqemud-admin.socket virt/' t/DEBIAN/postrm
	sed -i '/^Also=virtqemud-admin/d' t/$units/*.socket
	deb
	finds 1 --disable also-siblings p.deb <<-'EOF'
		p.deb:/usr/lib/systemd/system/virtqemud-admin.socket: error: no scriptlet enables virtqemud-admin.socket or applies its preset [not-enabled]
	EOF
}

@test "not-enabled: Also= of an enabled unit enables" {
	start_rpm
	rpm_with "systemctl preset virtqemud.socket" "systemctl disable $remove_units"
	finds 0 p.rpm </dev/null
}

@test "not-enabled: a script in another language that names the unit" {
	start_rpm
	make_rpm t p "%post -p <lua>
os.execute('systemctl preset $local_units')
%preun
$remove; systemctl disable $remove_units"
	finds 0 p.rpm </dev/null
}

@test "not-enabled: what happens at removal does not count" {
	start_rpm
	rpm_with ":" "systemctl disable $remove_units; systemctl preset $remove_units"
	try verify --quiet p.rpm
	[ "$(grep -c '\[not-enabled\]$' home/out)" -eq 3 ]
	[ "$(wc -l <home/out)" -eq 3 ]
}

@test "not-disabled" {
	start_rpm
	rpm_with "systemctl preset $local_units" ":"
	finds 1 p.rpm <<-'EOF'
		p.rpm:/usr/lib/systemd/system/virtqemud-admin.socket: error: no scriptlet disables virtqemud-admin.socket [not-disabled]
		p.rpm:/usr/lib/systemd/system/virtqemud-ro.socket: error: no scriptlet disables virtqemud-ro.socket [not-disabled]
		p.rpm:/usr/lib/systemd/system/virtqemud.socket: error: no scriptlet disables virtqemud.socket [not-disabled]
	EOF
}

@test "not-disabled: tcp and tls only warn" {
	make_tree t proxy
	make_rpm t p "%post
$install; systemctl preset virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket
%preun
$remove; systemctl disable virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket virtproxyd-tls.socket"
	finds 0 p.rpm <<-'EOF'
		p.rpm:/usr/lib/systemd/system/virtproxyd-tcp.socket: warning: no scriptlet disables virtproxyd-tcp.socket: where it was enabled, a dead link stays [not-disabled]
	EOF
}

@test "socket-restart: Debian's default of one list for all" {
	start
	cat >>t/DEBIAN/postinst <<-'EOF'
		if [ -n "$2" ]; then
			_dh_action=restart
		else
			_dh_action=start
		fi
		deb-systemd-invoke $_dh_action 'virtqemud-ro.socket' 'virtqemud.service' >/dev/null || true
	EOF
	deb
	finds 1 p.deb <<-'EOF'
		p.deb:postinst:11: error: virtqemud-ro.socket is restarted: systemd refuses that while the service runs, and the socket stays dead [socket-restart]
	EOF
}

@test "socket-restart: start is none, nor is the restart of the service" {
	start
	cat >>t/DEBIAN/postinst <<-'EOF'
		restart_service() {
			for unit in "$@"; do
				deb-systemd-invoke restart "$unit"
			done
		}
		show() {
			for unit in "$@"; do echo "$unit"; done
		}
		show virtqemud.socket
		restart_service virtqemud.service
		deb-systemd-invoke start virtqemud.socket
	EOF
	deb
	finds 0 p.deb </dev/null
}

@test "socket-restart: loops, variables, patterns, marks" {
	start_rpm
	rpm_with "systemctl preset $local_units" "systemctl disable $remove_units" "%posttrans
units=
for kind in -ro -admin; do
    units=\"\$units virtqemud\$kind.socket\"
done
systemctl --no-block try-restart \$units || :
systemctl try-restart 'virtqemud-a*'
systemctl set-property virtqemud.socket Markers=+needs-restart
/usr/lib/systemd/systemd-update-helper mark-restart-system-units virtlogd.socket
systemctl --user restart virtqemud.socket"
	finds 1 p.rpm <<-'EOF'
		p.rpm:%posttrans:5: error: virtqemud*.socket is restarted: systemd refuses that while the service runs, and the socket stays dead [socket-restart]
		p.rpm:%posttrans:6: error: virtqemud-a* is restarted: systemd refuses that while the service runs, and the socket stays dead [socket-restart]
		p.rpm:%posttrans:7: error: virtqemud.socket is restarted: systemd refuses that while the service runs, and the socket stays dead [socket-restart]
		p.rpm:%posttrans:8: error: virtlogd.socket is restarted: systemd refuses that while the service runs, and the socket stays dead [socket-restart]
	EOF
}

all_inet="virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket virtproxyd-tcp.socket virtproxyd-tls.socket"

@test "inet-enabled: enabled" {
	make_tree t proxy
	scripts_for t $all_inet
	sed -i '/tls/d' t/DEBIAN/postinst
	deb
	finds 1 p.deb <<-'EOF'
		p.deb:/usr/lib/systemd/system/virtproxyd-tcp.socket: error: virtproxyd-tcp.socket is enabled at installation: it listens on the network [inet-enabled]
	EOF
}

@test "inet-enabled: preset" {
	make_tree t proxy
	make_rpm t p "%post
$install; systemctl preset ${all_inet% *}
%preun
$remove; systemctl disable $all_inet"
	finds 0 p.rpm <<-'EOF'
		p.rpm:/usr/lib/systemd/system/virtproxyd-tcp.socket: warning: virtproxyd-tcp.socket is preset at installation: without a preset file it listens on the network [inet-enabled]
	EOF
}

@test "inet-enabled: a link in the package" {
	make_tree t proxy
	scripts_for t ${all_inet% *}
	sed -i '/tcp/d' t/DEBIAN/postinst
	sed -i 's/purge virt/purge virtproxyd-tls.socket virt/' t/DEBIAN/postrm
	mkdir t/$units/sockets.target.wants
	ln -s ../virtproxyd-tls.socket t/$units/sockets.target.wants
	deb
	finds 1 p.deb <<-'EOF'
		p.deb:/usr/lib/systemd/system/virtproxyd-tls.socket: error: virtproxyd-tls.socket is enabled at installation: it listens on the network [inet-enabled]
	EOF
}

@test "unit-dir: a package with a unit beneath /etc" {
	start
	mkdir -p t/etc/systemd/system
	mv t/$units/virtqemud-ro.socket t/etc/systemd/system
	deb
	finds 0 p.deb <<-'EOF'
		p.deb:/etc/systemd/system/virtqemud-ro.socket: warning: virtqemud-ro.socket is in the directory of the administrator; packages install units in /usr/lib/systemd/system [unit-dir]
	EOF
}

@test "placeholder: in a package, and --disable" {
	start
	sed -i 's/^SocketMode=.*/SocketMode=@sockmode@/' t/$units/virtqemud.socket
	deb
	finds 1 p.deb <<-'EOF'
		p.deb:/usr/lib/systemd/system/virtqemud.socket:9: error: @sockmode@ was not expanded [placeholder]
	EOF
	finds 0 --disable=placeholder p.deb </dev/null
}

@test "socket-changed: --against" {
	start
	deb
	cp -a t new
	sed -i 's/^SocketMode=.*/SocketMode=0660/' new/$units/virtqemud.socket
	sed -i 's|=/run/|=/var/run/|' new/$units/virtqemud-ro.socket
	make_deb new n.deb
	finds 0 --against p.deb n.deb <<-'EOF'
		n.deb:/usr/lib/systemd/system/virtqemud-ro.socket: warning: ListenStream= was /run/libvirt/virtqemud-sock-ro and is /var/run/libvirt/virtqemud-sock-ro: only a restart of the socket applies it [socket-changed]
		n.deb:/usr/lib/systemd/system/virtqemud.socket: warning: SocketMode= was 0666 and is 0660: only a restart of the socket applies it [socket-changed]
	EOF
	finds 0 --against p.deb p.deb </dev/null
}

@test "packages of one call are judged together, whatever their type" {
	start
	mkdir -p v/$units
	mv t/$units/virtqemud.service v/$units
	deb
	make_rpm v q ""
	finds 0 p.deb q.rpm </dev/null
	finds 0 v p.deb </dev/null
}

@test "inet-enabled: a script in another language that names the unit presets it" {
	make_tree t proxy
	make_rpm t p "%post -p <lua>
os.execute('systemctl enable ${all_inet% *}')
%preun
$remove; systemctl disable $all_inet"
	finds 0 p.rpm <<-'EOF2'
		p.rpm:/usr/lib/systemd/system/virtproxyd-tcp.socket: warning: virtproxyd-tcp.socket is preset at installation: without a preset file it listens on the network [inet-enabled]
	EOF2
}

@test "not-enabled: a script in another language must name the whole unit" {
	start_rpm
	make_rpm t p "%post -p <lua>
os.execute('systemctl preset xvirtqemud.socket virtqemud.socketx /x/virtqemud-ro.socket')
-- virtqemud-admin.socket;
%preun
$remove; systemctl disable $remove_units"
	sed -i '/^Also=/d' t/$units/*.socket
	make_rpm t p "%post -p <lua>
os.execute('systemctl preset xvirtqemud.socket virtqemud.socketx /x/virtqemud-ro.socket')
-- virtqemud-admin.socket;
%preun
$remove; systemctl disable $remove_units"
	finds 1 --disable also-siblings p.rpm <<-'EOF2'
		p.rpm:/usr/lib/systemd/system/virtqemud.socket: error: no scriptlet enables virtqemud.socket or applies its preset [not-enabled]
	EOF2
}

@test "shells of other names are read as shells" {
	local shell
	for shell in '/bin/sh -e' /bin/zsh /bin/ash '/usr/bin/env sh'; do
		start_rpm
		make_rpm t p "%post -p \"$shell\"
# systemctl preset $local_units
%preun
$remove; systemctl disable $remove_units" 2>/dev/null || make_rpm t p "%post -p $shell
# systemctl preset $local_units
%preun
$remove; systemctl disable $remove_units"
		try verify --quiet p.rpm
		[ "$(grep -c 'not-enabled\]$' home/out)" -eq 3 ]
		start
		sed -i -e "1s|.*|#!$shell|" -e 's/^deb/# deb/' t/DEBIAN/postinst
		deb
		rm -r t
		try verify --quiet p.deb
		[ "$(grep -c 'not-enabled\]$' home/out)" -eq 3 ]
	done
}

@test "more patterns than can be followed are what is not known" {
	start_rpm
	local i patterns=
	for i in {1..120}; do
		patterns="$patterns virt*x$i"
	done
	rpm_with "systemctl preset $local_units; systemctl try-restart $patterns; systemctl try-restart 'virtq*.socket'" \
		"systemctl disable $remove_units"
	finds 0 p.rpm </dev/null
	rpm_with "systemctl preset $local_units; systemctl try-restart 'virtq*.socket'; systemctl try-restart $patterns" \
		"systemctl disable $remove_units"
	finds 1 p.rpm <<-'EOF2'
		p.rpm:%post:1: error: virtq*.socket is restarted: systemd refuses that while the service runs, and the socket stays dead [socket-restart]
	EOF2
}
