#!/usr/bin/env bats
# The scriptlets of each style: those that the command prints, in the package
# that asked for them.

load rpm

# section TAG SECTION NAME... [-- OPTION...]: what the command says, expanded
section() {
	"$VIRTD_SOCKET" scriptlets "${MACRO_OPTIONS[@]}" --style "$style" --section "$@" |
		expanded
}

# expect_package PACKAGE BEHIND NAME... [OPTION...]: all scriptlets of the
# package, with the line "echo own" behind ours in those of BEHIND
expect_package() {
	local package=$1 behind=$2 section

	shift 2
	for section in pre:PREIN post:POSTIN preun:PREUN postun:POSTUN \
		posttrans:POSTTRANS; do
		{
			section "${section%:*}" "$@"
			case " $behind " in
			*" ${section%:*} "*) echo 'echo own' ;;
			esac
		} >expected
		tag "$package" "${section#*:}" | sed 's/^(none)$//' | squeezed |
			diff -u --label "${section%:*} of $package" expected -
		# no empty section
		[ -s expected ] || [ "$(tag "$package" \
			"${section#*:}PROG" | sed 's/^(none)$//')" = '' ]
	done
}

# four STYLE LINE...: four subpackages, an own %files with a list, own %pre and
# %post, none, and -n
four() {
	local style=$1

	shift
	spec a "$@" <<-EOF
		%subpackage files
		%subpackage own
		%subpackage none
		%subpackage -n other
		%install
		mkdir -p %{buildroot}$UNITDIR
		for name in virtqemud virtlogd; do
		    echo '[Service]' >%{buildroot}$UNITDIR/\$name.service
		done
		%virtd_socket -s -p files qemu
		%virtd_socket -s -p own log
		%virtd_socket -S -p none -e tls proxy
		%virtd_socket -S -n other network nwfilter
		%virtd_socket_restart libvirtd
		touch %{buildroot}/x
		echo /x >list
		%pre own
		echo own
		%post own
		echo own
		%files
		%files files -f list
		%files own
		%files none
		%files -n other
	EOF
	# empty services, and tls enabled on request
	ODD='--disable unit-file --disable inet-enabled --disable service-missing' \
		build a.spec
	expect_package a-files '' qemu
	expect_package a-own 'pre post' log
	expect_package a-none '' -S -e tls proxy
	expect_package other '' -S network nwfilter
	expect_package a '' --restart libvirtd
	# shellcheck disable=SC2046
	expect_files a-files /x $(units virtqemud .service .socket -ro.socket \
		-admin.socket)
	# shellcheck disable=SC2046
	expect_files a-own $(units virtlogd .service .socket -admin.socket)
	# shellcheck disable=SC2046
	expect_files a-none $(units virtproxyd .socket -ro.socket -admin.socket \
		-tcp.socket -tls.socket)
}

@test "systemd" {
	use_fake_systemd
	four systemd
}

@test "systemd with all its macros" {
	use_fake_systemd
	fake systemd_posttrans_with_restart systemd_posttrans_with_reload \
		systemd_postun_with_reload
	four systemd
	once a-files POSTTRANS '^fake_systemd_posttrans_with_restart virtqemud.service$'
	once a-own POSTTRANS '^fake_systemd_posttrans_with_reload virtlogd.service$'
	[ -z "$(tag a-files POSTUN)$(tag a-own POSTUN)" ]
}

@test "suse, chosen by the spec" {
	use_suse
	four suse '%global virtd_socket_style suse'
}

@test "suse, by %suse_version" {
	use_suse '%suse_version 1600'
	four suse
	once a-files POSTUN '^fake_service_del_postun virtqemud.service$'
}

@test "posttrans, and not suse, because the spec says so" {
	use_suse '%suse_version 1600'
	four posttrans '%global virtd_socket_style posttrans'
}

@test "posttrans needs no macros of systemd" {
	rpmmacros
	four posttrans '%global virtd_socket_style posttrans'
	not grep fake <(rpm -qp --scripts "$(package a-files)")
}

@test "a catalogue of the package's own" {
	local style=systemd

	use_fake_systemd
	# beside a daemon of the installed one
	put 'my catalog' '[mined]' 'Name=mine' 'Sockets=main admin' \
		'SocketMode=0600' 'Upgrade=reload'
	spec a "%global virtd_socket_catalog $T/my catalog" <<-'EOF'
		%install
		%virtd_socket -S mined log
		%files
	EOF
	build a.spec
	expect_package a '' -S --catalog 'my catalog' mined log
	# shellcheck disable=SC2046
	expect_files a $(units mined .socket -admin.socket) \
		$(units virtlogd .socket -admin.socket)
}

@test "a described daemon; quotes and options for the helper" {
	local style=systemd

	use_fake_systemd
	spec a <<-'EOF'
		%install
		%virtd_socket -S -k main,tls -e tls oned -- --description 'my "own"' --sockmode 0640
		%virtd_socket -S -k admin,main twod -- --description="it's" # a comment
		%files
	EOF
	ODD='--disable inet-enabled --disable service-missing' build a.spec
	section post -S -k main,tls -e tls oned >expected
	section post -S -k main,admin twod >>expected
	tag a POSTIN | squeezed | diff -u expected -
	unpack a files
	grep -qx 'Description=libvirt my "own" daemon socket' "files$UNITDIR/oned.socket"
	grep -qx SocketMode=0640 "files$UNITDIR/oned.socket"
	grep -qx "Description=libvirt it's daemon socket" "files$UNITDIR/twod.socket"
}

@test "the helper is asked for what it describes, and for nothing else" {
	use_fake_systemd
	sed -i "/^%__virtd_socket /s|.*|%__virtd_socket $T/counted|" home/.rpmmacros
	put counted '#!/bin/sh' "echo x >>$T/calls" "exec $VIRTD_SOCKET \"\$@\""
	chmod +x counted
	printf '%s\n' '%install' '%virtd_socket -S qemu log' \
		'%virtd_socket -k none -u none libvirt-guests' '%files' | spec a
	: >calls
	call rpmspec -P a.spec
	[ "$status" -eq 0 ]
	[ "$(wc -l <calls)" -eq 0 ]
	# once for each time that rpm reads the spec
	sed -i 's/-u none libvirt-guests/-u reload libvirt-guests/' a.spec
	call rpmspec -P a.spec
	[ "$status" -eq 0 ]
	[ "$(wc -l <calls)" -ge 1 ]
	[ "$(wc -l <calls)" -le 2 ]
}
