#!/usr/bin/env bats
# migrate: conditionals, and a spec for more than one distribution.

load migrate

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
