#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# migrate: lines of %files that are not one plain path.

load migrate

UNITS='virtqemud.service virtqemud{,-ro,-admin}.socket'
SCRIPTS="%post
%systemd_post $UNITS
%preun
%systemd_preun $UNITS
%postun
%systemd_postun_with_restart virtqemud.service"
GONE=-${SCRIPTS//$'\n'/$'\n-'}

# listed LINE WHY TEXT: standard input is in %files, where TEXT stands on LINE
listed() {
	leaves "warning: foo.spec:$1: virtqemud: left as before, because $2: $3" <<EOT
$SCRIPTS
%files
%{_unitdir}/virtqemud.service
%{_unitdir}/virtqemud{,-admin}.socket
$(cat)
EOT
}

@test "units that a macro encloses" {
	local -r why='a macro encloses it'
	local text

	for text in '%{?extra:%{_unitdir}/virtqemud-ro.socket}' \
		'%{!?extra:%attr(644,root,root) /usr/lib/systemd/system/virtqemud{-ro,-tcp}.socket}' \
		'%{lua: print("%{_unitdir}/virtqemud-" .. "ro.socket")}' \
		'%(echo %{_unitdir}/virtqemud-ro.socket)'; do
		listed 21 "$why" "${text:0:60}$([ ${#text} -le 60 ] || echo ...)" <<<"$text"
	done
	listed 24 "$why" %list <<EOT
%global list %{expand:
%{_unitdir}/virtqemud-ro.socket
}
%list
EOT
}

@test "more than one path on a line, and quotes" {
	local text

	for text in '%{_unitdir}/virtqemud-ro.socket %{_bindir}/foo' \
		'%config(noreplace) /etc/foo %{_unitdir}/virtqemud-ro.socket' \
		'%attr(644, root, root) /x /usr/lib/systemd/system/virtqemud-ro.socket /y'; do
		listed 21 'other files stand on its line' \
			"${text:0:60}$([ ${#text} -le 60 ] || echo ...)" <<<"$text"
	done
	listed 21 'its path has quotes' '"%{_unitdir}/virtqemud-ro.socket"' \
		<<<'"%{_unitdir}/virtqemud-ro.socket"'
}

@test "directories that have that of the units" {
	local text

	for text in '%{_prefix}/lib/*' /usr/lib/systemd '/usr/lib/system*/' \
		'%{_usr}/lib/systemd/system'; do
		leaves "warning: foo.spec:19: virtqemud: left as before, because it may name other units, too: $text" <<EOT
$SCRIPTS
%files
$text
EOT
	done
}

@test "%defattr that gives units another mode or owner" {
	local text

	for text in '%defattr(0600,root,root)' '%defattr (-, root, qemu)' \
		'%defattr(-,qemu,root,-)' \
		$'%defattr(755,root,root)\n%if 1\n%defattr(-,root,root)\n%endif'; do
		leaves "warning: foo.spec:$((17 + $(wc -l <<<"$text"))): virtqemud: left as before, because %defattr gives it attributes: %{_unitdir}/virtqemud.socket" <<EOT
%post
%systemd_post virtqemud.socket
%preun
%systemd_preun virtqemud.socket
%files
$text
%{_unitdir}/virtqemud.socket
EOT
	done
}

@test "%defattr that says what is so without it" {
	local text

	for text in '%defattr(-,root,root)' '%defattr(-, root, root, -)' \
		'%defattr(644,root,root,755)' '%defattr(0644,root,root)' \
		'%defattr(-,-,-)' $'%defattr(755,x,x)\n /x\n %defattr(-,root,root)'; do
		migrates <<EOT
+%virtd_socket -s qemu
$GONE
 %files
 $text
-%{_unitdir}/virtqemud*
EOT
	done
}

@test "what stands with units in a macro stays" {
	migrates <<EOT
+%virtd_socket -s qemu
 
-%define files_of() \\
-    %defattr(-,root,root) \\
-    %{_unitdir}/%1* \\
-    %dir /etc/%1 \\
-    %doc README NEWS \\
-    %{_sbindir}/%1
-
 %package x
 Summary: x
$GONE
 %files
-%files_of virtqemud
+%defattr(-,root,root)
+%dir /etc/virtqemud
+%doc README NEWS
+%{_sbindir}/virtqemud
EOT
}
