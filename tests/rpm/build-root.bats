#!/usr/bin/env bats
# What is looked at around %install: that the spec has what the macros count on,
# and that the build root has it.

load rpm

@test "a package without %files" {
	use_fake_systemd
	spec a <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%virtd_socket_restart network
		%files -n other
	EOF
	sed -i '/^%files -n other/d' a.spec
	build_fails a.spec 'error: a.spec:14: %virtd_socket: the spec has no %files of a-b; add it, or put this line under the condition of that package
error: a.spec:15: %virtd_socket_restart: the spec has no %files of a; add it, or put this line under the condition of that package'
}

@test "a subpackage that does not exist" {
	use_fake_systemd
	printf '%s\n' '%install' '%virtd_socket -S -p nosuch qemu' '%files' | spec a
	build_fails a.spec 'error: a.spec:10: %virtd_socket: the spec has no %files of a-nosuch; add it, or put this line under the condition of that package'
}

@test "the service is missing" {
	use_fake_systemd
	printf '%s\n' '%install' '%virtd_socket -s qemu' '%virtd_socket -k none lonely' '%files' | spec a
	build_fails a.spec "error: a.spec:10: %virtd_socket: the build root lacks $UNITDIR/virtqemud.service, which the scriptlets of a name; install it, or say -S if another package has it
error: a.spec:11: %virtd_socket: the build root lacks $UNITDIR/lonely.service, which the scriptlets of a name; install it"
}

@test "sockets are removed behind the line, or it does not run" {
	use_fake_systemd
	spec a <<-EOF
		%install
		%virtd_socket -S log
		rm %{buildroot}$UNITDIR/virtlogd-admin.socket
		false && \\
		%virtd_socket -S lock
		true
		%files
	EOF
	build_fails a.spec "error: a.spec:10: %virtd_socket: the build root lacks $UNITDIR/virtlogd-admin.socket: this line did not run, or something removed it
error: a.spec:13: %virtd_socket: the build root lacks $UNITDIR/virtlockd.socket: this line did not run, or something removed it
error: a.spec:13: %virtd_socket: the build root lacks $UNITDIR/virtlockd-admin.socket: this line did not run, or something removed it"
}

@test "a unit that is a link is there" {
	use_fake_systemd
	spec a <<-EOF
		%install
		%virtd_socket -s log
		ln -s elsewhere.service %{buildroot}$UNITDIR/virtlogd.service
		%files
	EOF
	ODD='--disable service-missing' rpmbuild_quietly -bb a.spec
	expect 0
}

@test "what the distribution does behind %install still happens" {
	use_fake_systemd
	# several lines, and characters of the shell and of macros
	cat >>"$HOME/.rpmmacros" <<-'EOF'
		%__spec_install_post %{?nothing:x} \
		    printf '%%s\\n' "a  'b'" '\\t $HOME # "c"' >%{buildroot}/post \
		\
		    if true; then \
		        echo {%{name}} >%{buildroot}/name; \
		    fi \
		%{nil}
	EOF
	printf '%s\n' '%install' 'mkdir -p %{buildroot}' '%files' /post /name |
		spec plain
	printf '%s\n' '%install' '%virtd_socket -S virtlogd' '%files' /post /name |
		spec g
	build plain.spec
	build g.spec
	unpack plain plain
	unpack g g
	cmp plain/post g/post
	expect_file plain/name '{plain}'
	expect_file g/name '{g}'
	[ "$(wc -l <g/post)" -eq 2 ]
}

# checked PREAMBLE BEHIND: the build root is looked at, whatever the spec makes
# of what follows %install
checked() {
	use_fake_systemd
	printf '%s\n' "$1" '%install' '%virtd_socket qemu' "$2" '%files' "$3" | spec a
	rpmbuild_quietly -bb a.spec
	[ "$status" -eq 1 ]
	grep -q '%virtd_socket: the build root lacks .*virtqemud.service' home/err
}

@test "%__spec_install_post of the spec" {
	checked '%global __spec_install_post %{nil}'
	checked '%define __spec_install_post true'
	checked '' '%define __spec_install_post true'
	checked '' '%global __spec_install_post %{nil}'
	checked '' '' '%global __spec_install_post %{nil}'
	checked '%global __spec_install_post %{nil}' \
		'%global __spec_install_post true' '%undefine __spec_install_post'
	checked '%global __os_install_post %{nil}'
}

@test "%install that ends with a backslash" {
	checked '' 'true \'
}

@test "-bi, --short-circuit, only %install and then all" {
	use_fake_systemd
	printf '%s\n' '%install' '%virtd_socket -S qemu' '%files' | spec a
	rpmbuild_quietly -bi a.spec
	expect 0
	rpmbuild_quietly -bi --short-circuit a.spec
	expect 0
	build a.spec
	build a.spec
	has a virtqemud
}

@test "%__spec_install_post with braces that have no partner" {
	use_fake_systemd
	spec a "%global __spec_install_post echo '}' >%{buildroot}/a" <<-'EOF'
		%install
		mkdir -p %{buildroot}
		%virtd_socket -S qemu
		%files
		/a
	EOF
	build a.spec
	spec a <<-'EOF'
		%install
		%virtd_socket qemu
		%define __spec_install_post echo '{' >/dev/null
		%files
	EOF
	build_fails a.spec "error: a.spec:10: %virtd_socket: the build root lacks $UNITDIR/virtqemud.service, which the scriptlets of a name; install it, or say -S if another package has it"
}
