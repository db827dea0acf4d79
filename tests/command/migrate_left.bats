#!/usr/bin/env bats
# migrate: what is left as it is, and why.

load migrate

@test "a package that only restarts another one's daemon" {
	leaves 'warning: foo.spec:11: left as it is, because virtqemud.socket is not in %files of this package: %systemd_postun_with_restart virtqemud.service' <<'EOF'
%postun
%systemd_postun_with_restart virtqemud.service

%files
/etc/foo.conf
EOF
}

@test "units without scriptlets" {
	leaves 'warning: foo.spec:11: left as it is, because no scriptlet of this package that virtd-socket knows is for it: %{_unitdir}/virtqemud.socket' <<'EOF'
%files
%{_unitdir}/virtqemud.socket
%{_unitdir}/virtqemud-ro.socket
EOF
}

@test "shell, options, and macros in the wrong section are no calls" {
	leaves 'warning: foo.spec:11: left as it is, because it is no macro call that virtd-socket knows: systemctl enable virtqemud.socket
warning: foo.spec:12: left as it is, because it is no macro call that virtd-socket knows: %systemd_preun virtqemud.socket
warning: foo.spec:13: left as it is, because it is no macro call that virtd-socket knows: %systemd_post virtqemud.socket; echo done
warning: foo.spec:15: left as it is, because it is no macro call that virtd-socket knows: %service_del_postun -n virtqemud.socket
warning: foo.spec:16: left as it is, because it is no macro call that virtd-socket knows: %{?systemd_postun:%systemd_postun virtqemud.socket virtqemud...
warning: foo.spec:18: left as it is, because no scriptlet of this package that virtd-socket knows is for it: %{_unitdir}/virtqemud.socket' <<'EOF'
%post
systemctl enable virtqemud.socket
%systemd_preun virtqemud.socket
%systemd_post virtqemud.socket; echo done
%postun
%service_del_postun -n virtqemud.socket
%{?systemd_postun:%systemd_postun virtqemud.socket virtqemud-ro.socket}
%files
%{_unitdir}/virtqemud.socket
EOF
}

@test "a backslash too many" {
	leaves 'warning: foo.spec:12: left as it is, because it is no macro call that virtd-socket knows: %systemd_post virtqemud.socket \
warning: foo.spec:17: left as it is, because no scriptlet of this package that virtd-socket knows is for it: %{_unitdir}/virtqemud.socket' <<'EOF'
%post
%if 1
%systemd_post virtqemud.socket \
%else
%endif
echo no
%files
%{_unitdir}/virtqemud.socket
EOF
}

@test "sockets under other conditions than their daemon's others" {
	leaves 'warning: foo.spec:17: left as it is, because other sockets of the daemon are listed under other conditions: %{_unitdir}/virtproxyd-tls.socket' <<'EOF'
%post
%systemd_post virtproxyd.socket
%preun
%systemd_preun virtproxyd.socket
%files
%{_unitdir}/virtproxyd{,-ro,-admin,-tcp}.socket
%if %{with tls}
%{_unitdir}/virtproxyd-tls.socket
%endif
EOF
}

@test "calls in one section under different conditions" {
	leaves 'warning: foo.spec:13: left as it is, because other calls for the daemon in this section stand under other conditions: %systemd_post virtqemud-ro.socket' <<'EOF'
%post
%systemd_post virtqemud.socket
%if %{with ro}
%systemd_post virtqemud-ro.socket
%endif
%preun
%systemd_preun virtqemud.socket
%files
%{_unitdir}/virtqemud{,-ro,-admin}.socket
EOF
}

@test "a section is missing, and calls stand under conditions" {
	leaves 'warning: foo.spec:12: left as it is, because its calls stand under conditions, and another section is needed: %systemd_post virtqemud.socket' <<'EOF'
%post
%if %{with systemd}
%systemd_post virtqemud.socket
%endif
%preun
%if %{with systemd}
%systemd_preun virtqemud.socket
%endif
%postun
%if %{with systemd}
%systemd_postun_with_restart virtqemud.service
%endif
%files
%{_unitdir}/virtqemud{,-ro,-admin}.socket
EOF
}

@test "a section is missing, and the others stand under different conditions" {
	leaves 'warning: foo.spec:12: left as it is, because its scriptlets stand under different conditions, and another section is needed: %systemd_post virtqemud.socket' <<'EOF'
%if %{with post}
%post
%systemd_post virtqemud.socket
%endif
%preun
%systemd_preun virtqemud.socket
%postun
%systemd_postun_with_restart virtqemud.service
%files
%{_unitdir}/virtqemud{,-ro,-admin}.socket
EOF
}

@test "a scriptlet in Lua would need a macro" {
	leaves 'warning: foo.spec:11: left as it is, because a scriptlet of the package that needs a macro, too, is no shell script: %systemd_post virtqemud.socket' <<'EOF'
%post
%systemd_post virtqemud.socket
%preun
%systemd_preun virtqemud.socket
%postun
%systemd_postun_with_restart virtqemud.service
%posttrans -p <lua>
print("own")
%files
%{_unitdir}/virtqemud{,-ro,-admin}.socket
EOF
}

@test "a scriptlet of its own under other conditions" {
	leaves 'warning: foo.spec:11: left as it is, because a scriptlet of the package that needs a macro, too, stands under other conditions: %systemd_post virtqemud.socket' <<'EOF'
%post
%systemd_post virtqemud.socket
%preun
%systemd_preun virtqemud.socket
%postun
%systemd_postun_with_restart virtqemud.service
%if %{with own}
%posttrans
echo own
%endif
%files
%{_unitdir}/virtqemud{,-ro,-admin}.socket
EOF
}

@test "daemons of one package, some in every section and some not, under conditions" {
	leaves 'warning: foo.spec:12: left as it is, because a section needs macros of other daemons, too, but its calls stand under conditions: %systemd_post virtqemud.socket' <<'EOF'
%post
%if %{with systemd}
%systemd_post virtqemud.socket
%endif
%preun
%if %{with systemd}
%systemd_preun virtqemud.socket virtnetworkd.socket
%endif
%files
%{_unitdir}/virtqemud{,-ro,-admin}.socket
%{_unitdir}/virtnetworkd{,-ro,-admin}.socket
EOF
}
