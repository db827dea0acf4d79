#!/usr/bin/env bats
# virtd-socket scriptlets: sections, styles, conditions, the macros' table.

load ../lib

# macros that change what stands in the sections; the system may have them
OLD=(--undefine systemd_posttrans_with_restart
	--undefine systemd_posttrans_with_reload
	--undefine systemd_postun_with_reload)
NEW=(-D 'systemd_posttrans_with_restart() x')

SOCK='virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket'

@test "style systemd, before systemd 257" {
	try scriptlets "${OLD[@]}" qemu
	expect 0 "%post
%systemd_post virtqemud.service $SOCK

%preun
%systemd_preun $SOCK virtqemud.service

%postun
%systemd_postun_with_restart virtqemud.service"
}

@test "style systemd, where the restart moved into %posttrans" {
	try scriptlets "${NEW[@]}" qemu
	expect 0 "%post
%systemd_post virtqemud.service $SOCK

%preun
%systemd_preun $SOCK virtqemud.service

%posttrans
%systemd_posttrans_with_restart virtqemud.service"
}

@test "style systemd, reload" {
	try scriptlets "${OLD[@]}" --section postun \
		-D 'systemd_postun_with_reload() x' log
	expect 0 '%systemd_postun_with_reload virtlogd.service'
	try scriptlets "${OLD[@]}" --section postun \
		-D 'systemd_postun_with_reload() x' \
		-D 'systemd_posttrans_with_reload() x' log
	expect 0
	try scriptlets "${OLD[@]}" --section posttrans \
		-D 'systemd_posttrans_with_reload() x' log
	expect 0 '%systemd_posttrans_with_reload virtlogd.service'
	# neither: it keeps running
	try scriptlets "${OLD[@]}" --section postun log
	expect 0
}

@test "style suse" {
	try scriptlets --style suse qemu
	expect 0 "%pre
%service_add_pre virtqemud.service $SOCK

%post
%service_add_post virtqemud.service $SOCK

%preun
%service_del_preun $SOCK virtqemud.service

%postun
%service_del_postun_without_restart $SOCK
%service_del_postun virtqemud.service"
	cp home/out first
	try scriptlets -D 'suse_version 1600' qemu
	expect 0 "$(cat first)"
	try scriptlets -D 'virtd_socket_style suse' qemu
	expect 0 "$(cat first)"
	try scriptlets -D 'virtd_socket_style suse' --style systemd "${OLD[@]}" \
		--section post qemu
	expect 0 "%systemd_post virtqemud.service $SOCK"
}

@test "style posttrans" {
	try scriptlets --style posttrans --unitdir /u --localstatedir /v \
		--section pre qemu
	expect 0 "mkdir -p /v/lib/rpm-state/virtd-socket || :
for unit in virtqemud.service $SOCK; do
    test -e /u/\$unit || touch /v/lib/rpm-state/virtd-socket/preset-\$unit || :
done
touch /v/lib/rpm-state/virtd-socket/restart-virtqemud.service || :"
	try scriptlets --style posttrans --unitdir /u --localstatedir /v qemu log
	[ "$status" -eq 0 ]
	[ "$(grep '^%' home/out)" = $'%pre\n%preun\n%posttrans' ]
}

@test "style posttrans: every section is valid shell" {
	local section

	for section in pre preun posttrans; do
		try scriptlets --style posttrans --section $section qemu log proxy
		[ "$status" -eq 0 ]
		[ -s home/out ]
		sh -n home/out
	done
}

@test "style posttrans: directories of rpm's macros" {
	try scriptlets --style posttrans --section pre -D '_unitdir /u' \
		-D '_localstatedir /v' log
	[ "$status" -eq 0 ]
	grep -qF 'test -e /u/$unit || touch /v/lib/rpm-state/' home/out
	try scriptlets --style posttrans --section pre -D '_unitdir u' log
	expect 1 '' 'error: --unitdir is not given, and the macros of rpm make it "u", which is not an absolute path without ".."'
	try scriptlets --style posttrans --unitdir u log
	expect 2 '' 'error: --unitdir: "u" is not an absolute path without ".."'
}

@test "unknown style" {
	try scriptlets --style fedora qemu
	expect 2 '' 'error: unknown style "fedora"; use systemd, suse or posttrans'
	try scriptlets -D 'virtd_socket_style fedora' qemu
	expect 1 '' 'error: unknown style "fedora"; use systemd, suse or posttrans'
}

@test "several daemons in one section" {
	try scriptlets --section post log qemu
	expect 0 "%systemd_post virtlogd.service virtlogd.socket virtlogd-admin.socket
%systemd_post virtqemud.service $SOCK"
}

@test "--section" {
	try scriptlets --section pre qemu
	expect 0
	try scriptlets --section build qemu
	expect 2 '' 'error: unknown section "build"; use pre, post, preun, postun or posttrans'
}

@test "-n and -p name the package" {
	try scriptlets "${OLD[@]}" -n libvirt-daemon log
	[ "$(grep -E '^%(pre|post)' home/out)" = \
		$'%post -n libvirt-daemon\n%preun -n libvirt-daemon' ]
	try scriptlets "${OLD[@]}" -p daemon log
	[ "$(grep -E '^%(pre|post)' home/out)" = $'%post daemon\n%preun daemon' ]
	try scriptlets -n a -p b log
	expect 2 '' 'error: -n and -p exclude each other'
	local name
	for name in 'a b' '' '-x' 'a%' a/b; do
		try scriptlets "--package=$name" log
		expect 2 '' "error: \"$name\" is not the name of a package"
	done
}

@test "--enable" {
	try scriptlets --section post --enable tls proxy
	expect 0 '%systemd_post virtproxyd.service virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket virtproxyd-tls.socket'
	try scriptlets --section post proxy
	expect 0 '%systemd_post virtproxyd.service virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket'
	try scriptlets --enable ro proxy
	expect 2 '' 'error: --enable: "ro" is neither tcp nor tls; the other sockets are always enabled'
	try scriptlets --enable '' proxy
	expect 2 '' 'error: --enable: "" is neither tcp nor tls; the other sockets are always enabled'
	try scriptlets --enable tcp,tls proxy qemu
	expect 1 '' 'error: --enable: virtqemud has no socket of kind tcp,tls'
}

@test "--sockets and --upgrade describe the daemon" {
	try scriptlets --section preun --sockets main,tcp mine
	expect 0 '%systemd_preun mine.socket mine-tcp.socket mine.service'
	try scriptlets --section posttrans --upgrade reload \
		-D 'systemd_posttrans_with_reload() x' qemu
	expect 0 '%systemd_posttrans_with_reload virtqemud.service'
}

@test "--table" {
	try scriptlets --table log
	expect 0 "virtlogd	files		virtlogd.socket
virtlogd	files		virtlogd-admin.socket
virtlogd	post		%systemd_post virtlogd.service virtlogd.socket virtlogd-admin.socket
virtlogd	preun		%systemd_preun virtlogd.socket virtlogd-admin.socket virtlogd.service
virtlogd	postun	%{!?systemd_posttrans_with_reload:%{?systemd_postun_with_reload:1}}	%systemd_postun_with_reload virtlogd.service
virtlogd	posttrans	%{?systemd_posttrans_with_reload:1}	%systemd_posttrans_with_reload virtlogd.service"
	try scriptlets --table
	[ "$status" -eq 0 ]
	expect_file home/err ''
	"$VIRTD_SOCKET" list | sed 1d | awk '{print $2}' >home/services
	[ "$(cut -f 1 home/out | uniq)" = "$(<home/services)" ]
	[ "$(grep -c '	files	' home/out)" -ge 50 ]
	not grep -vE '^[a-z]+	[a-z]+	[^	]*	[^	]+$' home/out
}

@test "a socket never stands where units are restarted" {
	local style

	for style in systemd suse posttrans; do
		try scriptlets --table --style $style
		[ "$status" -eq 0 ]
		grep -qE '(with_restart|try-restart|del_postun) ' home/out
		not grep -E '(with_restart|with_reload|try-restart|ctl reload|del_postun) .*\.socket' \
			home/out
	done
}
