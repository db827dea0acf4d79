#!/usr/bin/env bats
# virtd-socket scriptlets: sections, styles, conditions, the macros' table.

load ../lib

# macros that change what stands in the sections; the system may have them
OLD=(--undefine systemd_posttrans_with_restart
	--undefine systemd_posttrans_with_reload
	--undefine systemd_postun_with_reload)
NEW=(-D 'systemd_posttrans_with_restart() x')

SOCK='virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket'
STATE=/v/lib/rpm-state/libvirt
DIRS=(--unitdir /u --localstatedir /v)

# What the styles of macros have: the daemon's first version with sockets.
FIRST="(! test -e /u/virtqemud.socket || exit 0
systemctl -q is-active virtqemud.service 2>/dev/null || exit 0
mkdir -p $STATE && cd $STATE &&
    touch start-virtqemud.service daemon-reload) || :"

# once MARK SYSTEMCTL...: what is done once, after the units were read
once() {
	local mark=$1

	shift
	cat <<-END
		(cd $STATE 2>/dev/null && test -e $mark || exit 0
		${READ:+$READ
		}if test -d /run/systemd/system; then
		    ! test -e daemon-reload || systemctl daemon-reload
		    $*
		fi
		rm -f $mark daemon-reload
		rmdir $STATE 2>/dev/null) || :
	END
}
# what is bound to new sockets, and so ends
bound() {
	cat <<-END
		systemctl -q is-active $1.socket ||
		        case " \$(systemctl show --value -p BindsTo $1.service) " in
		        *" $1.socket "*)
		            systemctl restart $1.service
		            rm -f restart-$1.service ;;
		        esac
	END
}
START=$(once start-virtqemud.service "$(bound virtqemud)")

@test "style systemd, before systemd 257" {
	try scriptlets "${DIRS[@]}" "${OLD[@]}" qemu
	expect 0 "%pre
$FIRST

%post
%systemd_post $SOCK
%systemd_post virtqemud.service

%preun
%systemd_preun $SOCK virtqemud.service

%postun
%systemd_postun_with_restart virtqemud.service

%posttrans
$START"
}

@test "style systemd, where the restart moved into %posttrans" {
	try scriptlets "${DIRS[@]}" "${NEW[@]}" qemu
	expect 0 "%pre
$FIRST
(mkdir -p $STATE && cd $STATE &&
    touch keep-virtqemud.service restart-virtqemud.service) || :

%post
%systemd_post $SOCK
%systemd_post virtqemud.service

%preun
%systemd_preun $SOCK virtqemud.service

%posttrans
$START
if test -e $STATE/restart-virtqemud.service; then
%systemd_posttrans_with_restart virtqemud.service
fi
(cd $STATE 2>/dev/null || exit 0
rm -f keep-virtqemud.service restart-virtqemud.service daemon-reload
rmdir $STATE 2>/dev/null) || :"
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
	[ "$(tail -n 1 home/out)" = "%systemd_posttrans_with_reload virtlogd.service" ]
	# neither: it keeps running
	try scriptlets "${OLD[@]}" --section postun log
	expect 0
}

@test "style suse" {
	try scriptlets "${DIRS[@]}" --style suse qemu
	expect 0 "%pre
$FIRST
%service_add_pre virtqemud.service $SOCK

%post
%service_add_post virtqemud.service $SOCK

%preun
%service_del_preun $SOCK virtqemud.service

%postun
%service_del_postun_without_restart $SOCK
%service_del_postun virtqemud.service

%posttrans
$START"
	cp home/out first
	try scriptlets "${DIRS[@]}" -D 'suse_version 1600' qemu
	expect 0 "$(cat first)"
	try scriptlets "${DIRS[@]}" -D 'virtd_socket_style suse' qemu
	expect 0 "$(cat first)"
	try scriptlets -D 'virtd_socket_style suse' --style systemd "${OLD[@]}" \
		--section preun qemu
	expect 0 "%systemd_preun $SOCK virtqemud.service"
}

@test "style posttrans" {
	try scriptlets "${DIRS[@]}" --style posttrans qemu
	expect 0 "%pre
(mkdir -p $STATE && cd $STATE || exit 0
for unit in virtqemud.service $SOCK; do
    test -e /u/\$unit || touch preset-\$unit
done
test -e /u/virtqemud.socket ||
    ! systemctl -q is-active virtqemud.service 2>/dev/null ||
    touch start-virtqemud.service
touch restart-virtqemud.service
touch keep-virtqemud.service daemon-reload) || :

%preun
if [ \$1 -eq 0 ] && ! test -e $STATE/keep-virtqemud.service; then
    if test -d /run/systemd/system; then
        systemctl --no-reload disable --now $SOCK virtqemud.service || :
    elif command -v systemctl >/dev/null; then
        systemctl --no-reload disable $SOCK virtqemud.service || :
    fi
fi

%posttrans
(cd $STATE 2>/dev/null || exit 0
sockets=
for unit in $SOCK; do
    ! test -e preset-\$unit || sockets=\"\$sockets \$unit\"
done
if command -v systemctl >/dev/null; then
    test -z \"\$sockets\" || systemctl -q --no-reload preset \$sockets
    ! test -e preset-virtqemud.service ||
        systemctl -q --no-reload preset virtqemud.service
fi
verb=
! test -e restart-virtqemud.service || verb=try-restart
! test -e start-virtqemud.service || verb=restart
if test -d /run/systemd/system; then
    ! test -e daemon-reload || systemctl daemon-reload
    test -z \"\$verb\" || systemctl \$verb virtqemud.service
fi
rm -f preset-virtqemud.socket preset-virtqemud-ro.socket preset-virtqemud-admin.socket preset-virtqemud.service
rm -f start-virtqemud.service restart-virtqemud.service reload-virtqemud.service keep-virtqemud.service
rm -f daemon-reload
rmdir $STATE 2>/dev/null) || :"
}

@test "style posttrans, reload" {
	try scriptlets "${DIRS[@]}" --style posttrans --section posttrans log
	sed -n '/^verb=$/,/^fi$/p' home/out >home/rest
	same reload "verb=
! test -e reload-virtlogd.service ||
    ! systemctl -q is-active virtlogd.service 2>/dev/null || verb=reload
if test -d /run/systemd/system; then
    ! test -e daemon-reload || systemctl daemon-reload
    ! test -e start-virtlogd.service || $(bound virtlogd)
    test -z \"\$verb\" || systemctl \$verb virtlogd.service
fi" home/rest
}

@test "another package has the service" {
	try scriptlets "${DIRS[@]}" "${OLD[@]}" -S qemu
	expect 0 "%pre
$FIRST

%post
%systemd_post $SOCK
if [ \$1 -eq 1 ] &&
    systemctl -q is-enabled virtqemud.service 2>/dev/null; then
    systemctl -q --no-reload enable virtqemud.service || :
fi

%preun
%systemd_preun $SOCK

%posttrans
$START"
	try scriptlets "${DIRS[@]}" --style posttrans -S --section posttrans qemu
	grep -qx '        systemctl -q --no-reload enable virtqemud.service' home/out
	not grep -E 'preset virtqemud.service|try-restart' home/out
}

@test "a package that only asks for the restart" {
	local style

	for style in systemd suse posttrans; do
		try scriptlets "${DIRS[@]}" --style $style --restart qemu
		expect 0 "%pre
(mkdir -p $STATE && cd $STATE && touch daemon-reload || exit 0
systemctl show --value -p InvocationID virtqemud.service 2>/dev/null >restart-virtqemud.service) || :

%posttrans
$(READ=$'! test -e keep-virtqemud.service || exit 0\nmark=$(cat restart-virtqemud.service)' once restart-virtqemud.service \
	'test -n "$mark" && test "$mark" != "$(systemctl show --value -p InvocationID virtqemud.service)" ||
        systemctl try-restart virtqemud.service')"
	done
	try scriptlets "${DIRS[@]}" --section pre --restart log
	expect 0 "(mkdir -p $STATE && cd $STATE &&
    touch reload-virtlogd.service daemon-reload) || :"
	try scriptlets --restart -S log
	expect 2 '' 'error: --restart and -S exclude each other'
}

@test "every section is valid shell, and leaves no variable behind" {
	local style section part

	for style in systemd suse posttrans; do
		for section in pre post preun postun posttrans; do
			for part in '' -S --restart; do
				# shellcheck disable=SC2086
				try scriptlets --style $style \
					--section $section $part qemu log proxy
				[ "$status" -eq 0 ]
				sh -n home/out
				# variables are those of subshells
				awk '/^\(/ { inside = 1 }
					/\) \|\| :$/ { inside = 0 }
					!inside && /^ *([a-z]+=|for )/' home/out >home/left
				same "variables" '' home/left
			done
		done
	done
}

@test "directories of rpm's macros" {
	try scriptlets --style posttrans --section pre -D '_unitdir /u' \
		-D '_localstatedir /v' log
	[ "$status" -eq 0 ]
	grep -qF 'test -e /u/$unit || touch' home/out
	grep -qF 'cd /v/lib/rpm-state/libvirt ' home/out
	try scriptlets --style posttrans --section pre -D '_unitdir u' log
	expect 1 '' 'error: --unitdir is not given, and the macros of rpm make it "u", which is not an absolute path without ".."'
	try scriptlets --style posttrans --unitdir u log
	expect 2 '' 'error: --unitdir: "u" is not an absolute path without ".."'
}

@test "unknown style" {
	try scriptlets --style fedora qemu
	expect 2 '' 'error: unknown style "fedora"; use systemd, suse or posttrans, or deb for Debian'
	try scriptlets -D 'virtd_socket_style fedora' qemu
	expect 1 '' 'error: unknown style "fedora"; use systemd, suse or posttrans'
	try scriptlets -D 'virtd_socket_style deb' qemu
	expect 1 '' 'error: unknown style "deb"; use systemd, suse or posttrans'
}

@test "several daemons in one section" {
	try scriptlets --section post log qemu
	expect 0 "%systemd_post virtlogd.socket virtlogd-admin.socket
%systemd_post virtlogd.service
%systemd_post $SOCK
%systemd_post virtqemud.service"
}

@test "--section" {
	try scriptlets "${OLD[@]}" --section pre -k none libvirt-guests
	expect 0
	try scriptlets --section build qemu
	expect 2 '' 'error: unknown section "build"; use pre, post, preun, postun or posttrans'
}

@test "-n and -p name the package" {
	try scriptlets "${OLD[@]}" -n libvirt-daemon log
	[ "$(grep -E '^%(pre|post)' home/out)" = \
		$'%pre -n libvirt-daemon\n%post -n libvirt-daemon\n%preun -n libvirt-daemon\n%posttrans -n libvirt-daemon' ]
	try scriptlets "${OLD[@]}" -p daemon log
	[ "$(grep -E '^%(pre|post)' home/out)" = $'%pre daemon\n%post daemon\n%preun daemon\n%posttrans daemon' ]
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
	expect 0 '%systemd_post virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket virtproxyd-tls.socket
%systemd_post virtproxyd.service'
	try scriptlets --section post proxy
	expect 0 '%systemd_post virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket
%systemd_post virtproxyd.service'
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
	[ "$(tail -n 1 home/out)" = "%systemd_posttrans_with_reload virtqemud.service" ]
}

@test "--table" {
	try scriptlets --table -k none -u restart mine
	expect 0 'mine
	daemon	pre	%{?systemd_posttrans_with_restart:1}
(mkdir -p %{__virtd_socket_statedir} && cd %{__virtd_socket_statedir} &&
    touch keep-mine.service restart-mine.service) || :
	daemon	post	
%systemd_post mine.service
	daemon	preun	
%systemd_preun mine.service
	daemon	postun	%{!?systemd_posttrans_with_restart:1}
%systemd_postun_with_restart mine.service
	daemon	posttrans	%{?systemd_posttrans_with_restart:1}
if test -e %{__virtd_socket_statedir}/restart-mine.service; then
	daemon	posttrans	%{?systemd_posttrans_with_restart:1}
%systemd_posttrans_with_restart mine.service
fi
(cd %{__virtd_socket_statedir} 2>/dev/null || exit 0
rm -f keep-mine.service restart-mine.service daemon-reload
rmdir %{__virtd_socket_statedir} 2>/dev/null) || :
	restart	pre	
(mkdir -p %{__virtd_socket_statedir} && cd %{__virtd_socket_statedir} && touch daemon-reload || exit 0
systemctl show --value -p InvocationID mine.service 2>/dev/null >restart-mine.service) || :
	restart	posttrans	
(cd %{__virtd_socket_statedir} 2>/dev/null && test -e restart-mine.service || exit 0
! test -e keep-mine.service || exit 0
mark=$(cat restart-mine.service)
if test -d /run/systemd/system; then
    ! test -e daemon-reload || systemctl daemon-reload
    test -n "$mark" && test "$mark" != "$(systemctl show --value -p InvocationID mine.service)" ||
        systemctl try-restart mine.service
fi
rm -f restart-mine.service daemon-reload
rmdir %{__virtd_socket_statedir} 2>/dev/null) || :'
	try scriptlets --table -k main,tls mine yours
	[ "$(grep -A 2 '^$' home/out)" = $'\nyours\nyours.socket' ]
	try scriptlets --table
	[ "$status" -eq 0 ]
	expect_file home/err ''
	"$VIRTD_SOCKET" list | sed 1d | awk '{print $2}' >home/services
	same services "$(<home/services)" <(awk 'NR == 1 || before == ""
		{ before = $0 }' home/out)
	[ "$(grep -c '^[a-z-]*\.socket$' home/out)" -ge 50 ]
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
