#!/usr/bin/env bats
# migrate: sockets that %install makes by hand.

load migrate

SCRIPTS='-%post qemu
-%systemd_post virtqemud.socket
-%preun qemu
-%systemd_preun virtqemud.socket
-%postun qemu
-%systemd_postun_with_restart virtqemud.service
+%virtd_socket_scriptlets -p qemu qemu
 %files qemu
-%{_unitdir}/virtqemud{,-ro,-admin}.socket
+%virtd_socket_files qemu'

@test "sockets that %install copies" {
	migrates 'warning: foo.spec:12: the sockets of virtqemud come from virtd-socket from now on, not from files of the package' <<EOF
 %install
 install -d %{buildroot}%{_unitdir}
-install -Dpm 644 %{SOURCE1} %{buildroot}%{_unitdir}/virtqemud.socket
+%virtd_socket -p qemu qemu
 install -m 644 %{SOURCE4} %{buildroot}%{_unitdir}/virtqemud.service
-  cp -p src/virtqemud-ro.socket \\
-    \$RPM_BUILD_ROOT/usr/lib/systemd/system/virtqemud-ro.socket
-%{__install} -m 644 %{SOURCE3} %{buildroot}%{_unitdir}/virtqemud-admin.socket
 install -m 644 %{SOURCE1} %{buildroot}/usr/share/doc/virtqemud.socket
 # %{buildroot}%{_unitdir}/virtqemud.socket
$SCRIPTS
EOF
}

@test "sockets that %install makes in some other way" {
	migrates 'warning: foo.spec:13: left as it is, because it is no plain copy of one socket: sed s/x/y/ a.socket > %{buildroot}%{_unitdir}/virtqemud-ro.s...' <<EOF
 %install
 install -m 644 %{SOURCE1} %{buildroot}%{_unitdir}/virtqemud.socket
 install -m 644 %{SOURCE1} %{buildroot}%{_unitdir}/virtqemud-admin.socket
 sed s/x/y/ a.socket > %{buildroot}%{_unitdir}/virtqemud-ro.socket
$SCRIPTS
EOF
}

@test "some sockets that %install copies" {
	migrates 'warning: foo.spec:11: left as it is, because not all sockets of the daemon are copied so: install -m 644 %{SOURCE1} %{buildroot}%{_unitdir}/virtqemud....' <<EOF
 %install
 install -m 644 %{SOURCE1} %{buildroot}%{_unitdir}/virtqemud.socket
$SCRIPTS
EOF
}

@test "sockets that %install copies under conditions" {
	migrates 'warning: foo.spec:11: left as it is, because other sockets of the daemon are copied under other conditions: install -m 644 %{SOURCE1} %{buildroot}%{_unitdir}/virtqemud....' <<EOF
 %install
 install -m 644 %{SOURCE1} %{buildroot}%{_unitdir}/virtqemud.socket
 %if 1
 cp %{SOURCE1} %{buildroot}%{_unitdir}/virtqemud-ro.socket
 %endif
 cp %{SOURCE1} %{buildroot}%{_unitdir}/virtqemud-admin.socket
$SCRIPTS
EOF
}
