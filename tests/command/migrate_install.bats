#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# migrate: sockets that %install makes by hand.

load migrate

SCRIPTS='-%post qemu
-%systemd_post virtqemud.service virtqemud{,-ro,-admin}.socket
-%preun qemu
-%systemd_preun virtqemud.service virtqemud{,-ro,-admin}.socket
-%postun qemu
-%systemd_postun_with_restart virtqemud.service
 %files qemu
-%{_unitdir}/virtqemud*'

FROM_US='the sockets of virtqemud come from virtd-socket from now on, not from files of the package'

@test "sockets that %install copies, one by one" {
	migrates "warning: foo.spec:13: $FROM_US" <<EOT
 install -d %{buildroot}%{_unitdir}
-install -Dpm 644 %{SOURCE1} %{buildroot}%{_unitdir}/virtqemud.socket
 install -m 644 %{SOURCE4} %{buildroot}%{_unitdir}/virtqemud.service
-  cp -p src/virtqemud-ro.socket \\
-    \$RPM_BUILD_ROOT/usr/lib/systemd/system/virtqemud-ro.socket
-%{__install} -m 644 %{SOURCE3} "%{buildroot}%{_unitdir}/virtqemud-admin.socket"
 install -m 644 %{SOURCE1} %{buildroot}/usr/share/doc/virtqemud.socket
+%virtd_socket -s -p qemu qemu
 # %{buildroot}%{_unitdir}/virtqemud.socket
$SCRIPTS
EOT
}

@test "into the directory, with other files" {
	{
		preamble 'Source1: virtqemud.socket' \
			'Source2: https://example.org/virtqemud-ro.socket'
		cat <<EOT
install -pm 0644 -o root %{SOURCE1} %{SOURCE2} foo.service %{buildroot}%{_unitdir}
cp -a src/virtqemud-admin.socket %{buildroot}%{_unitdir}/
$(echo "$SCRIPTS" | cut -c2-)
EOT
	} >foo.spec
	try migrate foo.spec
	[ "$status" -eq 0 ]
	same 'standard error' "warning: foo.spec:14: $FROM_US" home/err
	patch -s foo.spec <home/out
	[ "$(sed -n '/^%install/,/^%files/p' foo.spec)" = '%install
make install
install -pm 0644 -o root foo.service %{buildroot}%{_unitdir}
%virtd_socket -s -p qemu qemu
%files qemu' ]
}

@test "in a loop" {
	migrates "warning: foo.spec:14: $FROM_US" <<EOT
-%global sockets virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
 mkdir -p %{buildroot}%{_unitdir}
-for s in virtqemud.service %{sockets}
+for s in virtqemud.service
 do
   install -m 0644 %{_sourcedir}/\$s %{buildroot}%{_unitdir}
 done
-for s in virtqemud.socket virtqemud-admin.socket; do
-  cp src/\${s} "%{buildroot}%{_unitdir}/\${s}"
-done
+%virtd_socket -s -p qemu qemu
$SCRIPTS
EOT
}

@test "in a loop over a list with directories" {
	migrates "warning: foo.spec:14: $FROM_US" <<EOT
-%global sockets src/virtqemud.socket src/virtqemud-ro.socket src/virtqemud-admin.socket src/foo.socket
 mkdir -p %{buildroot}%{_unitdir}
-for s in %{sockets}; do
+for s in src/foo.socket; do
   install -m 0644 \$s %{buildroot}%{_unitdir}
 done
+%virtd_socket -s -p qemu qemu
$SCRIPTS
EOT
}

@test "lines and words in the braces of one macro" {
	local line

	while IFS= read -r line; do
		leaves "warning: foo.spec:17: virtqemud: left as before, because it is no plain copy of sockets: ${line:0:60}$([ ${#line} -le 60 ] || echo ...)" <<EOT
%global odd virtqemud.socket a{b.socket
%global copies \\
cp virtqemud.socket %{buildroot}%{_unitdir}\\
cp foo.socket %{buildroot}%{_unitdir}

$line
  install -m 0644 \$s %{buildroot}%{_unitdir}
done
$(echo "$SCRIPTS" | sed -e '/^+/d' -e 's/^.//')
EOT
	done <<'EOT'
for s in %{x:foo.socket virtqemud.socket bar.socket}; do
for s in %{odd}; do
cp %{x:foo.socket virtqemud.socket bar.socket} %{buildroot}%{_unitdir}
cp %{odd} %{buildroot}%{_unitdir}
%{copies}
EOT
}

@test "sockets that %install makes in some other way" {
	local line

	while IFS= read -r line; do
		leaves "warning: foo.spec:13: virtqemud: left as before, because it is no plain copy of sockets: ${line:0:60}$([ ${#line} -le 60 ] || echo ...)" <<EOT
install -m 644 %{SOURCE1} %{buildroot}%{_unitdir}/virtqemud.socket
$line
  cp x \$s %{buildroot}%{_unitdir}
done
$(echo "$SCRIPTS" | sed -e '/^+/d' -e 's/^.//')
EOT
	done <<'EOT'
sed s/x/y/ a.socket > %{buildroot}%{_unitdir}/virtqemud-ro.socket
cp a %{buildroot}%{_unitdir}/virtqemud.socket; echo
install -t %{buildroot}%{_unitdir} virtqemud.socket
install -m 644 a b %{buildroot}%{_unitdir}/virtqemud.socket
cp *.socket %{buildroot}%{_unitdir}/virtqemud.socket
rm -f %{buildroot}%{_unitdir}/virtqemud-admin.socket
for s in virtqemud.socket virtqemud-ro.socket; do
for s in virtqemud{,-ro}.socket; do
sed -i s/x/y/ %{buildroot}%{_unitdir}/virt*.socket
sed -i s/x/y/ %{buildroot}%{_unitdir}/*
install -pm 644 units/*.socket foo.service %{buildroot}%{_unitdir}/
cp -a units/. %{buildroot}%{_unitdir}
cp -a units/* %{buildroot}%{_unitdir}
cp -a units/virt[a-z]* %{buildroot}%{_unitdir}
cp %{SOURCE99} %{buildroot}%{_unitdir}
cp $s.socket %{buildroot}%{_unitdir}
cp $s %{buildroot}%{_unitdir}; echo
sed s/x/y/ a > %{buildroot}%{_unitdir}/$s
sed s/x/y/ a > %{buildroot}%{_unitdir}/virt${s}d.socket
(cd %{buildroot}%{_unitdir}; rm virtqemud.socket)
EOT
}

# made WHY_LINE: lines of %install on standard input, which have sockets of the
# daemon, keep it because of line WHY_LINE of them
made() {
	{
		cat
		echo "$SCRIPTS" | sed -e '/^+/d' -e 's/^.//'
	} >text
	leaves "warning: foo.spec:$(($1 + 11)): virtqemud: left as before, because it is no plain copy of sockets: $(sed -n "$1{s/^ *//;p}" text)" <text
}

@test "loops that name sockets in other ways" {
	made 3 <<'EOT'
for d in qemu network; do
  for s in "" -ro -admin; do
    cp virt${d}d$s.socket %{buildroot}%{_unitdir}
  done
done
EOT
	made 6 <<'EOT'
for i in foo.socket \
%if 0%{?rhel}
  virtqemud-ro.socket \
%endif
  virtqemud.socket; do
  cp $i %{buildroot}%{_unitdir}
done
EOT
	made 3 <<'EOT'
units="foo.socket
virtqemud.socket"
for i in $units; do
  cp $i %{buildroot}%{_unitdir}
done
EOT
	made 2 <<'EOT'
while read i; do
  cp $i %{buildroot}%{_unitdir}
done <units
EOT
}

@test "commands in the directory of units" {
	made 2 <<'EOT'
pushd %{buildroot}%{_unitdir}
sed -i s/x/y/ virtqemud.socket
popd
EOT
	made 3 <<'EOT'
mkdir -p %{buildroot}%{_unitdir} && cd %{buildroot}%{_unitdir}
echo %{foo}
for i in .service -ro.socket; do echo >virtqemud$i; done
EOT
}

@test "a macro of the spec that makes sockets" {
	made 6 <<'EOT'
%if 1
%define unit() cp -p %1.socket %{buildroot}%{_unitdir}
%else
%define unit() cp %1.socket %{buildroot}%{_unitdir}
%endif
%unit virtqemud
EOT
}

@test "what %install does to other files, or to sockets of others, is no matter" {
	migrates <<EOT
 sed -i s/x/y/ %{buildroot}%{_unitdir}/virtqemud.service
 rm -f %{buildroot}%{_unitdir}/virtqemud-tcp.socket
 rm -f %{buildroot}%{_unitdir}/virtlogd.socket
 sed -i s/x/y/ doc/virtqemud.socket
 cp -a root "%{buildroot}"
 for s in virtqemud.socket; do
   echo \$s
 done
 sed -i s/x/y/ %{buildroot}%{_unitdir}/*.service
 mkdir -p %{buildroot}%{_unitdir} %{buildroot}%{_foodir} \$RPM_BUILD_ROOT%{_unitdir}
 for i in foo.socket bar; do
   echo \$i
   cp \$i %{buildroot}%{_unitdir}
 done
 install -m 644 %{SOURCE99} %{buildroot}%{_unitdir}/foo.socket
 sed "s/@x@/\$X/" foo >%{buildroot}%{_unitdir}/%{foo}.service
 (cd %{buildroot}%{_unitdir}; touch foo.socket)
 pushd %{buildroot}%{_unitdir}
 ln -s foo.service bar.service
 popd
 sed -i s/x/y/ virtqemud.socket
+%virtd_socket -s -p qemu qemu
$SCRIPTS
EOT
}

# behind [TEXT]: our line has an empty one before it, behind standard
# input, and TEXT behind it
behind() {
	migrates <<EOT
$(sed 's/^/ /')
+
+%virtd_socket -s -p qemu qemu
$*$SCRIPTS
EOT
}

@test "a last command that goes on with a backslash" {
	behind <<<$'make install \\\n  DESTDIR=%{buildroot} \\'
	behind $' \n' <<<$'make \\\n%if 0%{?fedora}\n  --foo \\\n%endif'
	behind <<<$'make \\\n%if 0%{?fedora}\n  --foo\n%endif'
	behind <<<$'make \\\n%if 1\n%if 2\n  --foo\n%endif\n%else\n\n%endif'
}

@test "a last command that goes on to a copy that goes" {
	migrates "warning: foo.spec:17: $FROM_US" <<EOT
 %if 1
 make \\
 %else
 true
 %endif
+
+%virtd_socket -s -p qemu qemu
-cp x %{buildroot}%{_unitdir}/virtqemud.socket
$SCRIPTS
EOT
}

@test "a last command that goes on under other conditions" {
	migrates <<EOT
 %if 0%{?fedora}
 make \\
 %endif
   --foo
+%virtd_socket -s -p qemu qemu
$SCRIPTS
EOT
}
