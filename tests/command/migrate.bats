#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# migrate: what becomes of spec files written by hand.

load migrate

@test "a package with nothing else in its scriptlets" {
	migrates <<'EOT'
+%virtd_socket -s qemu
 
-%post
-%systemd_post virtqemud.service virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
-
-%preun
-%systemd_preun virtqemud.service virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
-
-%postun
-%systemd_postun_with_restart virtqemud.service
-
 %files
-%{_unitdir}/virtqemud.service
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
-%{_unitdir}/virtqemud-admin.socket
 /usr/sbin/virtqemud
EOT
}

@test "subpackages, by name and with -n; two daemons; the service elsewhere" {
	migrates <<'EOT'
+%virtd_socket -S -p daemon network
+%virtd_socket -p daemon qemu
+%virtd_socket -s -n log -u none log
-%post daemon
-%systemd_post virtqemud.service virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
-%systemd_post virtnetworkd.socket virtnetworkd-ro.socket virtnetworkd-admin.socket
-%preun daemon
-%systemd_preun virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
-%systemd_preun virtnetworkd.socket virtnetworkd-ro.socket virtnetworkd-admin.socket
-%postun daemon
-%systemd_postun_with_restart virtqemud.service
 
-%post -n log
-%systemd_post virtlogd.socket virtlogd-admin.socket virtlogd.service
-
-%preun -n log
-%systemd_preun virtlogd.socket virtlogd-admin.socket
-
-%postun -n log
-%systemd_postun virtlogd.socket virtlogd-admin.socket
-
 %files daemon
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
-%{_unitdir}/virtqemud-admin.socket
-%{_unitdir}/virtnetworkd.socket
-%{_unitdir}/virtnetworkd-ro.socket
-%{_unitdir}/virtnetworkd-admin.socket
 
 %files -n log
-%{_unitdir}/virtlogd.socket
-%{_unitdir}/virtlogd-admin.socket
-%{_unitdir}/virtlogd.service
 %files
 %{_unitdir}/virtqemud.service
EOT
}

@test "scriptlets of its own, and units of others" {
	migrates <<'EOT'
+%virtd_socket -s qemu
 %post
 /sbin/ldconfig
-%systemd_post virtqemud.service virtqemud.socket virtqemud-ro.socket foo.service virtqemud-admin.socket %{more}.timer
+%systemd_post foo.service %{more}.timer
 
 %preun
 echo own
-  %systemd_preun virtqemud.socket foo{,-bar}.service virtqemud-ro.socket virtqemud-admin.socket || :
+  %systemd_preun foo{,-bar}.service || :
 
 %postun
 /sbin/ldconfig
-%{systemd_postun_with_restart virtqemud.service}
 
 # what is in it
 %files
-%{_unitdir}/virtqemud.service
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
-%{_unitdir}/virtqemud-admin.socket
EOT
}

@test "lines that go on, braces, patterns, directories, attributes, quotes" {
	migrates <<'EOT'
+%virtd_socket -s network qemu log
-%post
-%systemd_post \
-    virtnetworkd.socket virtqemud{,-ro,-admin}.socket \
-    virtqemud.service virtnetworkd-{ro,admin}.socket virtnetworkd.service
-%systemd_post virtlogd{,-admin}.socket virtlogd.service
-%preun
-%systemd_preun virt{qemu,network}d.socket virt{qemu,network}d-{ro,admin}.socket virtlogd{,-admin}.socket
-%postun
-%systemd_postun_with_restart virtqemud.service virtnetworkd.service
-%systemd_postun_with_reload virtlogd.service
 
 %files
-%{_unitdir}/virtqemud*
-/usr/lib/systemd/system/virtqemud.service
-%attr(0644, root,root) %_unitdir/virtnetworkd*.socket
-%attr(-,root,root)%{_prefix}/lib/systemd/system/virtnetworkd.service
-%{_unitdir}//virtlogd*
EOT
}

@test "a line of %files for several packages' daemons keeps the others'" {
	migrates 'warning: foo.spec:16: virtnetworkd: left as before, because no scriptlet of this package that virtd-socket knows is for it: %attr(0644,root,root) %{_unitdir}/virt{qemu,network}d{,-ro,-...' <<'EOT'
+%virtd_socket -S qemu
 %post
-%systemd_post virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
 echo own
 %files
-%attr(0644,root,root) %{_unitdir}/virt{qemu,network}d{,-ro,-admin}.socket
+%attr(0644,root,root) %{_unitdir}/virtnetworkd.socket
+%attr(0644,root,root) %{_unitdir}/virtnetworkd-ro.socket
+%attr(0644,root,root) %{_unitdir}/virtnetworkd-admin.socket
EOT
}

@test "openSUSE" {
	migrates <<'EOT'
+%virtd_socket -s qemu
 
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
-
 %files
-%{_unitdir}/virtqemud.service
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
-%{_unitdir}/virtqemud-admin.socket
EOT
}

UNITS='virtqemud.service virtqemud{,-ro,-admin}.socket'

@test "comments and macros between sections stay, those of what goes do not" {
	migrates <<EOT
+%virtd_socket -s -u none qemu
 
 # before
-%post
-# tell systemd
-%systemd_post $UNITS
 
 # between %systemd_post virtqemud.socket
 %global x \\
 %post \\
 1
-%preun
-%systemd_preun $UNITS
 
 %files
 # the sockets
-%{_unitdir}/virtqemud*
 %changelog
 * %{_unitdir}/virtqemud.socket
EOT
}

@test "a blank line that ends a macro stays" {
	migrates <<EOT
+%virtd_socket -s -u none qemu
-%post
-%systemd_post $UNITS
 
 %global x \\
 
-%preun
-%systemd_preun $UNITS
 %files
-%{_unitdir}/virtqemud*
EOT
}

@test "the program of a section, its package by another name" {
	migrates <<EOT
+%virtd_socket -s -n %{name}-sub -u none qemu
-%post -p /bin/bash -n %{name}-sub
-%systemd_post $UNITS
-%preun sub
-%systemd_preun $UNITS
 %files -n foo-sub
-%{_unitdir}/virtqemud*
EOT
}

@test "restarts written as shell commands, and what is around them" {
	migrates 'warning: foo.spec:29: virtqemud is restarted by every installation and upgrade of this package from now on' <<EOT
+%virtd_socket -s qemu lock
+%virtd_socket_restart -p config qemu
-%post
-%systemd_post $UNITS
-%systemd_post virtlockd.service virtlockd{,-admin}.socket
-%preun
-%systemd_preun $UNITS virtlockd.service virtlockd{,-admin}.socket
 %postun
 /bin/systemctl daemon-reload >/dev/null 2>&1 || :
-if [ "\$1" -ge 1 ] ; then
-    # both
-    /bin/systemctl reload-or-try-restart virtlockd.service > /dev/null 2>&1 || :
-fi
 if [ \$1 -ge 1 ]; then
-    systemctl try-restart virtqemud.service foo.service >/dev/null 2>&1
+    systemctl try-restart foo.service >/dev/null 2>&1
 fi
 %postun config
 if [ -e /run/x ]
 then
-    systemctl try-restart virtqemud.service
+    :
 fi
-%posttrans config
-systemctl condrestart virtqemud.service || true
 %files
-%{_unitdir}/virtqemud*
-%{_unitdir}/virtlockd*
 %files config
 /etc/x
EOT
}

@test "services without a suffix" {
	migrates <<'EOT'
+%virtd_socket -s qemu
 %post
-%systemd_post virtqemud{,.socket} virtqemud-{ro,admin}.socket foo
+%systemd_post foo
-%preun
-%systemd_preun virtqemud virtqemud{,-ro,-admin}.socket
-%postun
-%systemd_postun_with_restart virtqemud
 %files
-%{_unitdir}/virtqemud*
EOT
}
