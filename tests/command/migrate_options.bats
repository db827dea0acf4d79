#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# migrate: daemons that are not as in the catalogue, and what changes for users.

load migrate

@test "sockets that a daemon does not have, and no restart" {
	migrates <<'EOT'
+%virtd_socket -s -k main,ro -u none qemu
-%post
-%systemd_post virtqemud.service virtqemud.socket virtqemud-ro.socket
-
-%preun
-%systemd_preun virtqemud.socket virtqemud-ro.socket
 
 %files
-%{_unitdir}/virtqemud.service
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
EOT
}

@test "different options in one package" {
	migrates <<'EOT'
+%virtd_socket -s network
+%virtd_socket -s -u none qemu nwfilter
+%virtd_socket -s -u reload storage
-%post
-%systemd_post virt{qemu,network,nwfilter,storage}d{,-ro,-admin}.socket virt{qemu,network,nwfilter,storage}d.service
-
-%preun
-%systemd_preun virt{qemu,network,nwfilter,storage}d{,-ro,-admin}.socket
-
-%postun
-%systemd_postun_with_restart virtnetworkd.service
-%systemd_postun_with_reload virtstoraged.service
-%systemd_postun virtqemud.service
 
 %files
-%{_unitdir}/virt{qemu,network,nwfilter,storage}d{,-ro,-admin}.socket
-%{_unitdir}/virt{qemu,network,nwfilter,storage}d.service
EOT
}

@test "tcp and tls, and a daemon that must not be restarted: what changes is said" {
	migrates 'warning: foo.spec:13: the tcp,tls sockets of virtproxyd are no longer preset at installation; "-e tcp,tls" in its line keeps that
warning: foo.spec:19: an upgrade no longer restarts virtlockd, but reloads it; running guests need it' <<'EOT'
+%virtd_socket -s proxy lock
-%post
-%systemd_post virtproxyd{,-ro,-admin,-tcp,-tls}.socket virtlockd{,-admin}.socket virtproxyd.service virtlockd.service
-
-%preun
-%systemd_preun virtproxyd{,-ro,-admin,-tcp,-tls}.socket virtlockd{,-admin}.socket
-
-%postun
-%systemd_postun_with_restart virtproxyd.service virtlockd.service
 
 %files
-%{_unitdir}/virtproxyd*
-%{_unitdir}/virtlockd*
EOT
}

@test "units that were not preset, and some that were" {
	migrates 'warning: foo.spec:13: preset at installation from now on: virtlockd.service; a preset file that says "disable" for a unit keeps it as it was
warning: foo.spec:15: preset at installation from now on: virtqemud.socket, virtqemud-ro.socket, virtqemud-admin.socket, virtqemud.service; a preset file that says "disable" for a unit keeps it as it was' <<'EOT'
+%virtd_socket -s -u none lock qemu
-%post
-%systemd_post virtlockd{,-admin}.socket
-%preun
-%systemd_preun virtqemud.socket
 %files
-%{_unitdir}/virtqemud*
-%{_unitdir}/virtlockd*
EOT
}

@test "a service that the source package does not have; one that a list of files may have" {
	migrates 'warning: foo.spec:13: scriptlets no longer treat virtqemud.service, which no package of this spec has' <<'EOT'
+%virtd_socket -S qemu
+%virtd_socket -p sub -u none network
-%post
-%systemd_post virtqemud.service virtqemud{,-ro,-admin}.socket
-%post sub
-%systemd_post virtnetworkd.service virtnetworkd{,-ro,-admin}.socket
 %files
-%{_unitdir}/virtqemud{,-ro,-admin}.socket
 %files sub -f sub.list
-%{_unitdir}/virtnetworkd{,-ro,-admin}.socket
EOT
}

@test "openSUSE leaves tcp and tls to the presets" {
	migrates <<'EOT'
+%virtd_socket -s proxy
-%post
-%service_add_post virtproxyd.service virtproxyd{,-ro,-admin,-tcp,-tls}.socket
-%postun
-%service_del_postun virtproxyd.service virtproxyd{,-ro,-admin,-tcp,-tls}.socket
 %files
-%{_unitdir}/virtproxyd*
EOT
}

@test "a package that restarts another one's daemon" {
	migrates 'warning: foo.spec:19: virtqemud is restarted by every installation and upgrade of this package from now on' <<'EOT'
+%virtd_socket -s qemu
+%if 1
+%virtd_socket_restart -n bar qemu
+%endif
-%post
-%systemd_post virtqemud.service virtqemud{,-ro,-admin}.socket
-%postun
-%systemd_postun_with_restart virtqemud.service
 %files
-%{_unitdir}/virtqemud*
-%postun -n bar
-%systemd_postun_with_restart virtqemud.service
 %if 1
 %files -n bar
 /etc/bar
 %endif
EOT
}

@test "one daemon left, the other migrated: a call has both" {
	migrates 'warning: foo.spec:13: virtlogd: left as before, because virtlogd.socket is not in %files of this package: %systemd_post virtqemud.service virtqemud{,-ro,-admin}.socke...' <<'EOT'
+%virtd_socket -s -u none qemu
 %post
-%systemd_post virtqemud.service virtqemud{,-ro,-admin}.socket virtlogd.socket
+%systemd_post virtlogd.socket
 %preun
-%{systemd_preun virtqemud{,-ro,-admin}.socket virtlogd.socket} || :
+%{systemd_preun virtlogd.socket} || :
 %files
-%{_unitdir}/virtqemud*
EOT
}

@test "upgrades that restart the sockets, and leave the service alone" {
	migrates 'warning: foo.spec:19: an upgrade no longer restarts the sockets of virtqemud, whose service it leaves alone' <<'EOT'
+%virtd_socket -s log
+%virtd_socket -s -u none qemu
-%post
-%systemd_post virtqemud.service virtqemud{,-ro,-admin}.socket
-%systemd_post virtlogd.service virtlogd{,-admin}.socket
-%preun
-%systemd_preun virtqemud.service virtqemud{,-ro,-admin}.socket
-%systemd_preun virtlogd.service virtlogd{,-admin}.socket
-%postun
-%systemd_postun_with_restart virtqemud{,-ro,-admin}.socket
-%systemd_postun virtqemud.service
-%systemd_postun virtlogd{,-admin}.socket
-%systemd_postun_with_reload virtlogd.service
 %files
-%{_unitdir}/virtqemud*
-%{_unitdir}/virtlogd*
EOT
}

@test "calls that disagree on what is disabled at removal" {
	migrates 'warning: foo.spec:13: disabled at removal from now on: virtqemud.socket, virtqemud-admin.socket' <<'EOT'
+%virtd_socket -s -u none qemu
-%post
-%systemd_post virtqemud.service virtqemud{,-ro,-admin}.socket
-%preun
-%systemd_preun virtqemud.service virtqemud-ro.socket
 %files
-%{_unitdir}/virtqemud*
EOT
}
