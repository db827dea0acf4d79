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

@test "Fedora and openSUSE in one spec" {
	migrates <<'EOF'
 %pre
 %if 0%{?suse_version}
-%service_add_pre virtqemud.service virtqemud.socket
+%virtd_socket_pre -u none qemu
 %endif
 
 %post
 %if 0%{?suse_version}
-%service_add_post virtqemud.service virtqemud.socket
+%virtd_socket_post -u none qemu
 %else
-%systemd_post virtqemud.service virtqemud.socket
+%virtd_socket_post -u none qemu
 %endif
 
 %preun
 %if 0%{?suse_version}
-%service_del_preun virtqemud.service virtqemud.socket
+%virtd_socket_preun -u none qemu
 %else
-%systemd_preun virtqemud.service virtqemud.socket
+%virtd_socket_preun -u none qemu
 %endif
 
 %postun
 %if 0%{?suse_version}
-%service_del_postun_without_restart virtqemud.service virtqemud.socket
+%virtd_socket_postun -u none qemu
 %else
-%systemd_postun virtqemud.service
+%virtd_socket_postun -u none qemu
 %endif
 
 %files
-%{_unitdir}/virtqemud{,-ro,-admin}.socket
+%virtd_socket_files -u none qemu
EOF
}

@test "sections under a condition" {
	migrates <<'EOF'
 %if %{with qemu}
-%post qemu
-%systemd_post virtqemud.socket
-
-%preun qemu
-%systemd_preun virtqemud.socket
-
-%postun qemu
-%systemd_postun_with_restart virtqemud.service
+%virtd_socket_scriptlets -p qemu qemu
 %endif
 
 %if %{with network}
-%post network
-%systemd_post virtnetworkd.socket
-
-%preun network
-%systemd_preun virtnetworkd.socket
-
-%postun network
-%systemd_postun_with_restart virtnetworkd.service
+%virtd_socket_scriptlets -p network network
 %endif
 
 %if %{with qemu}
 %files qemu
-%{_unitdir}/virtqemud{,-ro,-admin}.socket
+%virtd_socket_files qemu
 %endif
 %if %{with network}
 %files network
-%{_unitdir}/virtnetworkd{,-ro,-admin}.socket
+%virtd_socket_files network
 %endif
EOF
}

@test "Fedora's macros in a spec that is for openSUSE, too" {
	migrates <<'EOF'
 %global suse 0%{?suse_version}
 %post
 echo own
-%systemd_post virtqemud.socket
+%virtd_socket_post -u none qemu
 %preun
-%systemd_preun virtqemud.socket
+%virtd_socket_preun -u none qemu
+
+%pre
+%virtd_socket_pre -u none qemu
+
+%postun
+%virtd_socket_postun -u none qemu
 %files
-%{_unitdir}/virtqemud{,-ro,-admin}.socket
+%virtd_socket_files -u none qemu
EOF
}

@test "a service under a condition" {
	migrates <<'EOF'
-%post
-%systemd_post virtqemud.socket
+%virtd_socket_scriptlets -u none qemu
 %files
-%{_unitdir}/virtqemud{,-ro,-admin}.socket
+%virtd_socket_files -u none qemu
 %if 1
 %{_unitdir}/virtqemud.service
 %endif
EOF
}

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

@test "libvirt's macros: the style; those that are used elsewhere stay" {
	cat >foo.spec <<'EOF'
Name: foo
BuildRequires: gcc
%description
# mark
%define libvirt_systemd_schedule_restart() \
    touch %1

# both
%define libvirt_systemd_restart_pre() %libvirt_systemd_schedule_restart %1
%define libvirt_systemd_reload_pre() reload %1

# For daemons

%define libvirt_systemd_unix_pre() %libvirt_systemd_restart_pre %1.service
%define libvirt_systemd_unix_preun() x

%define libvirt_systemd_config_pre() %libvirt_systemd_schedule_restart %1.service

%pre
%libvirt_systemd_unix_pre virtqemud

%preun
%libvirt_systemd_unix_preun virtqemud

%pre config
%libvirt_systemd_config_pre virtqemud

%files
%{_unitdir}/virtqemud{,-ro,-admin}.socket
EOF
	try migrate foo.spec
	[ "$status" -eq 0 ]
	same 'standard error' '' home/err
	patch -s foo.spec <home/out
	expect_file foo.spec '%global virtd_socket_style posttrans

Name: foo
BuildRequires: gcc
BuildRequires: virtd-socket-rpm-macros
%description
# mark
%define libvirt_systemd_schedule_restart() \
    touch %1

%define libvirt_systemd_config_pre() %libvirt_systemd_schedule_restart %1.service

%virtd_socket_scriptlets qemu

%pre config
%libvirt_systemd_config_pre virtqemud

%files
%virtd_socket_files qemu'
}

@test "libvirt's macros and others in one spec" {
	{
		preamble
		echo '%pre
%libvirt_systemd_unix_pre virtqemud
%post two
%systemd_post virtlogd.socket
%post three
%systemd_post virtlockd.socket
%pre three
%libvirt_systemd_privileged_pre virtlockd
%files
%{_unitdir}/virtqemud{,-ro,-admin}.socket
%files two
%{_unitdir}/virtlogd.socket
%files three
%{_unitdir}/virtlockd.socket'
	} >foo.spec
	try migrate foo.spec
	[ "$status" -eq 0 ]
	same 'standard error' "warning: foo.spec:13: left as it is, because the style of this spec will be posttrans, that of libvirt's own macros: %systemd_post virtlogd.socket
warning: foo.spec:15: left as it is, because libvirt's own macros are called for the daemon, too: %systemd_post virtlockd.socket" home/err
	[ "$(grep -c '^+%virtd_socket_' home/out)" -eq 2 ]
}
