#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# migrate: comments, and lines and sections that do nothing.

load migrate

UNITS='virtqemud.service virtqemud{,-ro,-admin}.socket'
LATE='virtqemud: left as before, because'

# late LINE WHY TEXT [LINE...]: LINE..., scriptlets behind %files, stay
late() {
	local -r warning="warning: foo.spec:$1: $LATE $2: $3"

	shift 3
	leaves "$warning" <<EOT
%files
%{_unitdir}/virtqemud*
%post
%systemd_post $UNITS
%preun
%systemd_preun $UNITS
$(printf '%s\n' "$@")
EOT
}

@test "a colon keeps its scriptlet behind %files" {
	local -r why='scriptlets of its package behind its %files have other lines, too'

	late 20 "$why" : %postun '%systemd_postun_with_restart virtqemud.service' :
	late 20 "$why" '%{nil}' %postun '%systemd_postun_with_restart virtqemud.service' '%{nil}'
}

@test "a scriptlet behind %files that is empty" {
	local -r why='this scriptlet of its package stands behind its %files, and is empty'

	late 22 "$why" %postun '%if 0%{?fedora}' %postun \
		'%systemd_postun_with_restart virtqemud.service' %else \
		%postun '# a comment' %endif
}

@test "comments of rpm" {
	migrates <<EOT
+%virtd_socket -s qemu
 %dnl install -m 644 virtqemud.socket %{buildroot}%{_unitdir}
 %dnl It's the end
-%post
-%dnl %systemd_post virtqemud.service, it's not needed
-%systemd_post $UNITS
-%preun
-%systemd_preun $UNITS
 %postun
 %dnl don't
 if [ \$1 -ge 1 ]; then
   echo
 fi
-%systemd_postun_with_restart virtqemud.service
 %files
   %dnl %{_unitdir}/virtqemud-tcp.socket
-%{_unitdir}/virtqemud.service
-%{_unitdir}/virtqemud{,-ro,-admin}.socket
EOT
}

@test "no comment goes on behind a backslash" {
	local comment

	for comment in '# what follows \' '%dnl what follows \' '# %{?x:'; do
		leaves "warning: foo.spec:14: virtqemud: left as before, because it is no call that virtd-socket knows: $comment" <<EOT
%post
%systemd_post virtqemud.socket
$comment
%systemd_post virtqemud.service
$([ "$comment" != '# %{?x:' ] || echo '}')
%preun
%systemd_preun $UNITS
%files
%{_unitdir}/virtqemud*
EOT
	done
}
