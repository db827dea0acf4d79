#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# migrate: the macros of libvirt's own spec file.

load migrate

# what libvirt 11.3 defines, as far as it matters here
MACROS='# mark
%define libvirt_systemd_schedule_restart() \
    touch %1

# both
%define libvirt_systemd_restart_pre() %libvirt_systemd_schedule_restart %1
%define libvirt_systemd_reload_pre() reload %1

# never restarted
%define libvirt_systemd_noaction_pre() %{nil}
%define libvirt_systemd_posttrans() %{nil}
%define libvirt_systemd_preun() %{nil}

# For daemons

%define libvirt_systemd_unix_pre() %libvirt_systemd_restart_pre %1.service %1.socket %1-ro.socket %1-admin.socket
%define libvirt_systemd_unix_posttrans() %libvirt_systemd_posttrans %1.service %1.socket %1-ro.socket %1-admin.socket
%define libvirt_systemd_unix_preun() %libvirt_systemd_preun %1.service %1.socket %1-ro.socket %1-admin.socket

%define libvirt_systemd_oneshot_pre() %libvirt_systemd_noaction_pre %1.service
%define libvirt_systemd_oneshot_posttrans() %libvirt_systemd_posttrans %1.service
%define libvirt_systemd_oneshot_preun() %libvirt_systemd_preun %1.service

%define libvirt_systemd_config_pre() %libvirt_systemd_schedule_restart %1.service
%define libvirt_systemd_config_posttrans() %libvirt_systemd_perform_restart %1.service
'

# libvirt: Standard input, with these macros, migrated: "after"
libvirt() {
	{
		printf '%s\n' 'Name: foo' 'BuildRequires: gcc' '%description' \
			'%install' 'make install' '' "$MACROS"
		cat
	} >foo.spec
	try migrate foo.spec
	[ "$status" -eq 0 ]
	cp foo.spec after
	patch -s after <home/out
	mv home/err err
	try migrate after
	same 'second standard output' '' home/out
}

@test "all goes: daemons, services without sockets, configuration of others" {
	libvirt <<'EOT'
%pre
%libvirt_systemd_unix_pre virtqemud

%posttrans
%libvirt_systemd_unix_posttrans virtqemud

%preun
%libvirt_systemd_unix_preun virtqemud

%pre client
%libvirt_systemd_oneshot_pre libvirt-guests
echo own
%posttrans client
%libvirt_systemd_oneshot_posttrans libvirt-guests
%preun client
%libvirt_systemd_oneshot_preun libvirt-guests

%pre config
%libvirt_systemd_config_pre libvirtd
%libvirt_systemd_config_pre virtqemud

%posttrans config
%libvirt_systemd_config_posttrans libvirtd
%libvirt_systemd_config_posttrans virtqemud

%files
%{_unitdir}/virtqemud{,-ro,-admin}.socket
%{_unitdir}/virtqemud.service

%files client
%{_unitdir}/libvirt-guests.service
%files config
/etc/x
EOT
	same 'standard error' '' err
	expect_file after '%global virtd_socket_style posttrans

Name: foo
BuildRequires: gcc
BuildRequires: virtd-socket-rpm-macros
%description
%install
make install
%virtd_socket -s qemu
%virtd_socket -s -p client -k none -u none libvirt-guests
%virtd_socket_restart -p config libvirtd qemu

# both
%define libvirt_systemd_reload_pre() reload %1

%pre client
echo own

%files

%files client
%files config
/etc/x'
}

@test "what is used elsewhere stays, with its comment" {
	libvirt <<'EOT'
%pre
%libvirt_systemd_unix_pre virtqemud
%pre other
%libvirt_systemd_schedule_restart foo.service
%files
%{_unitdir}/virtqemud*
EOT
	same 'standard error' 'warning: foo.spec:34: preset at installation from now on: virtqemud.socket, virtqemud-ro.socket, virtqemud-admin.socket, virtqemud.service; a preset file that says "disable" for a unit keeps it as it was' err
	[ "$(sed -n '/^# mark/,/^# never/p' after)" = '# mark
%define libvirt_systemd_schedule_restart() \
    touch %1

# both
%define libvirt_systemd_reload_pre() reload %1

# never restarted' ]
	not grep "libvirt_systemd_unix_pre()" after
	grep -q libvirt_systemd_unix_preun after
	grep -q libvirt_systemd_oneshot_pre after
}

@test "a service that one section treats as one with sockets" {
	libvirt <<'EOT'
%pre
%libvirt_systemd_unix_pre virtqemud
%libvirt_systemd_oneshot_pre virt-secret-init-encryption
%posttrans
%libvirt_systemd_unix_posttrans virtqemud
%libvirt_systemd_unix_posttrans virt-secret-init-encryption
%preun
%libvirt_systemd_unix_preun virtqemud
%libvirt_systemd_unix_preun virt-secret-init-encryption
%files
%{_unitdir}/virtqemud{,-ro,-admin}.socket
%{_unitdir}/virtqemud.service
%{_unitdir}/virt-secret-init-encryption.service
EOT
	same 'standard error' 'warning: foo.spec:38: virt-secret-init-encryption: left as before, because virt-secret-init-encryption.socket is not in %files of this package: %libvirt_systemd_unix_posttrans virt-secret-init-encryption' err
	[ "$(sed -n '/^%pre$/,$p' after)" = '%pre
%libvirt_systemd_oneshot_pre virt-secret-init-encryption
%posttrans
%libvirt_systemd_unix_posttrans virt-secret-init-encryption
%preun
%libvirt_systemd_unix_preun virt-secret-init-encryption
%files
%{_unitdir}/virt-secret-init-encryption.service' ]
	grep -q '^%define libvirt_systemd_unix_posttrans' after
	not grep '^%define libvirt_systemd_unix_pre(' after
}

@test "services with sockets that the catalogue lacks; services of others" {
	libvirt <<'EOT'
%pre
%libvirt_systemd_unix_pre virtfood
%posttrans
%libvirt_systemd_unix_posttrans virtfood
%pre two
%libvirt_systemd_oneshot_pre bar
%files
%{_unitdir}/virtfood{,-ro,-admin}.socket
%{_unitdir}/virtfood.service
%files two
EOT
	same 'standard error' 'warning: foo.spec:34: virtfood: left as before, because the catalogue does not have the daemon, see --catalog: %libvirt_systemd_unix_pre virtfood
warning: foo.spec:38: bar: left as before, because bar.service is not in %files of this package: %libvirt_systemd_oneshot_pre bar
warning: foo.spec: nothing to migrate' err
}

@test "a service that the first scriptlet line alone names" {
	libvirt <<'EOT'
%pre
%libvirt_systemd_oneshot_pre bar
%files
EOT
	same 'standard error' 'warning: foo.spec:34: bar: left as before, because bar.service is not in %files of this package: %libvirt_systemd_oneshot_pre bar
warning: foo.spec: nothing to migrate' err
}

@test "libvirt's macros and others in one spec" {
	libvirt <<'EOT'
%pre
%libvirt_systemd_unix_pre virtqemud
%posttrans
%libvirt_systemd_unix_posttrans virtqemud
%post two
%systemd_post virtlogd.socket
%pre three
%libvirt_systemd_unix_pre virtnetworkd
%post three
%systemd_post virtnetworkd.socket
%files
%{_unitdir}/virtqemud*
%files two
%{_unitdir}/virtlogd.socket
%files three
%{_unitdir}/virtnetworkd{,-ro,-admin}.socket
EOT
	same 'standard error' "warning: foo.spec:38: virtlogd: left as before, because the style of this spec will be posttrans, that of libvirt's own macros: %systemd_post virtlogd.socket
warning: foo.spec:40: virtnetworkd: left as before, because libvirt's own macros are called for the daemon, too: %libvirt_systemd_unix_pre virtnetworkd" err
	[ "$(grep '^%virtd_socket' after)" = '%virtd_socket -s qemu' ]
}

# what libvirt 9.0 defines
OLD='%define libvirt_daemon_schedule_restart() mkdir -p x || : \
/bin/systemctl is-active %1.service 1>/dev/null 2>&1 && \
  touch x/restart-%1 || :

%define libvirt_daemon_needs_restart() -f x/restart-%1

%define libvirt_daemon_perform_restart() if test %libvirt_daemon_needs_restart %1 \
then \
  /bin/systemctl try-restart %1.service >/dev/null 2>&1 || : \
fi

# For daemons with only UNIX sockets
%define libvirt_daemon_systemd_post() %systemd_post %1.socket %1-ro.socket %1-admin.socket %1.service
%define libvirt_daemon_systemd_preun() %systemd_preun %1.service %1-ro.socket %1-admin.socket %1.socket
'

@test "libvirt 7.6 to 9.5" {
	MACROS=$OLD libvirt <<'EOT'
%post
%libvirt_daemon_systemd_post virtnetworkd
%libvirt_daemon_schedule_restart virtnetworkd
%preun
%libvirt_daemon_systemd_preun virtnetworkd
%posttrans
%libvirt_daemon_perform_restart virtnetworkd

%post config
if test ! -f x; then
    touch x
    %libvirt_daemon_schedule_restart libvirtd
    %libvirt_daemon_schedule_restart virtnetworkd
fi
%posttrans config
%libvirt_daemon_perform_restart libvirtd
%libvirt_daemon_perform_restart virtnetworkd

%files
%{_unitdir}/virtnetworkd{,-ro,-admin}.socket
%{_unitdir}/virtnetworkd.service
%files config
EOT
	same 'standard error' 'warning: foo.spec:33: libvirtd is restarted by every installation and upgrade of this package from now on
warning: foo.spec:34: virtnetworkd is restarted by every installation and upgrade of this package from now on' err
	[ "$(sed -n '/^%install/,$p' after)" = '%install
make install
%virtd_socket -s network
%virtd_socket_restart -p config libvirtd network

%post config
if test ! -f x; then
    touch x
fi

%files
%files config' ]
}
