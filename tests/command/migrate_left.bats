#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# migrate: what is left as it is, and why.

load migrate

UNITS='virtqemud.service virtqemud{,-ro,-admin}.socket'

@test "a package that only restarts another one's daemon" {
	leaves 'warning: foo.spec:13: virtqemud: left as before, because no package of this spec has virtqemud.socket: %systemd_postun_with_restart virtqemud.service' <<'EOT'
%postun
%systemd_postun_with_restart virtqemud.service

%files
/etc/foo.conf
EOT
}

@test "units without scriptlets" {
	leaves 'warning: foo.spec:13: virtqemud: left as before, because no scriptlet of this package that virtd-socket knows is for it: %{_unitdir}/virtqemud.socket' <<'EOT'
%files
%{_unitdir}/virtqemud.socket
%{_unitdir}/virtqemud-ro.socket
EOT
}

@test "shell, options, and macros in the wrong section are no calls" {
	local line

	while IFS= read -r line; do
		leaves "warning: foo.spec:13: virtqemud: left as before, because it is no call that virtd-socket knows: ${line:0:60}$([ ${#line} -le 60 ] || echo ...)" <<EOT
%post
$line
%systemd_post virtqemud.socket
%preun
%systemd_preun virtqemud.socket
%files
%{_unitdir}/virtqemud.socket
EOT
	done <<'EOT'
systemctl enable virtqemud.socket
systemctl restart virtqemud.service
/sbin/systemctl try-restart virtqemud.service
systemctl try-restart virtqemud.service && echo done
%systemd_preun virtqemud.socket
%systemd_post virtqemud.socket; echo done
%systemd_post virtqemud*.socket
%systemd_post virtqemud.socket --now
%service_add_post -f virtqemud.socket
%{?systemd_post:%systemd_post virtqemud.socket virtqemud-ro.socket}
for s in virtqemud virtqemud{-ro,-admin}.socket; do echo $s; done
echo "see virtqemud.service(8)"
%_post_service virtqemud
%service virtqemud restart
%systemd_user_post virtqemud.service
EOT
}

@test "all calls for a unit stay if one is not known, in any package" {
	leaves 'warning: foo.spec:19: virtqemud: left as before, because it is no call that virtd-socket knows: systemctl preset virtqemud.socket' <<EOT
%post
%systemd_post $UNITS
%preun
%systemd_preun $UNITS
%files
%{_unitdir}/virtqemud*
%post other
systemctl preset virtqemud.socket
%postun other
%systemd_postun_with_restart virtqemud.service
%files other
/x
EOT
}

@test "text about a unit in another package stays, and nothing else" {
	migrates 'warning: foo.spec:19: virtqemud: left as before, because it is no call that virtd-socket knows: echo virtqemud.socket' <<EOT
+%virtd_socket -s -u none qemu
-%post
-%systemd_post $UNITS
-%preun
-%systemd_preun $UNITS
 %files
-%{_unitdir}/virtqemud*
 %post other
 echo virtqemud.socket
 %files other
 /x
EOT
}

@test "macros and variables that may stand for units" {
	local line

	while IFS= read -r line; do
		leaves "warning: foo.spec:13: virtqemud: left as before, because its macros and variables may stand for units of the daemon: $line" <<EOT
%post
$line
%systemd_post $UNITS
%preun
%systemd_preun $UNITS
%files
%{_unitdir}/virtqemud*
EOT
	done <<'EOT'
%systemd_post %{my_units}
%systemd_post %my_units foo.service
%systemd_post %{dmn}-ro.socket
%systemd_post virt%{?dmn}.service
systemctl preset $name.socket
systemctl preset ${name}d.service
%systemd_post %{?x:%{my_units}}
%{systemd_post %{expand:%{my_units}}}
%systemd_post foo.service %(cat units)
%{systemd_post %(cat units)}
%systemd_post %{lua:print(rpm.expand("%{my_units}"))}
%systemd_post %[1 ? "%{my_units}" : ""]
EOT
	# these cannot
	migrates <<EOT
+%virtd_socket -s -u none qemu
 %post
 systemctl preset \$name-helper.service
-%systemd_post $UNITS %{foo}.timer %{foo}-admin2.socket
+%systemd_post %{foo}.timer %{foo}-admin2.socket
-%preun
-%systemd_preun $UNITS
 %files
-%{_unitdir}/virtqemud*
EOT
}

@test "a backslash too many" {
	leaves 'warning: foo.spec:14: virtqemud: left as before, because it is no call that virtd-socket knows: %systemd_post virtqemud.socket \' <<'EOT'
%post
%if 1
%systemd_post virtqemud.socket \
%else
%endif
echo no
%files
%{_unitdir}/virtqemud.socket
EOT
}

@test "calls and files that disagree" {
	leaves 'warning: foo.spec:13: virtnetworkd: left as before, because virtnetworkd-ro.socket is not in %files of this package: %systemd_post virtnetworkd.socket virtnetworkd-ro.socket
warning: foo.spec:18: virtlogd: left as before, because virtlogd.socket is not in %files of this package: %systemd_post virtlogd-admin.socket' <<'EOT'
%post
%systemd_post virtnetworkd.socket virtnetworkd-ro.socket
%files
%{_unitdir}/virtnetworkd.socket

%post log
%systemd_post virtlogd-admin.socket
%files log
%{_unitdir}/virtlogd-admin.socket
%files other
%{_unitdir}/virtnetworkd-ro.socket
EOT
}

@test "sockets under other conditions than their daemon's others" {
	leaves 'warning: foo.spec:19: virtproxyd: left as before, because the sockets of the daemon are listed under different conditions: %{_unitdir}/virtproxyd-tls.socket' <<'EOT'
%post
%systemd_post virtproxyd.socket
%preun
%systemd_preun virtproxyd.socket
%files
%{_unitdir}/virtproxyd{,-ro,-admin,-tcp}.socket
%if %{with tls}
%{_unitdir}/virtproxyd-tls.socket
%endif
EOT
}

@test "lines of %files that may mean more, or less" {
	local line

	while IFS='|' read -r line why; do
		leaves "warning: foo.spec:17: virtqemud: left as before, because $why: $line" <<EOT
%post
%systemd_post $UNITS
%preun
%systemd_preun $UNITS
%files
$line
EOT
	done <<'EOT'
%{_unitdir}/virt*.socket|it may name other units, too
%{_unitdir}/*qemud*|it may name other units, too
%{_unitdir}|it may name other units, too
%{_unitdir}/|it may name other units, too
%{_unitdir}/virtqemud{a,b}{c,d}{e,f}{g,h}{i,j}{k,l}{m,n}|its braces make too many names
%config %{_unitdir}/virtqemud*|it has attributes
%attr(0600,root,root) %{_unitdir}/virtqemud*|it has attributes
%{my_unitdir}/virtqemud{,-ro,-admin}.socket|its directory may be another one
%{_unitdir}/%{my_socket}|its macros and variables may stand for units of the daemon
EOT
}

@test "%exclude" {
	leaves 'warning: foo.spec:18: virtqemud: left as before, because it is excluded from the package: %exclude %{_unitdir}/virtqemud-admin.socket' <<EOT
%post
%systemd_post $UNITS
%preun
%systemd_preun $UNITS
%files
%{_unitdir}/virtqemud*
%exclude %{_unitdir}/virtqemud-admin.socket
EOT
	# in another package it is no matter
	migrates <<EOT
+%virtd_socket -s -p qemu -u none qemu
 %files
 %{_unitdir}/*
 %exclude %{_unitdir}/virtqemud*
-%post qemu
-%systemd_post $UNITS
-%preun qemu
-%systemd_preun $UNITS
 %files qemu
-%{_unitdir}/virtqemud*
EOT
}

@test "calls in shell commands" {
	leaves 'warning: foo.spec:14: virtqemud: left as before, because it stands inside a shell command: %systemd_post virtqemud.service virtqemud{,-ro,-admin}.socke...' <<EOT
%post
if [ -e /run/x ]; then
    %systemd_post $UNITS
fi
%files
%{_unitdir}/virtqemud*
EOT
}

@test "a scriptlet that is no shell script would need a macro" {
	leaves 'warning: foo.spec:14: virtqemud: left as before, because the macros need this section, too, and it is no shell script: %preun -p /usr/bin/python3' <<EOT
%post
%systemd_post $UNITS
%preun -p /usr/bin/python3
print("own")
%files
%{_unitdir}/virtqemud*
EOT
	leaves 'warning: foo.spec:18: virtqemud: left as before, because the macros need this section, too, and it is no shell script: %posttrans -p <lua>' <<EOT
%post
%systemd_post $UNITS
%preun
%systemd_preun $UNITS
%postun
%systemd_postun_with_restart virtqemud.service
%posttrans -p <lua>
print("own")
%files
%{_unitdir}/virtqemud*
EOT
}

@test "a section that is not written in lower case" {
	leaves 'warning: foo.spec:18: virtqemud: left as before, because the macros see sections in lower case only: %Files' <<EOT
%post
%systemd_post $UNITS
%preun
%systemd_preun $UNITS

%global x 1
%Files
%{_unitdir}/virtqemud*
EOT
}

@test "scriptlets behind %files that do something else" {
	leaves 'warning: foo.spec:16: virtlogd, virtqemud: left as before, because scriptlets of its package behind its %files have other lines, too: echo own' <<EOT
%files
%{_unitdir}/virtqemud*
%{_unitdir}/virtlogd*
%post
echo own
%systemd_post $UNITS
%preun
%systemd_preun $UNITS
%systemd_preun virtlogd.socket
EOT
	# one of them is left, and the other, too
	leaves 'warning: foo.spec:12: virtlogd: left as before, because scriptlets of its package behind its %files have other lines, too: %files
warning: foo.spec:19: virtqemud: left as before, because it is no call that virtd-socket knows: systemctl preset virtqemud.socket' <<EOT
%files
%{_unitdir}/virtqemud*
%{_unitdir}/virtlogd*
%preun
%systemd_preun virtlogd.socket
%systemd_preun virtqemud.socket
%post other
systemctl preset virtqemud.socket
%files other
EOT
}

@test "%install is missing where our lines would go" {
	{
		preamble
		echo '%install -a'
		echo 'make more'
		printf '%s\n' '%post' "%systemd_post $UNITS" '%files' \
			'%{_unitdir}/virtqemud*'
	} >foo.spec
	try migrate foo.spec
	expect 0 '' 'warning: foo.spec:15: virtqemud: left as before, because %install stands twice in the spec: %systemd_post virtqemud.service virtqemud{,-ro,-admin}.socke...
warning: foo.spec: nothing to migrate'
	printf '%s\n' 'Name: foo' '%post' "%systemd_post $UNITS" '%files' \
		'%{_unitdir}/virtqemud*' '%install' >foo.spec
	try migrate foo.spec
	expect 0 '' 'warning: foo.spec:3: virtqemud: left as before, because %install stands behind it: %systemd_post virtqemud.service virtqemud{,-ro,-admin}.socke...
warning: foo.spec: nothing to migrate'
	printf '%s\n' 'Name: foo' '%if 1' '%install' '%endif' '%post' \
		"%systemd_post $UNITS" '%files' \
		'%{_unitdir}/virtqemud*' >foo.spec
	try migrate foo.spec
	expect 0 '' 'warning: foo.spec:6: virtqemud: left as before, because %install stands under other conditions: %systemd_post virtqemud.service virtqemud{,-ro,-admin}.socke...
warning: foo.spec: nothing to migrate'
	printf '%s\n' 'Name: foo' '%if 1' '%install' '%endif' 'make' '%post' \
		"%systemd_post $UNITS" '%files' \
		'%{_unitdir}/virtqemud*' >foo.spec
	try migrate foo.spec
	expect 0 '' 'warning: foo.spec:7: virtqemud: left as before, because %install stands under a condition that ends in it: %systemd_post virtqemud.service virtqemud{,-ro,-admin}.socke...
warning: foo.spec: nothing to migrate'
}

@test "conditions and names that mean something else in %install" {
	leaves 'warning: foo.spec:15: virtqemud: left as before, because its conditions mean something else in %install: %systemd_post virtqemud.service virtqemud{,-ro,-admin}.socke...
warning: foo.spec:20: virtlogd: left as before, because the name of its package changes behind %install: %systemd_post virtlogd.socket' <<EOT
%define x 1
%if %x
%post
%systemd_post $UNITS
%files
%{_unitdir}/virtqemud*
%endif
%post -n log%{x}
%systemd_post virtlogd.socket
%files -n log%{x}
%{_unitdir}/virtlogd*
EOT
}

@test "more conditions than anybody writes" {
	{
		seq 33 | sed 's/^/%if /'
		printf '%s\n' '%post' "%systemd_post $UNITS" '%files' \
			'%{_unitdir}/virtqemud*'
		seq 33 | sed 's/.*/%endif/'
	} >text
	leaves 'warning: foo.spec:46: virtqemud: left as before, because it stands under too many conditions: %systemd_post virtqemud.service virtqemud{,-ro,-admin}.socke...' <text
}

@test "two packages with one daemon" {
	leaves 'warning: foo.spec:17: virtqemud: left as before, because another package of this spec has the daemon, too: %systemd_post virtqemud.service virtqemud{,-ro,-admin}.socke...' <<EOT
%post a
%systemd_post $UNITS
%files a
%{_unitdir}/virtqemud*
%post b
%systemd_post $UNITS
%files b
%{_unitdir}/virtqemud*
EOT
}

@test "a daemon that its own package does not restart, and another one does" {
	leaves 'warning: foo.spec:19: virtqemud: left as before, because an upgrade of its own package leaves the daemon alone: %systemd_postun_with_restart virtqemud.service' <<EOT
%post
%systemd_post $UNITS
%preun
%systemd_preun $UNITS
%files
%{_unitdir}/virtqemud*
%postun conf
%systemd_postun_with_restart virtqemud.service
%files conf
EOT
}

@test "a spec that has our macro" {
	leaves 'warning: foo.spec:15: virtqemud: left as before, because no scriptlet of this package that virtd-socket knows is for it: %{_unitdir}/virtqemud.socket' <<EOT
%virtd_socket

%files
%{_unitdir}/virtqemud.socket
EOT
	leaves 'warning: foo.spec:12: virtqemud: left as before, because %virtd_socket is there already: %virtd_socket -s qemu' <<EOT
%virtd_socket -s qemu
%post
%systemd_post $UNITS
%files
%{_unitdir}/virtqemud*
EOT
}
