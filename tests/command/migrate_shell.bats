#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# migrate: calls and copies that other shell text needs.

load migrate

UNITS='virtqemud.service virtqemud{,-ro,-admin}.socket'
LEFT='virtqemud: left as before, because it stands inside a shell command'
FILES='%files
%{_unitdir}/virtqemud.service
%{_unitdir}/virtqemud*.socket'

# copy_left LINE: standard input in %install, where LINE is the copy
copy_left() {
	local -r copy='install -m 644 virtqemud.socket %{buildroot}%{_unitdir}/'

	leaves "warning: foo.spec:$1: $LEFT: $copy" <<EOT
$(sed "s|COPY|$copy|")
%post
%systemd_post $UNITS
%preun
%systemd_preun $UNITS
%postun
%systemd_postun_with_restart virtqemud.service
$FILES
EOT
}

@test "copies inside of shell commands" {
	copy_left 13 <<<$'if [ -f virtqemud.socket ]; then\n  COPY\nfi'
	copy_left 15 <<<$'if [ -d x ]; then\n  :\nelse\n  COPY\nfi'
	copy_left 13 <<<$'units() {\n  COPY\n}\nunits'
	copy_left 13 <<<$'while read -r x; do\n  COPY\ndone <list'
	copy_left 14 <<<$'case $x in\n1)\n  COPY\n  ;;\nesac'
	copy_left 13 <<<$'{\n  COPY\n}'
	copy_left 13 <<<$'(\n  COPY\n)'
	copy_left 13 <<<$'cat >README <<EOT\n  COPY\nEOT'
	copy_left 13 <<<$'echo "\n  COPY\n"'
	copy_left 13 <<<$'[ -d x ] &&\n  COPY\nmkdir y'
	copy_left 15 <<<$'[ -d x ] ||\n\n# if there is none\n  COPY\nmkdir y'
	copy_left 13 <<<$'echo x |\n  COPY'
	copy_left 14 <<<$'env FOO=1 \\\n%if 0%{?fedora}\n  COPY\n%endif'
	copy_left 16 <<<$'if x; then\n  %{?y:\n    true\n  }\n  COPY\nfi'
}

@test "a loop of copies inside of a shell command" {
	leaves "warning: foo.spec:13: $LEFT: for u in virtqemud.socket; do" <<EOT
if [ -d units ]; then
for u in virtqemud.socket; do
  install -m 644 \$u %{buildroot}%{_unitdir}/
done
fi
%post
%systemd_post $UNITS
%preun
%systemd_preun $UNITS
$FILES
EOT
}

# call_left LINE CALL: standard input in %postun, where CALL stands on LINE
call_left() {
	leaves "warning: foo.spec:$1: $LEFT: $2" <<EOT
%post
%systemd_post $UNITS
%preun
%systemd_preun $UNITS
%postun
$(sed "s|CALL|$2|")
$FILES
EOT
}

@test "calls that a command in front needs" {
	call_left 18 '%systemd_postun virtqemud.service' <<<$'[ -x /x ] ||\nCALL\necho'
	call_left 18 'systemctl try-restart virtqemud.service' <<<$'[ -x /x ] &&\nCALL'
	call_left 18 'systemctl try-restart virtqemud.service' <<<$'echo |\nCALL'
	call_left 18 'systemctl try-restart virtqemud.service' <<<$'if\nCALL\nthen\necho\nfi'
	call_left 19 'systemctl try-restart virtqemud.service' <<<$'x \\\n%if 1\nCALL\n%endif'
	call_left 19 'systemctl try-restart virtqemud.service' <<<$'if [ $1 -ge 1 ]; then\n%if 1\nCALL\n%else\necho\n%endif\nfi'
}

@test "calls that are none" {
	call_left 18 '%systemd_postun virtqemud.service' <<<$'cat >/x <<EOT\nCALL\nEOT'
	call_left 18 'systemctl try-restart virtqemud.service' <<<$'cat >/x <<-EOT\nCALL\n\tEOT'
	call_left 18 '%systemd_postun virtqemud.service' <<<$'echo "\nCALL\n"'
}

@test "a command in the background and one that has ended need nothing" {
	migrates <<EOT
+%virtd_socket -s qemu
 %post
 foo &
-%systemd_post $UNITS
 [ -x /x ] && foo
-%preun
-%systemd_preun $UNITS
 %postun
 foo() { bar; }
-%systemd_postun_with_restart virtqemud.service
 %files
-%{_unitdir}/virtqemud.service
-%{_unitdir}/virtqemud*.socket
EOT
}

@test "a test that a command in front needs keeps a command" {
	local front

	for front in 'x |' '[ -x /x ] && ' '[ -x /x ] ||' 'x && \'; do
		migrates <<EOT
+%virtd_socket -s qemu
-%post
-%systemd_post $UNITS
-%preun
-%systemd_preun $UNITS
 %postun
 $front
 if [ \$1 -ge 1 ]; then
-    systemctl try-restart virtqemud.service
+    :
 fi
 %files
-%{_unitdir}/virtqemud.service
-%{_unitdir}/virtqemud*.socket
EOT
	done
}

@test "what is left in a shell command may stand under a condition" {
	migrates <<EOT
+%virtd_socket -s qemu
 %post
-%systemd_post $UNITS
 true
-%preun
-%systemd_preun $UNITS
 %postun
 if [ \$1 -ge 1 ]; then
 %if 0%{?fedora}
     echo
 %endif
-    systemctl try-restart virtqemud.service
+    :
 fi
 %files
-%{_unitdir}/virtqemud.service
-%{_unitdir}/virtqemud*.socket
EOT
}
