#!/usr/bin/env bats
# migrate: what becomes of spec files written by hand.

load migrate

@test "a package with nothing else in its scriptlets" {
	migrates <<'EOF'
 %install
 make install
 
-%post
-%systemd_post virtqemud.service virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
-
-%preun
-%systemd_preun virtqemud.service virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
-
-%postun
-%systemd_postun_with_restart virtqemud.service
+%virtd_socket_scriptlets qemu
 
 %files
-%{_unitdir}/virtqemud.service
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
-%{_unitdir}/virtqemud-admin.socket
+%virtd_socket_files -s qemu
 /usr/sbin/virtqemud
EOF
}

@test "subpackages, by name and with -n; two daemons; the service elsewhere" {
	migrates <<'EOF'
-%post daemon
-%systemd_post virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
-%systemd_post virtnetworkd.socket virtnetworkd-ro.socket virtnetworkd-admin.socket
-%preun daemon
-%systemd_preun virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
-%systemd_preun virtnetworkd.socket virtnetworkd-ro.socket virtnetworkd-admin.socket
-%postun daemon
-%systemd_postun_with_restart virtqemud.service virtnetworkd.service
+%virtd_socket_scriptlets -p daemon qemu network
 
-%post -n log
-%systemd_post virtlogd.socket virtlogd-admin.socket
-
-%preun -n log
-%systemd_preun virtlogd.socket virtlogd-admin.socket
-
-%postun -n log
-%systemd_postun virtlogd.socket virtlogd-admin.socket
+%virtd_socket_scriptlets -n log log
 
 %files daemon
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
-%{_unitdir}/virtqemud-admin.socket
-%{_unitdir}/virtnetworkd.socket
-%{_unitdir}/virtnetworkd-ro.socket
-%{_unitdir}/virtnetworkd-admin.socket
+%virtd_socket_files qemu
+%virtd_socket_files network
 
 %files -n log
-%{_unitdir}/virtlogd.socket
-%{_unitdir}/virtlogd-admin.socket
+%virtd_socket_files log
EOF
}

@test "scriptlets of its own, units of others, and a section that is missing" {
	migrates <<'EOF'
 %post
 /sbin/ldconfig
-%systemd_post virtqemud.socket virtqemud-ro.socket foo.service virtqemud-admin.socket %{more}
+%systemd_post foo.service %{more}
+%virtd_socket_post qemu
 
 %preun
 echo own
-  %systemd_preun virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket || :
+  %virtd_socket_preun qemu
 
 %postun
 /sbin/ldconfig
-%{systemd_postun_with_restart virtqemud.service}
+%virtd_socket_postun qemu
+
+%posttrans
+%virtd_socket_posttrans qemu
 
 # what is in it
 %files
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
-%{_unitdir}/virtqemud-admin.socket
+%virtd_socket_files qemu
EOF
}

@test "a section of its own without a call gets one" {
	migrates <<'EOF'
 %post
 echo own
-%systemd_post virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
+%virtd_socket_post qemu
 %preun
-%systemd_preun virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
+%virtd_socket_preun qemu
 %postun
-%systemd_postun_with_restart virtqemud.service
+%virtd_socket_postun qemu
 %posttrans
+%virtd_socket_posttrans qemu
 echo own
 %files
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
-%{_unitdir}/virtqemud-admin.socket
+%virtd_socket_files qemu
EOF
}

@test "lines that go on, braces, patterns, directories, attributes" {
	migrates <<'EOF'
-%post
-%systemd_post \
-    virtnetworkd.socket virtqemud{,-ro,-admin}.socket \
-    virtqemud.service
-%preun
-%systemd_preun virt{qemu,network}d.socket virt{qemu,network}d-{ro,admin}.socket
-%postun
-%systemd_postun_with_restart virtqemud.service virtnetworkd.service
+%virtd_socket_scriptlets network qemu
 
 %files
-%{_unitdir}/virtqemud{,-ro,-admin}.socket
-/usr/lib/systemd/system/virtqemud.service
-%attr(0644, root,root) %_unitdir/virtnetworkd*.socket
+%virtd_socket_files -s qemu
+%virtd_socket_files network
EOF
}

@test "openSUSE" {
	migrates <<'EOF'
-%pre
-%service_add_pre virtqemud.service virtqemud.socket virtqemud-ro.socket \
-    virtqemud-admin.socket
-
-%post
-%service_add_post virtqemud.service virtqemud.socket virtqemud-ro.socket \
-    virtqemud-admin.socket
-
-%preun
-%service_del_preun virtqemud.service virtqemud.socket virtqemud-ro.socket \
-    virtqemud-admin.socket
-
-%postun
-%service_del_postun_without_restart virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
-%service_del_postun virtqemud.service
+%virtd_socket_scriptlets qemu
 
 %files
-%{_unitdir}/virtqemud.service
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
-%{_unitdir}/virtqemud-admin.socket
+%virtd_socket_files -s qemu
EOF
}

@test "a blank line that ends a macro stays" {
	migrates <<'EOF'
-%post
-%systemd_post virtqemud.socket
-
+%virtd_socket_scriptlets -u none qemu
+
 %global x \
 
-%preun
-%systemd_preun virtqemud.socket
 %files
-%{_unitdir}/virtqemud{,-ro,-admin}.socket
+%virtd_socket_files -u none qemu
EOF
}

@test "comments and macros between sections stay" {
	migrates <<'EOF'
 # before
-%post
-%systemd_post virtqemud.socket
-
+%virtd_socket_scriptlets -u none qemu
+
 # between %systemd_post virtqemud.socket
 %global x \
 %post \
 1
-%preun
-%systemd_preun virtqemud.socket
-
 %files
 # the sockets
-%{_unitdir}/virtqemud{,-ro,-admin}.socket
+%virtd_socket_files -u none qemu
 %changelog
 * %{_unitdir}/virtqemud.socket
EOF
}
