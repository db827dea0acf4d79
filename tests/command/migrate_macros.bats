#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# migrate: macros that the spec file defines itself.

load migrate

UNITS='virtqemud.service virtqemud{,-ro,-admin}.socket'

# Definitions stand behind %install here, where they end nothing.

@test "lists of units and names; definitions that nothing uses any more" {
	migrates <<'EOT'
+%virtd_socket -s qemu
 
-# all units
-%global sockets virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
-%global units %{dmn}.service %{sockets}
-
 # %{units} are those of the daemon
 
 %global dmn virtqemud
 %define other foo.service
-%global units %{dmn}.service %{sockets}
 
 %package x
 Summary: x
-%post
-%systemd_post %{units}
 %preun
-%systemd_preun %units %{other}
+%systemd_preun %{other}
-%postun
-%systemd_postun_with_restart %{dmn}.service
 %files
-%{_unitdir}/%{dmn}.service
-%{_unitdir}/%{dmn}{,-ro,-admin}.socket
 %{_sbindir}/%{dmn}
EOT
}

@test "macros with arguments around known ones" {
	migrates <<'EOT'
+%virtd_socket -s qemu network
 
-# for daemons
-%define sockets_of() %1.socket %1-ro.socket %1-admin.socket
-%define my_post() %systemd_post %{sockets_of %1} %1.service
-
-%define my_preun() \
-    %systemd_preun %{1}.socket %{1}-ro.socket %{1}-admin.socket %{1}.service \
-    %{nil}
-
 %define my_restart() %systemd_postun_with_restart %1.service
 
 %package x
 Summary: x
-%post
-%my_post virtqemud
-%my_post virtnetworkd
-%preun
-%my_preun virtqemud
-%my_preun virtnetworkd
 %postun
-%my_restart virtqemud
-%{my_restart virtnetworkd}
 %my_restart foo
 %files
-%{_unitdir}/virt{qemu,network}d.service
-%{_unitdir}/virt{qemu,network}d{,-ro,-admin}.socket
EOT
}

@test "a macro for units of more daemons, of which one stays" {
	migrates 'warning: foo.spec:24: virtnetworkd: left as before, because virtnetworkd.socket is not in %files of this package: %my_post x' <<'EOT'
+%virtd_socket -s -u none qemu
 
-%define my_post() \
-    %systemd_post virtqemud.service virtqemud.socket virtnetworkd.socket \
-    %systemd_post virtqemud-ro.socket virtqemud-admin.socket \
-    %systemd_post %1.service
-%define my_preun() %systemd_preun virtqemud{,-ro,-admin}.socket virtqemud.service
-
 %package x
 Summary: x
 %description x
 x
 %post
-%my_post x
+%systemd_post virtnetworkd.socket
+%systemd_post x.service
 %preun
 echo
-%my_preun
 %files
-%{_unitdir}/virtqemud*
EOT
}

@test "files by a macro" {
	migrates <<'EOT'
+%virtd_socket -s -u none qemu
 
-%define files_of() \
-    %{_unitdir}/%1.service \
-    %{_unitdir}/%1{,-ro,-admin}.socket \
-    %{_sbindir}/%1
-
 %package x
 Summary: x
-%post
-%systemd_post virtqemud{,-ro,-admin}.socket virtqemud.service
-%preun
-%systemd_preun virtqemud{,-ro,-admin}.socket
 %files
-%files_of virtqemud
+%{_sbindir}/virtqemud
EOT
}

@test "what is not only text is not known, and nothing runs" {
	leaves 'warning: foo.spec:17: virtqemud: left as before, because it is no call that virtd-socket knows: %systemd_post %{units}
warning: foo.spec:28: virtnetworkd: left as before, because its macros and variables may stand for units of the daemon: %systemd_post %{named}.socket' <<'EOT'
%global units %(touch ran; echo virtqemud.socket)
%{!?named: %global named virtnetworkd}

%post
%systemd_post virtqemud.service
%systemd_post %{units}
%preun
%systemd_preun virtqemud.service
%files
%{_unitdir}/virtqemud.service
%{_unitdir}/virtqemud.socket

%post n
%systemd_post virtnetworkd.service
%preun n
%systemd_preun virtnetworkd.service
%systemd_post %{named}.socket
%post n
%systemd_post %{named}.socket
%files n
%{_unitdir}/virtnetworkd.service
%{_unitdir}/virtnetworkd.socket
EOT
	[ ! -e ran ]
}

@test "macros that only look like ours, and a name under a condition" {
	leaves 'warning: foo.spec:18: virtqemud: left as before, because its macros and variables may stand for units of the daemon: %systemd_post %{dmn}.socket' <<'EOT'
%if 1
%global dmn virtqemud
%else
%global dmn virtqemud2
%endif
%post
%systemd_post %{dmn}.socket
%systemd_post virtqemud.service
%files
%{_unitdir}/virtqemud.service
%{_unitdir}/virtqemud.socket
EOT
}

# stays USE: a definition that USE, a line of another section, uses in its own
# way does not go
stays() {
	{
		preamble '%global svc_units virtqemud.socket'
		printf '%s\n' "$1" %post \
			"%systemd_post virtqemud.service %{svc_units}" %files \
			"%{_unitdir}/virtqemud.service" '%{_unitdir}/%{svc_units}'
	} >foo.spec
	try migrate foo.spec
	[ "$status" -eq 0 ]
	grep -x '+%virtd_socket .*qemu' home/out
	not grep '^-%global' home/out
}

@test "definitions that are used in ways that name them otherwise" {
	local line

	stays '%{lua:
for u in macros.svc_units:gmatch("%S+") do
  print(u)
end
}'
	while IFS= read -r line; do
		stays "$line"
	done <<'EOT'
%{lua:print(macros["svc_" .. x])}
echo %{expand:%%{svc_%{drv}}}
echo %{expand:%%{?svc_%{drv}}}
echo %{lua:print(rpm.expand("%{" .. x .. "_units}"))}
%{load:%{SOURCE1}}
EOT
}

@test "macros that those of others use" {
	migrates <<'EOT'
+%virtd_socket -s -k main -u none qemu
 %define _unitdir /lib/systemd/system
 %global _presetdir /lib/systemd/presets
-%post
-%systemd_post virtqemud.socket virtqemud.service
-%preun
-%systemd_preun virtqemud.socket virtqemud.service
 %files
-%{_unitdir}/virtqemud.service
-%{_unitdir}/virtqemud.socket
EOT
}

@test "comments that begin the file" {
	local head

	for head in '# SPDX-License-Identifier: MIT' $'# A spec\n#\n# Copyright'; do
		for blank in '' $'\n'; do
			{
				echo "$head$blank"
				echo '%global units virtqemud.socket virtqemud.service'
				echo
				echo '# more'
				echo '%global sockets virtqemud.socket'
				echo
				preamble
				printf '%s\n' %post '%systemd_post %{units}' \
					%preun '%systemd_preun %{sockets}' \
					%files '%{_unitdir}/virtqemud.{service,socket}'
			} >foo.spec
			try migrate foo.spec
			patch -s foo.spec <home/out
			echo "$head" >expected
			[ -z "$blank" ] || echo >>expected
			sed '/^Name/,$d' foo.spec | diff -B expected -
		done
	done
}

# inside LINE WHY CALL SECTIONS: units that SECTIONS have in the braces of a macro
# are seen; the daemon stays for WHY, which CALL in LINE is
inside() {
	leaves "warning: foo.spec:$1: virtqemud: left as before, because $2: $3" <<EOT
%global list zz.socket $UNITS zy.socket
%global odd $UNITS a{b.socket
%global calls :\\
%systemd_post $UNITS\\
:
%global files %{_unitdir}/zz.socket\\
%{_unitdir}/virtqemud.socket\\
%{_unitdir}/virtqemud-ro.socket\\
%{_unitdir}/zy.socket

$4
EOT
}

@test "what the spec's macros stand for inside of other macros" {
	local line

	while IFS= read -r line; do
		inside 23 'it is no call that virtd-socket knows' "$line" "%post
$line
%preun
%systemd_preun $UNITS
%files
%{_unitdir}/virtqemud*"
	done <<'EOT'
%systemd_post %{?x:%{list}}
%systemd_post %{!?x:%list}
%systemd_post %{expand:%{list}}
%{?x:%{calls}}
%{?x:%{?y:%{calls}}}
%{systemd_post %{odd}}
EOT
	inside 25 'virtqemud-admin.socket is not in %files of this package' \
		'%systemd_post virtqemud.service virtqemud{,-ro,-admin}.socke...' \
		"%files
%{?x:%{files}}
%post
%systemd_post $UNITS"
}
