#!/usr/bin/env bats
# One line is enough where rpm reads specparts (rpm 4.19 and later).

load rpm

# Build the spec with only %virtd_socket ONE, and the same spec with MORE; both
# make the same packages.
same_packages() {
	local package

	spec one <"$1"
	spec more < <(cat "$1" "$2")
	build one.spec
	build more.spec
	for package in one more; do
		for suffix in '' -daemon; do
			describe "$package" "$suffix"
		done >"$package"
	done
	diff -u more one
	[ "$(grep -c '^fake' one)" -gt 0 ]
}

describe() {
	[ ! -e "$(package "$1$2")" ] || rpm -qp --scripts --list --requires \
		--qf '[%{FILEMODES:octal} %{FILEDIGESTS} %{FILENAMES}\n]' \
		"$(package "$1$2")" | squeezed
}

setup_one_line() {
	use_fake_systemd
	fake systemd_postun_with_reload
	need_specparts
}

@test "one package" {
	setup_one_line
	put one '%install' '%virtd_socket virtlogd qemu'
	put more '%virtd_socket_scriptlets virtlogd qemu' '%files' \
		'%virtd_socket_files virtlogd qemu'
	same_packages one more
}

@test "a subpackage, two calls" {
	setup_one_line
	put one '%subpackage daemon' '%install' '%virtd_socket -p daemon virtlogd' \
		'%virtd_socket -p daemon qemu' '%files'
	put more '%virtd_socket_scriptlets -p daemon virtlogd qemu' \
		'%files daemon' '%virtd_socket_files virtlogd qemu'
	same_packages one more
}

@test "described daemons, -e, the service" {
	setup_one_line
	put one '%install' \
		'%virtd_socket -k main,tls --description one --sockmode 0600 -e tls oned' \
		'%virtd_socket -k admin,main -u reload --description "the 2nd" --sockmode 0600 twod' \
		'%virtd_socket -e tcp proxy' \
		"%virtd_socket -s --templates $T/templates network"
	put templates/virtnetworkd.service.in '[Service]' 'ExecStart=/bin/true'
	spec one <one
	# an empty service, and two daemons with a tls socket
	ODD='--disable unit-file --disable listen-shared --disable inet-enabled'
	build one.spec
	rpm -qp --scripts "$(package one)" | grep '^fake\|using' >scripts
	same scripts 'postinstall scriptlet (using /bin/sh):
fake_systemd_post oned.service oned.socket oned-tls.socket
fake_systemd_post twod.service twod.socket twod-admin.socket
fake_systemd_post virtnetworkd.service virtnetworkd.socket virtnetworkd-ro.socket virtnetworkd-admin.socket
fake_systemd_post virtproxyd.service virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket virtproxyd-tcp.socket
preuninstall scriptlet (using /bin/sh):
fake_systemd_preun oned.socket oned-tls.socket oned.service
fake_systemd_preun twod.socket twod-admin.socket twod.service
fake_systemd_preun virtnetworkd.socket virtnetworkd-ro.socket virtnetworkd-admin.socket virtnetworkd.service
fake_systemd_preun virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket virtproxyd-tcp.socket virtproxyd-tls.socket virtproxyd.service
postuninstall scriptlet (using /bin/sh):
fake_systemd_postun_with_restart oned.service
fake_systemd_postun_with_reload twod.service
fake_systemd_postun_with_restart virtnetworkd.service
fake_systemd_postun_with_restart virtproxyd.service' scripts
	# shellcheck disable=SC2046
	expect_files one $(units oned .socket -tls.socket) \
		$(units twod .socket -admin.socket) \
		$(units virtproxyd .socket -ro.socket -admin.socket \
			-tcp.socket -tls.socket) \
		$(units virtnetworkd .service .socket -ro.socket -admin.socket)
}

@test "it leaves out what the spec says itself" {
	setup_one_line
	spec own <<-'EOF'
		%install
		%virtd_socket virtlogd
		%post
		echo mine
		%virtd_socket_post virtlogd
		%files
		%virtd_socket_files virtlogd
	EOF
	build own.spec
	expect_scripts own <<-'EOF'
		postinstall scriptlet (using /bin/sh):
		echo mine
		fake_systemd_post virtlogd.service virtlogd.socket virtlogd-admin.socket
		preuninstall scriptlet (using /bin/sh):
		fake_systemd_preun virtlogd.socket virtlogd-admin.socket virtlogd.service
		postuninstall scriptlet (using /bin/sh):
		fake_systemd_postun_with_reload virtlogd.service
	EOF
}

# own_files OPTIONS SECTION CALLED: the error of a spec with a %files section
own_files() {
	spec own <<-EOF
		%subpackage daemon
		%subpackage -n other
		%install
		%virtd_socket${1:+ $1} qemu network
		%files${2:+ $2}
		/other
	EOF
	rpmbuild_quietly -bb own.spec
	expect 1 '' "error: virtd_socket: the spec has a %files section of its own; add to %files${3:+ $3}: %virtd_socket_files virtnetworkd virtqemud"
}

@test "a %files section of the package's own" {
	setup_one_line
	own_files '' '' ''
	own_files '-p daemon' daemon daemon
	own_files '-n other' '-n other' '-n other'
	own_files '-n own-daemon' daemon '-n own-daemon'
}

@test "a file list instead of a %files section" {
	setup_one_line
	spec a <<-'EOF'
		%install
		%virtd_socket --filelist list virtlogd
		%files -f list
	EOF
	build a.spec
	rpm -qp --scripts "$(package a)" | grep '^fake_systemd_post virtlogd'
	# shellcheck disable=SC2046
	expect_files a $(units virtlogd .socket -admin.socket)
}

@test "a scriptlet of the package's own" {
	setup_one_line
	spec own <<-'EOF'
		%install
		%virtd_socket qemu
		%post
		echo mine
	EOF
	rpmbuild_quietly -bb own.spec
	# the line is one of the specpart's
	sed -i 's/line [0-9]*/line N/' home/err
	expect 1 '' 'error: line N: Second %post'
}

@test "the specpart that an earlier build left is not read" {
	setup_one_line
	spec a <<-'EOF'
		%install
		%virtd_socket virtlogd
		exit 1
	EOF
	build_fails a.spec ''
	spec a <<-'EOF'
		%install
		%virtd_socket virtlockd
	EOF
	build a.spec
	# shellcheck disable=SC2046
	expect_files a $(units virtlockd .socket -admin.socket)
}
