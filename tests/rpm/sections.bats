#!/usr/bin/env bats
# The macros that a spec calls itself: for subpackages, beside scriptlets of
# its own, for daemons that it describes.

load rpm

# expect_trio NAME SERVICE: the package has the sockets of one service
expect_trio() {
	expect_scripts "$1" <<-EOF
		postinstall scriptlet (using /bin/sh):
		fake_systemd_post $2.service $2.socket $2-ro.socket $2-admin.socket
		preuninstall scriptlet (using /bin/sh):
		fake_systemd_preun $2.socket $2-ro.socket $2-admin.socket $2.service
		postuninstall scriptlet (using /bin/sh):
		fake_systemd_postun_with_restart $2.service
	EOF
	# shellcheck disable=SC2046
	expect_files "$1" $(units "$2" .socket -ro.socket -admin.socket)
}

@test "subpackages by -n and -p" {
	use_fake_systemd
	spec sub <<-'EOF'
		%subpackage daemon
		%subpackage -n other
		%install
		%virtd_socket qemu
		%virtd_socket -p daemon network
		%virtd_socket -n other storage

		%virtd_socket_scriptlets qemu
		%virtd_socket_scriptlets -p daemon network
		%virtd_socket_scriptlets -n other storage

		%files
		%virtd_socket_files qemu
		%files daemon
		%virtd_socket_files network
		%files -n other
		%virtd_socket_files storage
	EOF
	build sub.spec
	expect_trio sub virtqemud
	expect_trio sub-daemon virtnetworkd
	expect_trio other virtstoraged
}

@test "two calls for one package" {
	use_fake_systemd
	spec a <<-'EOF'
		%install
		%virtd_socket virtlogd
		%virtd_socket virtlockd
		%virtd_socket_scriptlets virtlogd virtlockd
		%files
		%virtd_socket_files virtlockd
		%virtd_socket_files virtlogd
	EOF
	build a.spec
	expect_scripts a <<-'EOF'
		postinstall scriptlet (using /bin/sh):
		fake_systemd_post virtlogd.service virtlogd.socket virtlogd-admin.socket
		fake_systemd_post virtlockd.service virtlockd.socket virtlockd-admin.socket
		preuninstall scriptlet (using /bin/sh):
		fake_systemd_preun virtlogd.socket virtlogd-admin.socket virtlogd.service
		fake_systemd_preun virtlockd.socket virtlockd-admin.socket virtlockd.service
	EOF
	# shellcheck disable=SC2046
	expect_files a $(units virtlogd .socket -admin.socket) \
		$(units virtlockd .socket -admin.socket)
}

# section NAME: what the command says for virtlogd
section() {
	"$VIRTD_SOCKET" scriptlets --style posttrans --section "$1" virtlogd
}

@test "scriptlets and files of the package's own" {
	use_posttrans
	spec own <<-'EOF'
		%subpackage daemon
		%install
		%virtd_socket -p daemon virtlogd
		mkdir -p %{buildroot}/usr/share
		touch %{buildroot}/usr/share/mine
		%pre daemon
		echo before
		%virtd_socket_pre virtlogd
		echo behind
		%post daemon
		%virtd_socket_post virtlogd
		echo own post
		%preun daemon
		%virtd_socket_preun virtlogd
		%postun daemon
		%virtd_socket_postun virtlogd
		echo own postun
		%posttrans daemon
		%virtd_socket_posttrans virtlogd
		%files
		%files daemon
		%virtd_socket_files virtlogd
		/usr/share/mine
	EOF
	build own.spec
	{
		echo 'preinstall scriptlet (using /bin/sh):'
		echo 'echo before'
		section pre
		echo 'echo behind'
		echo 'postinstall scriptlet (using /bin/sh):'
		echo 'echo own post'
		echo 'preuninstall scriptlet (using /bin/sh):'
		section preun
		echo 'postuninstall scriptlet (using /bin/sh):'
		echo 'echo own postun'
		echo 'posttrans scriptlet (using /bin/sh):'
		section posttrans
	} | expect_scripts own-daemon
	expect_scripts own </dev/null
	expect_files own
	# shellcheck disable=SC2046
	expect_files own-daemon $(units virtlogd .socket -admin.socket) \
		/usr/share/mine
}

@test "a described daemon is what the description says in each macro" {
	use_fake_systemd
	fake systemd_postun_with_reload
	spec kinds <<-'EOF'
		%subpackage two
		%subpackage three
		%install
		%virtd_socket -k main,tls --description one --sockmode 0600 -e tls oned
		%virtd_socket -p two -k admin,main -u reload --description 'the second' --sockmode 0600 twod
		%virtd_socket -p three -e tcp proxy
		touch %{buildroot}%{_unitdir}/virtproxyd.service
		%virtd_socket_scriptlets -k main,tls -e tls oned
		%virtd_socket_scriptlets -p two -k main,admin -u reload twod
		%virtd_socket_scriptlets -p three -e tcp proxy
		%files
		%virtd_socket_files -k main,tls oned
		%files two
		%virtd_socket_files -k main,admin twod
		%files three
		%virtd_socket_files -s proxy
	EOF
	sed -i "s|%{_unitdir}|$UNITDIR|" kinds.spec
	# an empty service, and two daemons with a tls socket
	ODD='--disable unit-file --disable listen-shared'
	build --undefine=systemd_posttrans_with_restart \
		--undefine=systemd_posttrans_with_reload kinds.spec
	expect_scripts kinds <<-'EOF'
		postinstall scriptlet (using /bin/sh):
		fake_systemd_post oned.service oned.socket oned-tls.socket
		preuninstall scriptlet (using /bin/sh):
		fake_systemd_preun oned.socket oned-tls.socket oned.service
		postuninstall scriptlet (using /bin/sh):
		fake_systemd_postun_with_restart oned.service
	EOF
	expect_scripts kinds-two <<-'EOF'
		postinstall scriptlet (using /bin/sh):
		fake_systemd_post twod.service twod.socket twod-admin.socket
		preuninstall scriptlet (using /bin/sh):
		fake_systemd_preun twod.socket twod-admin.socket twod.service
		postuninstall scriptlet (using /bin/sh):
		fake_systemd_postun_with_reload twod.service
	EOF
	expect_scripts kinds-three <<-'EOF'
		postinstall scriptlet (using /bin/sh):
		fake_systemd_post virtproxyd.service virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket virtproxyd-tcp.socket
		preuninstall scriptlet (using /bin/sh):
		fake_systemd_preun virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket virtproxyd-tcp.socket virtproxyd-tls.socket virtproxyd.service
		postuninstall scriptlet (using /bin/sh):
		fake_systemd_postun_with_restart virtproxyd.service
	EOF
	# shellcheck disable=SC2046
	expect_files kinds $(units oned .socket -tls.socket)
	# shellcheck disable=SC2046
	expect_files kinds-two $(units twod .socket -admin.socket)
	# shellcheck disable=SC2046
	expect_files kinds-three $(units virtproxyd .service .socket \
		-ro.socket -admin.socket -tcp.socket -tls.socket)
}

@test "a catalogue of the package's own" {
	use_fake_systemd
	# beside a daemon of the installed one
	put 'my catalog' '[mined]' 'Name=mine' 'Sockets=main admin' \
		'SocketMode=0600' 'Upgrade=reload'
	spec own "%global virtd_socket_catalog $T/my catalog" <<-'EOF'
		%install
		%virtd_socket mined virtlogd
		%virtd_socket_scriptlets mined virtlogd
		%files
		%virtd_socket_files mined virtlogd
	EOF
	build own.spec
	expect_scripts own <<-'EOF'
		postinstall scriptlet (using /bin/sh):
		fake_systemd_post mined.service mined.socket mined-admin.socket
		fake_systemd_post virtlogd.service virtlogd.socket virtlogd-admin.socket
		preuninstall scriptlet (using /bin/sh):
		fake_systemd_preun mined.socket mined-admin.socket mined.service
		fake_systemd_preun virtlogd.socket virtlogd-admin.socket virtlogd.service
	EOF
	# shellcheck disable=SC2046
	expect_files own $(units mined .socket -admin.socket) \
		$(units virtlogd .socket -admin.socket)
}

@test "calls that run at the same time" {
	local names='qemu network storage secret interface nodedev nwfilter lxc'

	use_fake_systemd
	spec many <<-EOF
		%install
		$(for name in $names; do echo "%virtd_socket $name &"; done)
		wait
		$(printf '%%virtd_socket_scriptlets %s\n' "$names")
		%files
		%virtd_socket_files $names
	EOF
	build many.spec
	rpm -qp --scripts "$(package many)" | grep -c '^fake_systemd_post ' |
		diff - <(echo 8)
	# shellcheck disable=SC2046
	expect_files many $("$VIRTD_SOCKET" units $names | sed "s|^|$UNITDIR/|")
}

@test "a line that goes on, and options of the helper" {
	use_fake_systemd
	spec line <<-'EOF'
		%install
		%virtd_socket \
		    -D 'sbindir /opt/my sbin' --filelist list \
		    virtlogd
		%virtd_socket_scriptlets virtlogd
		%files -f list
	EOF
	build line.spec
	# shellcheck disable=SC2046
	expect_files line $(units virtlogd .socket -admin.socket)
}

# A spec with a service that has no sockets, in %pre, %preun and %posttrans.
guests() {
	use_posttrans "%__virtd_socket $T/counted"
	put counted '#!/bin/sh' "echo x >>$T/calls" "exec $VIRTD_SOCKET \"\$@\""
	chmod +x counted
	: >calls
	spec guests <<-EOF
		%pre
		%virtd_socket_pre -k none -u none $1
		%preun
		%virtd_socket_preun -k none -u none $1
		%posttrans
		%virtd_socket_posttrans -k none -u none $1
		%files
		%virtd_socket_files -k none -u none $1
	EOF
	build guests.spec
	expect_files guests
	for section in pre:preinstall preun:preuninstall posttrans:posttrans; do
		echo "${section#*:} scriptlet (using /bin/sh):"
		"$VIRTD_SOCKET" scriptlets --style posttrans \
			--section "${section%:*}" -k none -u none "$1"
	done | expect_scripts guests
}

@test "a service without sockets; the helper is asked once" {
	guests own-guests
	# rpm 4.20 reads a spec with BuildArch: twice
	[ "$(wc -l <calls)" -ge 1 ]
	[ "$(wc -l <calls)" -le 2 ]
}

@test "libvirt-guests; the helper is not asked" {
	guests libvirt-guests
	[ "$(wc -l <calls)" -eq 0 ]
}
