#!/usr/bin/env bats
# migrate: daemons that are not as in the catalogue, and those of which some part
# is left.

load migrate

@test "sockets that a daemon does not have, and no restart" {
	migrates <<'EOF'
-%post
-%systemd_post virtqemud.socket virtqemud-ro.socket
-
-%preun
-%systemd_preun virtqemud.socket virtqemud-ro.socket
+%virtd_socket_scriptlets -k main,ro -u none qemu
 
 %files
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
+%virtd_socket_files -k main,ro -u none qemu
EOF
}

@test "different options in one package" {
	migrates <<'EOF'
 %post
-%systemd_post virtqemud.socket virtnetworkd.socket
+%virtd_socket_post -u none qemu
+%virtd_socket_post network
 
 %preun
-%systemd_preun virtqemud.socket virtnetworkd.socket
+%virtd_socket_preun -u none qemu
+%virtd_socket_preun network
 
 %postun
-%systemd_postun_with_restart virtnetworkd.service
-%systemd_postun virtqemud.service
+%virtd_socket_postun network
+
+%posttrans
+%virtd_socket_posttrans network
 
 %files
-%{_unitdir}/virtqemud{,-ro,-admin}.socket
-%{_unitdir}/virtnetworkd{,-ro,-admin}.socket
+%virtd_socket_files -u none qemu
+%virtd_socket_files network
EOF
}

@test "tcp and tls, and a daemon that must not be restarted: what changes is said" {
	migrates 'warning: foo.spec:11: the tcp,tls sockets of virtproxyd are no longer preset at installation; add "-e tcp,tls" to its macros if they should be
warning: foo.spec:17: an upgrade no longer restarts virtlockd, but reloads it; running guests need it' <<'EOF'
-%post
-%systemd_post virtproxyd{,-ro,-admin,-tcp,-tls}.socket virtlockd{,-admin}.socket
-
-%preun
-%systemd_preun virtproxyd{,-ro,-admin,-tcp,-tls}.socket virtlockd{,-admin}.socket
-
-%postun
-%systemd_postun_with_restart virtproxyd.service virtlockd.service
+%virtd_socket_scriptlets proxy lock
 
 %files
-%{_unitdir}/virtproxyd{,-ro,-admin,-tcp,-tls}.socket
-%{_unitdir}/virtlockd{,-admin}.socket
+%virtd_socket_files proxy
+%virtd_socket_files lock
EOF
}

@test "%files that may have more are left, scriptlets are not" {
	migrates 'warning: foo.spec:23: left as it is, because its pattern may match other units, too: %{_unitdir}/virt*.socket
warning: foo.spec:26: left as it is, because it has attributes: %config %{_unitdir}/virtlogd.socket
warning: foo.spec:30: left as it is, because its pattern may match other units, too: %{_unitdir}/*lockd*.socket' <<'EOF'
-%post
-%systemd_post virtqemud.socket
-%preun
-%systemd_preun virtqemud.socket
-%postun
-%systemd_postun_with_restart virtqemud.service
+%virtd_socket_scriptlets qemu
 
-%post log
-%systemd_post virtlogd.socket virtlogd-admin.socket
-%preun log
-%systemd_preun virtlogd.socket virtlogd-admin.socket
+%virtd_socket_scriptlets -p log log
 
 %files
 %{_unitdir}/virt*.socket
 
 %files log
 %config %{_unitdir}/virtlogd.socket
 %config %{_unitdir}/virtlogd-admin.socket
 %files lock
 # and others
 %{_unitdir}/*lockd*.socket
-%post lock
-%systemd_post virtlockd.socket
+%virtd_socket_scriptlets -p lock lock
EOF
}

@test "one daemon left, the other migrated: a call has both" {
	migrates 'warning: foo.spec:11: left as it is, because virtlogd.socket is not in %files of this package: %systemd_post virtqemud.socket virtlogd.socket' <<'EOF'
 %post
-%systemd_post virtqemud.socket virtlogd.socket
+%systemd_post virtlogd.socket
+%virtd_socket_post -u none qemu
 %preun
-%systemd_preun virtqemud.socket virtlogd.socket
+%systemd_preun virtlogd.socket
+%virtd_socket_preun -u none qemu
 %files
-%{_unitdir}/virtqemud{,-ro,-admin}.socket
+%virtd_socket_files -u none qemu
EOF
}
