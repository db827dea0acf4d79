#!/usr/bin/env bats
# migrate: the macros of libvirt's own spec file.

load migrate

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
