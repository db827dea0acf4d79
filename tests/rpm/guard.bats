#!/usr/bin/env bats
# Where rpm has no specparts: a spec that installs sockets and does not script
# them fails at the end of %install, with the lines to add.

load rpm

ADD='error: sockets were installed, but nothing enables and disables them; add to the spec file, between its sections:'
FAILED='error: Bad exit status from rpm-tmp (%install)'

# guarded LINE...: the spec g.spec, with %install and LINE... as on old rpm
guarded() {
	spec g "$@" <<-EOF
		%subpackage daemon
		%subpackage -n other
		%install
		$NO_SPECPARTS
		$(cat)
	EOF
}

# expect_guard LINE...: the build fails and says what to add
expect_guard() {
	rpmbuild_quietly -bb g.spec
	expect 1 '' "$ADD
$(printf '\t%s\n' "$@")
$FAILED"
}

@test "nothing is scripted" {
	use_fake_systemd
	guarded <<-'EOF'
		%virtd_socket qemu
		%files
		%virtd_socket_files qemu
	EOF
	expect_guard '%virtd_socket_scriptlets virtqemud'
}

@test "the line that it asks for is enough" {
	use_fake_systemd
	guarded <<-'EOF'
		%virtd_socket qemu
		%virtd_socket_scriptlets virtqemud
		%files
		%virtd_socket_files qemu
	EOF
	build g.spec
	rpm -qp --scripts "$(package g)" | grep '^fake_systemd_post virtqemud'
}

@test "several packages, described daemons, -e" {
	use_fake_systemd
	guarded <<-'EOF'
		%virtd_socket qemu
		%virtd_socket -p daemon virtlogd network
		%virtd_socket -n other -e tcp,tls proxy
		%virtd_socket -n other -k main,admin -u reload --description x --sockmode 0600 myd
		%files
		%virtd_socket_files qemu
	EOF
	expect_guard '%virtd_socket_scriptlets virtqemud' \
		'%virtd_socket_scriptlets -n other -k main,admin -u reload myd' \
		'%virtd_socket_scriptlets -n other -e tcp,tls virtproxyd' \
		'%virtd_socket_scriptlets -p daemon virtlogd' \
		'%virtd_socket_scriptlets -p daemon virtnetworkd'
}

@test "one of two daemons is scripted" {
	use_fake_systemd
	guarded <<-'EOF'
		%virtd_socket qemu network
		%virtd_socket_scriptlets qemu
		%files
		%virtd_socket_files qemu network
	EOF
	expect_guard '%virtd_socket_scriptlets virtnetworkd'
}

@test "one of the sections is missing" {
	use_fake_systemd
	guarded <<-'EOF'
		%virtd_socket -p daemon virtlogd
		%post daemon
		%virtd_socket_post virtlogd
		%files daemon
		%virtd_socket_files virtlogd
	EOF
	expect_guard '%preun daemon' '%virtd_socket_preun virtlogd'
}

@test "all sections of the style suse are missing but one" {
	use_suse '%suse_version 1600'
	guarded <<-'EOF'
		%virtd_socket -n other virtlogd
		%pre -n other
		%virtd_socket_pre virtlogd
		%files -n other
		%virtd_socket_files virtlogd
	EOF
	expect_guard '%post -n other' '%virtd_socket_post virtlogd' \
		'%preun -n other' '%virtd_socket_preun virtlogd' \
		'%postun -n other' '%virtd_socket_postun virtlogd'
}

@test "a spec whose scriptlets stand behind %files" {
	use_fake_systemd
	guarded <<-'EOF'
		%virtd_socket virtlogd
		%files
		%virtd_socket_files virtlogd
		%post
		%virtd_socket_post virtlogd
		%preun
		%virtd_socket_preun virtlogd
	EOF
	build g.spec
}

@test "what a failed build left does no harm" {
	use_fake_systemd
	guarded <<-'EOF'
		%virtd_socket virtlogd qemu
		%files
		%virtd_socket_files virtlogd qemu
	EOF
	expect_guard '%virtd_socket_scriptlets virtlogd' \
		'%virtd_socket_scriptlets virtqemud'
	guarded <<-'EOF'
		%virtd_socket virtlogd
		%virtd_socket_scriptlets virtlogd
		%files
		%virtd_socket_files virtlogd
	EOF
	build g.spec
	build g.spec
	[ -z "$(find "$HOME/rpmbuild" -name '*.specpart')" ]
}

@test "the file of another package does no harm" {
	use_fake_systemd
	spec other <<-EOF
		%install
		$NO_SPECPARTS
		%virtd_socket qemu
	EOF
	rpmbuild_quietly -bb other.spec
	expect 1 '' "$ADD
	%virtd_socket_scriptlets virtqemud
$FAILED"
	guarded <<-'EOF'
		%virtd_socket virtlogd
		%virtd_socket_scriptlets virtlogd
		%files
		%virtd_socket_files virtlogd
	EOF
	build g.spec
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
	spec plain <<-'EOF'
		%install
		mkdir -p %{buildroot}
		%files
		/post
		/name
	EOF
	guarded <<-'EOF'
		%virtd_socket virtlogd
		%virtd_socket_scriptlets virtlogd
		%files
		%virtd_socket_files virtlogd
		/post
		/name
	EOF
	build plain.spec
	build g.spec
	unpack plain plain
	unpack g g
	cmp plain/post g/post
	expect_file plain/name '{plain}'
	expect_file g/name '{g}'
	[ "$(wc -l <g/post)" -eq 2 ]
}
