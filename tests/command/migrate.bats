#!/usr/bin/env bats
# migrate: what becomes of spec files written by hand.
#
# Specs stand here as one text for before and after: "-" lines are only before,
# "+" lines only after, others begin with a space.

load ../lib

# preamble [LINE...]
preamble() {
	printf '%s\n' 'Name: foo' 'Version: 1' 'Release: 1' 'Summary: A test' \
		'License: MIT' 'BuildRequires:   systemd-rpm-macros' "$@" \
		'%description' 'A test.' ''
}

# Standard input without the lines that begin with MARK, and without marks.
side() {
	sed -e "/^[$1]/d" -e 's/^.//' "$T/home/both"
}

# migrates [STDERR]: the diff for the text of standard input makes one of the
# other, and there is nothing to migrate in the result but what was left
migrates() {
	cat >home/both
	{ preamble; side +; } >foo.spec
	{ preamble 'BuildRequires:   virtd-socket-rpm-macros'; side -; } >expected
	cp foo.spec before
	try migrate foo.spec
	same "standard error" "${1-}" home/err
	[ "$status" -eq 0 ]
	diff before foo.spec
	[ "$(head -n 2 home/out)" = $'--- foo.spec\n+++ foo.spec' ]
	cp home/out diff
	patch -s foo.spec <diff
	diff -u expected foo.spec
	try migrate foo.spec
	same "second standard output" '' home/out
	[ "$status" -eq 0 ]
	tail -n 1 home/err | grep -x 'warning: foo.spec: nothing to migrate'
	# the other way to apply it
	cp before foo.spec
	patch -s -p0 <diff
	diff expected foo.spec
}

# leaves STDERR: nothing changes in the text of standard input
leaves() {
	{ preamble; cat; } >foo.spec
	try migrate foo.spec
	expect 0 '' "$1
warning: foo.spec: nothing to migrate"
}

@test "a package with nothing else in its scriptlets" {
	migrates <<'EOF'
 %install
 make install
 
-%post
-%systemd_post virtqemud.service virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
-
-%preun
-%systemd_preun virtqemud.service virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
-
-%postun
-%systemd_postun_with_restart virtqemud.service
+%virtd_socket_scriptlets qemu
 
 %files
-%{_unitdir}/virtqemud.service
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
-%{_unitdir}/virtqemud-admin.socket
+%virtd_socket_files -s qemu
 /usr/sbin/virtqemud
EOF
}

@test "subpackages, by name and with -n; two daemons; the service elsewhere" {
	migrates <<'EOF'
-%post daemon
-%systemd_post virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
-%systemd_post virtnetworkd.socket virtnetworkd-ro.socket virtnetworkd-admin.socket
-%preun daemon
-%systemd_preun virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
-%systemd_preun virtnetworkd.socket virtnetworkd-ro.socket virtnetworkd-admin.socket
-%postun daemon
-%systemd_postun_with_restart virtqemud.service virtnetworkd.service
+%virtd_socket_scriptlets -p daemon qemu network
 
-%post -n log
-%systemd_post virtlogd.socket virtlogd-admin.socket
-
-%preun -n log
-%systemd_preun virtlogd.socket virtlogd-admin.socket
-
-%postun -n log
-%systemd_postun virtlogd.socket virtlogd-admin.socket
+%virtd_socket_scriptlets -n log log
 
 %files daemon
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
-%{_unitdir}/virtqemud-admin.socket
-%{_unitdir}/virtnetworkd.socket
-%{_unitdir}/virtnetworkd-ro.socket
-%{_unitdir}/virtnetworkd-admin.socket
+%virtd_socket_files qemu
+%virtd_socket_files network
 
 %files -n log
-%{_unitdir}/virtlogd.socket
-%{_unitdir}/virtlogd-admin.socket
+%virtd_socket_files log
EOF
}

@test "scriptlets of its own, units of others, and a section that is missing" {
	migrates <<'EOF'
 %post
 /sbin/ldconfig
-%systemd_post virtqemud.socket virtqemud-ro.socket foo.service virtqemud-admin.socket %{more}
+%systemd_post foo.service %{more}
+%virtd_socket_post qemu
 
 %preun
 echo own
-  %systemd_preun virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket || :
+  %virtd_socket_preun qemu
 
 %postun
 /sbin/ldconfig
-%{systemd_postun_with_restart virtqemud.service}
+%virtd_socket_postun qemu
+
+%posttrans
+%virtd_socket_posttrans qemu
 
 # what is in it
 %files
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
-%{_unitdir}/virtqemud-admin.socket
+%virtd_socket_files qemu
EOF
}

@test "a section of its own without a call gets one" {
	migrates <<'EOF'
 %post
 echo own
-%systemd_post virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
+%virtd_socket_post qemu
 %preun
-%systemd_preun virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
+%virtd_socket_preun qemu
 %postun
-%systemd_postun_with_restart virtqemud.service
+%virtd_socket_postun qemu
 %posttrans
+%virtd_socket_posttrans qemu
 echo own
 %files
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
-%{_unitdir}/virtqemud-admin.socket
+%virtd_socket_files qemu
EOF
}

@test "lines that go on, braces, patterns, directories, attributes" {
	migrates <<'EOF'
-%post
-%systemd_post \
-    virtnetworkd.socket virtqemud{,-ro,-admin}.socket \
-    virtqemud.service
-%preun
-%systemd_preun virt{qemu,network}d.socket virt{qemu,network}d-{ro,admin}.socket
-%postun
-%systemd_postun_with_restart virtqemud.service virtnetworkd.service
+%virtd_socket_scriptlets network qemu
 
 %files
-%{_unitdir}/virtqemud{,-ro,-admin}.socket
-/usr/lib/systemd/system/virtqemud.service
-%attr(0644, root,root) %_unitdir/virtnetworkd*.socket
+%virtd_socket_files -s qemu
+%virtd_socket_files network
EOF
}

@test "openSUSE" {
	migrates <<'EOF'
-%pre
-%service_add_pre virtqemud.service virtqemud.socket virtqemud-ro.socket \
-    virtqemud-admin.socket
-
-%post
-%service_add_post virtqemud.service virtqemud.socket virtqemud-ro.socket \
-    virtqemud-admin.socket
-
-%preun
-%service_del_preun virtqemud.service virtqemud.socket virtqemud-ro.socket \
-    virtqemud-admin.socket
-
-%postun
-%service_del_postun_without_restart virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
-%service_del_postun virtqemud.service
+%virtd_socket_scriptlets qemu
 
 %files
-%{_unitdir}/virtqemud.service
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
-%{_unitdir}/virtqemud-admin.socket
+%virtd_socket_files -s qemu
EOF
}

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

@test "sockets that a daemon does not have, and no restart" {
	migrates <<'EOF'
-%post
-%systemd_post virtqemud.socket virtqemud-ro.socket
-
-%preun
-%systemd_preun virtqemud.socket virtqemud-ro.socket
+%virtd_socket_scriptlets -k main,ro -u none qemu
 
 %files
-%{_unitdir}/virtqemud.socket
-%{_unitdir}/virtqemud-ro.socket
+%virtd_socket_files -k main,ro -u none qemu
EOF
}

@test "different options in one package" {
	migrates <<'EOF'
 %post
-%systemd_post virtqemud.socket virtnetworkd.socket
+%virtd_socket_post -u none qemu
+%virtd_socket_post network
 
 %preun
-%systemd_preun virtqemud.socket virtnetworkd.socket
+%virtd_socket_preun -u none qemu
+%virtd_socket_preun network
 
 %postun
-%systemd_postun_with_restart virtnetworkd.service
-%systemd_postun virtqemud.service
+%virtd_socket_postun network
+
+%posttrans
+%virtd_socket_posttrans network
 
 %files
-%{_unitdir}/virtqemud{,-ro,-admin}.socket
-%{_unitdir}/virtnetworkd{,-ro,-admin}.socket
+%virtd_socket_files -u none qemu
+%virtd_socket_files network
EOF
}

@test "tcp and tls, and a daemon that must not be restarted: what changes is said" {
	migrates 'warning: foo.spec:11: the tcp,tls sockets of virtproxyd are no longer preset at installation; add "-e tcp,tls" to its macros if they should be
warning: foo.spec:17: an upgrade no longer restarts virtlockd, but reloads it; running guests need it' <<'EOF'
-%post
-%systemd_post virtproxyd{,-ro,-admin,-tcp,-tls}.socket virtlockd{,-admin}.socket
-
-%preun
-%systemd_preun virtproxyd{,-ro,-admin,-tcp,-tls}.socket virtlockd{,-admin}.socket
-
-%postun
-%systemd_postun_with_restart virtproxyd.service virtlockd.service
+%virtd_socket_scriptlets proxy lock
 
 %files
-%{_unitdir}/virtproxyd{,-ro,-admin,-tcp,-tls}.socket
-%{_unitdir}/virtlockd{,-admin}.socket
+%virtd_socket_files proxy
+%virtd_socket_files lock
EOF
}

@test "%files that may have more are left, scriptlets are not" {
	migrates 'warning: foo.spec:23: left as it is, because its pattern may match other units, too: %{_unitdir}/virt*.socket
warning: foo.spec:26: left as it is, because it has attributes: %config %{_unitdir}/virtlogd.socket' <<'EOF'
-%post
-%systemd_post virtqemud.socket
-%preun
-%systemd_preun virtqemud.socket
-%postun
-%systemd_postun_with_restart virtqemud.service
+%virtd_socket_scriptlets qemu
 
-%post log
-%systemd_post virtlogd.socket virtlogd-admin.socket
-%preun log
-%systemd_preun virtlogd.socket virtlogd-admin.socket
+%virtd_socket_scriptlets -p log log
 
 %files
 %{_unitdir}/virt*.socket
 
 %files log
 %config %{_unitdir}/virtlogd.socket
 %config %{_unitdir}/virtlogd-admin.socket
EOF
}
