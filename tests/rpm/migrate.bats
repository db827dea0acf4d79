#!/usr/bin/env bats
# What migrate makes of real spec files, as rpm reads them: libvirt's own one
# (fetched; needs the network or a filled cache), and some that are built.

load rpm

EXAMPLE=$EXAMPLES/libvirt.spec.patch

# libvirt's spec file as it is and migrated: before/ and after/libvirt.spec.in
migrate_libvirt() {
	"$TOP/tests/fetch-libvirt.sh" "$T/libvirt" 2>"$T/why" ||
		skip "$(head -n 1 "$T/why")"
	mkdir before after
	cp libvirt/libvirt.spec.in before
	cp libvirt/libvirt.spec.in after
	cd before
	try migrate libvirt.spec.in
	cd ..
	cp home/out diff
	patch -s -d after -p0 <diff
}

# The units in the expanded spec on standard input: "files PACKAGE UNIT" and
# "SECTION PACKAGE UNIT". Marks such as restart-virtqemud.service count as the
# unit that they are for.
units_of_spec() {
	awk '
		/^%(package|description|prep|build|install|check|changelog)/ {
			section = ""
		}
		/^%(pre|post|preun|postun|posttrans|files)( |$)/ {
			section = substr($1, 2)
			package = $2 == "-n" ? $3 : "libvirt-" $2
			next
		}
		section != "" && !/^[ \t]*#/ {
			while (match($0, /[a-z][a-z-]*\.(socket|service)/)) {
				unit = substr($0, RSTART, RLENGTH)
				sub(/^(preset|restart|reload|keep|start)-/, "", unit)
				print section, package, unit
				$0 = substr($0, RSTART + RLENGTH)
			}
		}' | sort -u
}

# expand_libvirt SIDE OPTION...: rpm accepts it; its units are in SIDE/units
expand_libvirt() {
	local side=$1

	shift
	sed 's/@VERSION@/11.3.0/' "$side/libvirt.spec.in" >"$side/libvirt.spec"
	rpmspec -P "$@" "$side/libvirt.spec" >"$side/expanded"
	not grep '%virtd_socket' "$side/expanded"
	units_of_spec <"$side/expanded" >"$side/units"
}

@test "libvirt: the diff is the example, and removes over 300 lines" {
	migrate_libvirt
	expect 0 "$(cat "$EXAMPLE")" 'warning: libvirt.spec.in:1799: the tcp,tls sockets of libvirtd are no longer preset at installation; "-e tcp,tls" in its line keeps that
warning: libvirt.spec.in:1849: the tcp,tls sockets of virtproxyd are no longer preset at installation; "-e tcp,tls" in its line keeps that'
	[ "$(sed 1,2d diff | grep -c '^-')" -eq 303 ]
	[ "$(sed 1,2d diff | grep -c '^+')" -eq 33 ]
	not grep 'libvirt_systemd_' after/libvirt.spec.in
}

@test "libvirt: nothing is left to migrate" {
	migrate_libvirt
	try migrate after/libvirt.spec.in
	expect 0 '' 'warning: after/libvirt.spec.in: nothing to migrate'
}

@test "libvirt: the same units in %files and in scriptlets" {
	local release

	rpmmacros "%_unitdir $UNITDIR"
	migrate_libvirt
	for release in 'fedora 42' 'rhel 9' 'rhel 10'; do
		expand_libvirt before -D "$release"
		expand_libvirt after -D "$release"
		diff before/units after/units
		# tcp and tls sockets are not preset, see the warnings
		not grep '^for unit in .*-t[cl][ps]\.socket' <(
			sed -n '/^%posttrans/,/^rm -f/p' after/expanded)
		# every socket in %files is in scriptlets of the same package
		grep '^files .*socket$' after/units | sed 's/^files //' >files
		grep '^preun ' after/units | sed 's/^preun //' | sort >preun
		[ -z "$(sort files | comm -23 - preun)" ]
	done
	# all drivers are there with Fedora's options
	expand_libvirt after -D 'fedora 42'
	[ "$(grep -c '^files .*socket$' after/units)" -ge 40 ]
}

@test "libvirt: with -e, tcp and tls, too, as before" {
	rpmmacros "%_unitdir $UNITDIR"
	migrate_libvirt
	sed -i 's/^%virtd_socket\(.* \(libvirtd\|proxy\)\)$/%virtd_socket -e tcp,tls\1/' \
		after/libvirt.spec.in
	[ "$(grep -c -e '-e tcp,tls' after/libvirt.spec.in)" -eq 2 ]
	expand_libvirt before -D 'fedora 42'
	expand_libvirt after -D 'fedora 42'
	diff before/units after/units
}

@test "libvirt 9.0: what goes and comes, and the same units" {
	"$TOP/tests/fetch-libvirt.sh" "$T/before" bookworm 2>"$T/why" ||
		skip "$(head -n 1 "$T/why")"
	use_fake_systemd "%_unitdir $UNITDIR"
	fake systemd_postun
	cp -a before after
	cd before
	try migrate libvirt.spec.in
	cd ..
	cp home/out diff
	[ "$status" -eq 0 ]
	[ "$(sed 1,2d diff | grep -c '^-')" -eq 172 ]
	[ "$(sed 1,2d diff | grep -c '^+')" -eq 23 ]
	# libvirtd is started in a way of its own, the others are migrated
	grep -c 'left as before' home/err >count
	expect_file count 1
	grep -q 'libvirtd: left as before, because it is no call that virtd-socket knows: /bin/systemctl mask' \
		home/err
	patch -s -d after -p0 <diff
	try migrate after/libvirt.spec.in
	[ "$(tail -n 1 home/err)" = 'warning: after/libvirt.spec.in: nothing to migrate' ]
	for release in 'fedora 38' 'rhel 9'; do
		expand_libvirt before -D "$release"
		expand_libvirt after -D "$release"
		for side in before after; do
			# what is preset, disabled at removal, and in %files;
			# restarts were marked in %post
			grep -v ' \(posttrans\|postun\|pre\) ' $side/units |
				grep -v '^\(posttrans\|postun\|pre\) ' >$side/some
		done
		diff before/some after/some | grep '^[<>]' | diff - <(cat <<-EOF
			< post libvirt-daemon virtproxyd-tcp.socket
			< post libvirt-daemon virtproxyd-tls.socket
			< post libvirt-daemon-config-network virtnetworkd.service
			< post libvirt-daemon-config-nwfilter virtnwfilterd.service
		EOF
		)
	done
}

@test "libvirt 12: nothing but one service without sockets is left" {
	local release

	"$TOP/tests/fetch-libvirt.sh" "$T/before" sid 2>"$T/why" ||
		skip "$(head -n 1 "$T/why")"
	cp -a before after
	cd before
	try migrate libvirt.spec.in
	cd ..
	cp home/out diff
	[ "$(grep -c 'left as before' home/err)" -le 1 ]
	[ "$(sed 1,2d diff | grep -c '^-')" -gt 180 ]
	[ "$(sed 1,2d diff | grep -c '^+')" -lt 40 ]
	patch -s -d after -p0 <diff
	rpmmacros "%_unitdir $UNITDIR"
	for release in 'fedora 42' 'rhel 9' 'rhel 10'; do
		expand_libvirt before -D "$release"
		expand_libvirt after -D "$release"
		diff before/units after/units
	done
}

@test "sockets that %install copied: built on any rpm, they are libvirt's" {
	use_fake_systemd "%_unitdir $UNITDIR"
	spec copied <<-'EOF'
		%subpackage qemu
		%install
		install -Dm 644 %{_sourcedir}/a %{buildroot}%{_unitdir}/virtqemud.socket
		install -Dm 644 %{_sourcedir}/a %{buildroot}%{_unitdir}/virtqemud-ro.socket
		install -Dm 644 %{_sourcedir}/a %{buildroot}%{_unitdir}/virtqemud-admin.socket
		%post qemu
		%systemd_post virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
		%preun qemu
		%systemd_preun virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
		%postun qemu
		%systemd_postun_with_restart virtqemud.service
		%files qemu
		%{_unitdir}/virtqemud*.socket
	EOF
	try migrate copied.spec
	patch -s copied.spec <home/out
	grep -qx '%virtd_socket -S -p qemu qemu' copied.spec
	build copied.spec
	# shellcheck disable=SC2046
	expect_files copied-qemu $(units virtqemud .socket -ro.socket -admin.socket)
	unpack copied-qemu files
	"$VIRTD_SOCKET" expand --only ro qemu |
		cmp - "files$UNITDIR/virtqemud-ro.socket"
}

# The files and the units in scriptlets of all packages.
what_was_built() {
	local rpm

	for rpm in "$HOME"/rpmbuild/RPMS/noarch/*.rpm; do
		rpm -qp --qf "[%{=NAME} %{FILENAMES}\n]" "$rpm"
		rpm -qp --scripts "$rpm" | grep -o '[a-z][a-z-]*\.\(socket\|service\)' |
			sed -e "s/^/$(rpm -qp --qf '%{NAME}' "$rpm") script /" \
			-e 's/ \(preset\|restart\|reload\|keep\|start\)-/ /' | sort -u
	done
}

# builds_the_same NAME DAEMON...: the spec of standard input, before and after
builds_the_same() {
	local name=$1

	shift
	# what "make install" of the package does
	{
		echo "\"$VIRTD_SOCKET\" install --buildroot \"\$1\" --unitdir" \
			"$UNITDIR --runstatedir /run $*"
		"$VIRTD_SOCKET" units --only service "$@" |
			sed "s|.*|touch \"\$1$UNITDIR/&\"|"
	} >install.sh
	{
		printf '%s\n' '%install' "sh $PWD/install.sh %{buildroot}"
		cat
	} | spec "$name"
	# the services are empty, and what is wrong before is no matter here
	rpmbuild_quietly -bb "$name.spec"
	expect 0
	what_was_built >before
	rm -rf "$HOME/rpmbuild"
	try migrate "$name.spec"
	[ "$status" -eq 0 ]
	patch -s -p0 <home/out
	not grep '%systemd_\|%service_\|^%{_unitdir}.*socket' "$name.spec"
	ODD='--disable unit-file --disable listen-shared'
	build "$name.spec"
	what_was_built | diff -u before -
	[ "$(grep -c ' script .*socket' before)" -eq \
		"$("$VIRTD_SOCKET" units "$@" | wc -l)" ]
}

@test "a spec with systemd's macros is built, before and after" {
	use_systemd "%_unitdir $UNITDIR"
	builds_the_same fedora qemu network lock proxy <<-'EOF'
		%subpackage daemon
		%post daemon
		echo own
		%systemd_post virtqemud.socket virtqemud-ro.socket virtqemud.service
		%preun daemon
		%systemd_preun virtqemud.socket virtqemud-ro.socket \
			virtqemud-admin.socket virtqemud.service
		%postun daemon
		%systemd_postun_with_restart virtqemud.service
		%subpackage log
		%post log
		%systemd_post virtlockd.socket virtlockd-admin.socket virtlockd.service
		%preun log
		%systemd_preun virtlockd.socket virtlockd-admin.socket virtlockd.service
		%postun log
		%systemd_postun virtlockd.service

		%post
		%systemd_post virtnetworkd.service virtnetworkd.socket virtproxyd.service
		%preun
		%systemd_preun virtnetworkd.service virtnetworkd.socket virtnetworkd-ro.socket virtnetworkd-admin.socket
		%systemd_preun virtproxyd.service virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket virtproxyd-tcp.socket virtproxyd-tls.socket
		%postun
		%systemd_postun_with_restart virtnetworkd.service virtproxyd.service

		%files
		%{_unitdir}/virtnetworkd{,-ro,-admin}.socket
		%{_unitdir}/virtnetworkd.service
		%{_unitdir}/virtproxyd*.socket
		%{_unitdir}/virtproxyd.service
		%files daemon
		%{_unitdir}/virtqemud.service
		%{_unitdir}/virtqemud.socket
		%{_unitdir}/virtqemud-ro.socket
		%{_unitdir}/virtqemud-admin.socket
		%files log
		%{_unitdir}/virtlockd.service
		%{_unitdir}/virtlockd{,-admin}.socket
	EOF
}

@test "a spec with openSUSE's macros is built, before and after" {
	use_suse "%suse_version 1600" "%_unitdir $UNITDIR"
	builds_the_same suse qemu network <<-'EOF'
		%pre
		%service_add_pre virtqemud.service virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
		%service_add_pre virtnetworkd.service virtnetworkd.socket virtnetworkd-ro.socket virtnetworkd-admin.socket
		%post
		%service_add_post virtqemud.service virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
		%service_add_post virtnetworkd.service virtnetworkd.socket virtnetworkd-ro.socket virtnetworkd-admin.socket
		%preun
		%service_del_preun virtqemud.service virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
		%service_del_preun virtnetworkd.service virtnetworkd.socket virtnetworkd-ro.socket virtnetworkd-admin.socket
		%postun
		%service_del_postun_without_restart virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
		%service_del_postun virtqemud.service
		%service_del_postun virtnetworkd.service virtnetworkd.socket virtnetworkd-ro.socket virtnetworkd-admin.socket
		%files
		%{_unitdir}/virtqemud.service
		%{_unitdir}/virtqemud.socket
		%{_unitdir}/virtqemud-ro.socket
		%{_unitdir}/virtqemud-admin.socket
		%{_unitdir}/virtnetworkd.service
		%{_unitdir}/virtnetworkd*.socket
	EOF
}
