#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# migrate: text of scriptlets that may be for units, and text that is not seen.

load migrate

UNITS='virtqemud.service virtqemud{,-ro,-admin}.socket'
MAY='its macros and variables may stand for units of the daemon'
CALL='it is no call that virtd-socket knows'

# defined LINE WHY CALL: CALL, which stands in %post behind the definitions of
# standard input, LINE lines, keeps the daemon for WHY
defined() {
	{
		cat
		printf '%s\n' %post "$3" %preun "%systemd_preun $UNITS" %files \
			'%{_unitdir}/virtqemud*'
	} >text
	leaves "warning: foo.spec:$(($1 + 13)): virtqemud: left as before, because $2: ${3:0:60}$([ ${#3} -le 60 ] || echo ...)" <text
}

# migrated: foo.spec is, all of it
migrated() {
	try migrate foo.spec
	[ "$status" -eq 0 ]
	not grep 'left as before' home/err
	grep -x '+%virtd_socket .*qemu' home/out
}

# harmless CALL: it does not
harmless() {
	{
		preamble
		cat
		printf '%s\n' %post "$1" %preun "%systemd_preun $UNITS" %files \
			'%{_unitdir}/virtqemud*'
	} >foo.spec
	migrated
}

@test "a macro whose definition depends on a condition" {
	local line

	while IFS= read -r line; do
		defined 5 "$MAY" "$line" <<'EOT'
%if 0%{?suse_version}
%define my_post() %service_add_post %1.socket %1-ro.socket %1.service
%else
%define my_post() %systemd_post %1.socket %1-ro.socket %1.service
%endif
EOT
	done <<'EOT'
%my_post virtqemud
%{my_post virtqemud}
%{?x:%my_post virtqemud}
[ -e /x ] && %{?my_post virtqemud}
%my_post foo $d
%my_post %{unknown}
EOT
	harmless '%my_post foo' <<'EOT'
%if 0%{?suse_version}
%define my_post() %service_add_post %1.socket %1-ro.socket %1.service
%else
%define my_post() %systemd_post %1.socket %1-ro.socket %1.service
%endif
EOT
	defined 5 "$CALL" '%qemu_post' <<EOT
%if 0%{?suse_version}
%define qemu_post %service_add_post $UNITS
%else
%define qemu_post %systemd_post $UNITS
%endif
EOT
}

@test "a macro that is defined where there is none, or with options" {
	defined 1 "$MAY" '%my_post virtqemud' <<'EOT'
%{!?my_post: %define my_post() %systemd_post %1.socket %1.service}
EOT
	defined 1 "$MAY" '%my_post -s virtqemud' <<'EOT'
%define my_post(s) %systemd_post %1.socket %{-s:%1.service}
EOT
	defined 2 "$MAY" '%outer -u virtqemud' <<'EOT'
%define my_post(s:) %systemd_post %{-s*}.socket %{-s*}-ro.socket
%define outer(u:) %my_post -s %{-u*}
EOT
	# of others; of no units
	harmless '%fillup_only virtqemud' </dev/null
	harmless '%my_echo virtqemud' <<'EOT'
%{!?my_echo: %define my_echo() echo %1}
EOT
}

@test "lists that depend on a condition, wherever they stand" {
	local line

	while IFS= read -r line; do
		defined 5 "$CALL" "$line" <<EOT
%if 0%{?fedora}
%global units $UNITS
%else
%global units virtqemud.socket
%endif
EOT
	done <<'EOT'
test -x /bin/systemctl && %systemd_preun %{units}
%{?units:%systemd_preun %{units}}
for u in %{units}; do systemctl preset $u; done
EOT
}

@test "text that Lua composes" {
	defined 0 "$CALL" '%{lua: print("%systemd_post virtqemud" .. ".socket")}' </dev/null
	defined 0 "$MAY" '%{lua: print("%systemd_post virt" .. "qemud.socket")}' </dev/null
	harmless '%{lua: print("echo virt" .. "qemud.socket")}' </dev/null
}

@test "systemctl takes services without a suffix, and variables" {
	local line

	while IFS='|' read -r why line; do
		defined 0 "$why" "$line" </dev/null
	done <<EOT
$CALL|systemctl mask virtqemud
$CALL|[ -e /x ] && /bin/systemctl stop foo "virtqemud" >/dev/null
$CALL|systemctl restart {foo,virtqemud}
$MAY|systemctl preset \$u || :
$MAY|systemctl stop "\${u}"
$MAY|systemctl stop \$(cat units)
$MAY|systemctl stop virt*
$MAY|systemctl stop %{unknown}
$CALL|for u in foo virtqemud; do systemctl stop \$u; done
EOT
	while IFS= read -r line; do
		harmless "$line" </dev/null
	done <<'EOT'
systemctl mask foo
systemctl is-active --quiet $u && echo $u
for u in foo bar; do systemctl preset $u; done
x=foo; systemctl preset $x-bar
systemctl daemon-reload; echo virtqemud $u
EOT
	migrates <<EOT
+%virtd_socket -s qemu
-%post
-%systemd_post $UNITS
-%preun
-%systemd_preun $UNITS
-%postun
-systemctl try-restart virtqemud >/dev/null 2>&1 || :
 %files
-%{_unitdir}/virtqemud*
EOT
}

@test "what stands in other files" {
	leaves 'warning: foo.spec:12: virtqemud: left as before, because its file has more of it: %post -f foo.post' <<EOT
%post -f foo.post
%preun
%systemd_preun $UNITS
%files -f foo.files
%{_unitdir}/virtqemud*
EOT
	leaves 'warning: foo.spec:12: virtqemud: left as before, because what the file has is not seen: %include post.inc' <<EOT
%include post.inc
%preun
%systemd_preun $UNITS
%files
%{_unitdir}/virtqemud*
EOT
	{
		preamble '%include foo.inc'
		printf '%s\n' %preun "%systemd_preun $UNITS" %files \
			'%{_unitdir}/virtqemud*' %changelog '%include log'
	} >foo.spec
	migrated
}

@test "sections that macros make" {
	leaves 'warning: foo.spec:16: it makes sections that virtd-socket does not see: %daemon_package qemu' <<'EOT'
%define daemon_package() \
%post %1 \
%systemd_post virt%{1}d.socket \
%files %1
%daemon_package qemu
EOT
	leaves 'warning: foo.spec:12: it makes sections that virtd-socket does not see: %{lua:' <<'EOT'
%{lua:
for _, d in ipairs({"qemu", "network"}) do
  print("%files " .. d .. "\n%{_unitdir}/virt" .. d .. "d.socket\n")
end
}
EOT
	leaves 'warning: foo.spec:13: virtlogd: left as before, because it makes sections that virtd-socket does not see: %more qemu' <<'EOT'
%define more() %{expand:%%files %1 \n%{_unitdir}/virt%{1}d.socket}
%more qemu
%post
%systemd_post virtlogd.socket
%files
%{_unitdir}/virtlogd.socket
EOT
}

@test "a list that is not known is named, not the files" {
	leaves "warning: foo.spec:18: virtqemud: left as before, because $MAY: %systemd_post %{units}" <<'EOT'
%if 0%{?fedora}
%global units virtqemud.socket virtqemud-ro.socket
%else
%global units virtqemud.socket
%endif
%post
%systemd_post %{units}
%files
%{_unitdir}/virtqemud{,-ro}.socket
EOT
}

@test "macros of systemd that the spec defines itself" {
	leaves 'warning: foo.spec:12: virtqemud: left as before, because this spec has a macro of its own by that name: %define systemd_post() systemctl preset %*' <<EOT
%define systemd_post() systemctl preset %*
%post
%systemd_post $UNITS
%preun
%systemd_preun $UNITS
%files
%{_unitdir}/virtqemud*
EOT
	# only where there is none
	migrates <<EOT
 %{!?systemd_post: %define systemd_post() systemctl preset %*}
+%virtd_socket -s -u none qemu
 %if 0%{!?systemd_preun:1}
 %define systemd_preun() systemctl disable %*
 %endif
-%post
-%systemd_post $UNITS
-%preun
-%systemd_preun $UNITS
 %files
-%{_unitdir}/virtqemud*
EOT
}
