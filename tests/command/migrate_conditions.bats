#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# migrate: conditionals, and a spec for more than one distribution.

load migrate

UNITS='virtqemud.service virtqemud{,-ro,-admin}.socket'

@test "Fedora and openSUSE in one spec" {
	migrates <<EOT
+%virtd_socket -s -u none qemu
 
-%pre
-%if 0%{?suse_version}
-%service_add_pre $UNITS
-%endif
-
-%post
-%if 0%{?suse_version}
-%service_add_post $UNITS
-%else
-%systemd_post $UNITS
-%endif
-
-%preun
-%if 0%{?suse_version}
-%service_del_preun $UNITS
-%else
-%systemd_preun $UNITS
-%endif
-
-%postun
-%if 0%{?suse_version}
-%service_del_postun_without_restart $UNITS
-%else
-%systemd_postun virtqemud.service
-%endif
-
 %files
-%{_unitdir}/virtqemud*
EOT
}

@test "the same with conditionals around sections, and text of its own" {
	migrates <<EOT
+%virtd_socket -s -u none qemu
-%if 0%{?suse_version}
-%post
-%service_add_post $UNITS
-%preun
-%service_del_preun $UNITS
-%else
-%post
-%systemd_post $UNITS
-%preun
-%systemd_preun $UNITS
-%endif
 
 %postun
 %if 0%{?suse_version}
-%service_del_postun_without_restart $UNITS
 echo suse
 %endif
 %files
-%{_unitdir}/virtqemud*
EOT
}

@test "packages under conditions: their lines, too" {
	migrates <<EOT
+%if %{with qemu}
+%virtd_socket -s -p qemu qemu
+%endif
+%if %{with network} && \\
+    %{with more}
+%else
+%if 0%{?deep}
+%virtd_socket -s -p network -u none network
+%endif
+%virtd_socket -s -p log -u none log
+%endif
+%virtd_socket -s -p lock -u none lock
 
 %if %{with qemu}
-%post qemu
-%systemd_post $UNITS
-
-%preun qemu
-%systemd_preun $UNITS
-
-%postun qemu
-%systemd_postun_with_restart virtqemud.service
-%endif
-
-%if %{with qemu}
 %files qemu
-%{_unitdir}/virtqemud*
 %endif
 %if %{with network} && \\
     %{with more}
 %else
     %if 0%{?deep}
-%post network
-%systemd_post virtnetworkd{,-ro,-admin}.socket virtnetworkd.service
-%preun network
-%systemd_preun virtnetworkd{,-ro,-admin}.socket
 %files network
-%{_unitdir}/virtnetworkd*
     %endif
-%post log
-%systemd_post virtlogd{,-admin}.socket virtlogd.service
-%preun log
-%systemd_preun virtlogd{,-admin}.socket
 %files log
-%{_unitdir}/virtlogd*
 %endif
 %files lock
-%{_unitdir}/virtlockd*
-%post lock
-%systemd_post virtlockd{,-admin}.socket virtlockd.service
-%preun lock
-%systemd_preun virtlockd{,-admin}.socket
EOT
}

@test "files in both branches of a conditional" {
	migrates <<EOT
+%virtd_socket -s -u none qemu
-%post
-%systemd_post $UNITS
-%preun
-%systemd_preun $UNITS
 %files
 %if 0%{?fedora}
-%{_unitdir}/virtqemud*
-%{_unitdir}/virtqemud.service
 /etc/a
 %else
-/lib/systemd/system/virtqemud{,-ro,-admin}.socket
-/lib/systemd/system/virtqemud.service
 /etc/b
 %endif
EOT
}

@test "calls under conditions, files not: what changes is said" {
	migrates 'warning: foo.spec:14: the units of virtqemud are preset from now on wherever they are in %files, not under the conditions of this line alone
warning: foo.spec:18: the units of virtqemud are restarted by an upgrade from now on wherever they are in %files, not under the conditions of this line alone
warning: foo.spec:22: the units of virtqemud are disabled at removal from now on wherever they are in %files, not under the conditions of this line alone' <<EOT
+%virtd_socket -s qemu
-%post
-%if %{with a}
-%systemd_post $UNITS
-%endif
-%postun
-%if %{with c}
-%systemd_postun_with_restart virtqemud.service
-%endif
-%preun
-%if %{with b}
-%systemd_preun $UNITS
-%endif
 %files
-%{_unitdir}/virtqemud*
EOT
}

@test "a service under a condition stays in %files" {
	migrates <<EOT
+%virtd_socket -u none qemu
-%post
-%systemd_post $UNITS
-%preun
-%systemd_preun $UNITS
 %files
-%{_unitdir}/virtqemud{,-ro,-admin}.socket
 %if 1
 %{_unitdir}/virtqemud.service
 %endif
EOT
}

@test "conditions and sections behind a backslash" {
	migrates <<EOT
 ./configure \\
 %if %{with a}
   --a \\
 %endif
   --b
 make \\
+
+%virtd_socket -s -u none qemu
-%post
-%systemd_post $UNITS
-%preun
-%systemd_preun $UNITS
 %files
-%{_unitdir}/virtqemud*
EOT
}

@test "%install ends with a conditional; one in it goes with what it had" {
	migrates 'warning: foo.spec:14: the sockets of virtqemud come from virtd-socket from now on, not from files of the package' <<EOT
 %if 1
-%if 2
-cp a.socket %{buildroot}%{_unitdir}/virtqemud.socket
-%endif
 %if 3
 rm -f %{buildroot}%{_unitdir}/foo.socket
 %endif
 %endif
+%virtd_socket -s -u none qemu
 
 # the check
 %if 4
 %check
 make check
 %endif
-%post
-%systemd_post $UNITS
-%preun
-%systemd_preun $UNITS
 %files
-%{_unitdir}/virtqemud*
EOT
}

@test "a daemon in one of two packages" {
	migrates <<EOT
+%if 1
+%virtd_socket -s -p a -u none qemu
+%else
+%virtd_socket -s -p b -u none qemu
+%endif
 %if 1
-%post a
-%systemd_post $UNITS
-%preun a
-%systemd_preun $UNITS
 %files a
-%{_unitdir}/virtqemud*
 %else
-%post b
-%systemd_post $UNITS
-%preun b
-%systemd_preun $UNITS
 %files b
-%{_unitdir}/virtqemud*
 %endif
EOT
}

@test "a conditional whose %endif takes the next line with it" {
	# rpm reads no more of what a backslash joins to %endif
	migrates 'warning: foo.spec:19: the units of virtqemud are preset from now on wherever they are in %files, not under the conditions of this line alone' <<EOT
 %if 1
 make
 %endif \\
 gone
+%virtd_socket -s qemu
 %post
 echo
-%if 1
-%systemd_post $UNITS
-%endif \\
-gone, too
-%preun
-%systemd_preun $UNITS
-%postun
-%systemd_postun_with_restart virtqemud.service
 %files
-%{_unitdir}/virtqemud*
EOT
}
