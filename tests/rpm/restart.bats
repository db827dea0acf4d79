#!/usr/bin/env bats
# %virtd_socket_restart: a package that configures another package's daemon.

load rpm

@test "the same lines in each style, and no others" {
	local style

	for style in use_fake_systemd use_suse use_posttrans; do
		$style
		spec a <<-'EOF'
			%subpackage b
			%install
			%virtd_socket_restart -p b network
			mkdir -p %{buildroot}
			%files b
		EOF
		[ $style != use_suse ] || sed -i '1i%global virtd_socket_style suse' a.spec
		build a.spec
		rpm -qp --scripts "$(package a-b)" | squeezed >$style
		diff -u $style use_fake_systemd
		rm -rf home/rpmbuild
	done
	{
		echo 'preinstall scriptlet (using /bin/sh):'
		"$VIRTD_SOCKET" scriptlets --section pre --restart network
		echo 'posttrans scriptlet (using /bin/sh):'
		"$VIRTD_SOCKET" scriptlets --section posttrans --restart network
	} | squeezed | diff -u - use_fake_systemd
}

@test "several daemons, sections of the package's own, a reload" {
	use_fake_systemd
	spec a <<-'EOF'
		%install
		%virtd_socket_restart network libvirtd # both
		%virtd_socket_restart log
		mkdir -p %{buildroot}
		%posttrans
		echo own
		%files
	EOF
	build a.spec
	once a PREIN 'InvocationID virtnetworkd.service '
	once a PREIN 'InvocationID libvirtd.service '
	once a PREIN 'touch reload-virtlogd.service '
	once a POSTTRANS 'systemctl try-restart virtnetworkd.service'
	once a POSTTRANS 'systemctl reload virtlogd.service'
	once a POSTTRANS '^echo own$'
	[ -z "$(tag a POSTIN)$(tag a PREUN)$(tag a POSTUN)" ]
}

@test "a daemon that the spec describes for another package" {
	use_fake_systemd
	spec a <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -k main -u reload mine
		%virtd_socket_restart -p b mine
		%files
		%files b
	EOF
	build a.spec
	once a-b POSTTRANS 'systemctl reload mine.service'
}

# refused LINE MESSAGE: the spec of standard input is refused
refused() {
	use_fake_systemd
	spec a
	spec_fails a.spec "$1" "$2"
}

@test "what has no restart" {
	refused 11 '%virtd_socket_restart: a has virtqemud, so that its upgrades restart it anyway' <<-'EOF'
		%install
		%virtd_socket -S qemu
		%virtd_socket_restart qemu
	EOF
	refused 10 '%virtd_socket_restart: libvirt-guests is neither restarted nor reloaded by an upgrade' <<-'EOF'
		%install
		%virtd_socket_restart libvirt-guests
	EOF
	refused 10 '%virtd_socket_restart: no daemon is named; write, for example, %virtd_socket_restart qemu' <<-'EOF'
		%install
		%virtd_socket_restart -p b
	EOF
}
