#!/usr/bin/env bats
# The scriptlets of each style, exactly.

load rpm

# Build a trio and a duo that is reloaded; arguments: lines of the preamble.
two_daemons() {
	spec two "$@" <<-'EOF'
		%install
		%virtd_socket qemu virtlogd

		%virtd_socket_scriptlets qemu virtlogd

		%files
		%virtd_socket_files qemu virtlogd
	EOF
	# what systemd before 255 lacks
	build --undefine=systemd_posttrans_with_restart \
		--undefine=systemd_posttrans_with_reload \
		--undefine=systemd_postun_with_reload two.spec
	# shellcheck disable=SC2046
	expect_files two $(units virtqemud .socket -ro.socket -admin.socket) \
		$(units virtlogd .socket -admin.socket)
}

SUSE='preinstall scriptlet (using /bin/sh):
fake_service_add_pre virtqemud.service virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
fake_service_add_pre virtlogd.service virtlogd.socket virtlogd-admin.socket
postinstall scriptlet (using /bin/sh):
fake_service_add_post virtqemud.service virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
fake_service_add_post virtlogd.service virtlogd.socket virtlogd-admin.socket
preuninstall scriptlet (using /bin/sh):
fake_service_del_preun virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket virtqemud.service
fake_service_del_preun virtlogd.socket virtlogd-admin.socket virtlogd.service
postuninstall scriptlet (using /bin/sh):
fake_service_del_postun_without_restart virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
fake_service_del_postun virtqemud.service
fake_service_del_postun_without_restart virtlogd.socket virtlogd-admin.socket virtlogd.service'

SYSTEMD='postinstall scriptlet (using /bin/sh):
fake_systemd_post virtqemud.service virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
fake_systemd_post virtlogd.service virtlogd.socket virtlogd-admin.socket
preuninstall scriptlet (using /bin/sh):
fake_systemd_preun virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket virtqemud.service
fake_systemd_preun virtlogd.socket virtlogd-admin.socket virtlogd.service'

@test "systemd without macros that reload" {
	use_fake_systemd
	two_daemons
	expect_scripts two <<-EOF
		$SYSTEMD
		postuninstall scriptlet (using /bin/sh):
		fake_systemd_postun_with_restart virtqemud.service
	EOF
}

@test "systemd with %systemd_postun_with_reload" {
	use_fake_systemd
	two_daemons '%define systemd_postun_with_reload() fake_postun_reload %*'
	expect_scripts two <<-EOF
		$SYSTEMD
		postuninstall scriptlet (using /bin/sh):
		fake_systemd_postun_with_restart virtqemud.service
		fake_postun_reload virtlogd.service
	EOF
}

@test "systemd with %systemd_posttrans_with_restart and _reload" {
	use_fake_systemd
	two_daemons '%define systemd_postun_with_reload() fake_postun_reload %*' \
		'%define systemd_posttrans_with_reload() fake_posttrans_reload %*' \
		'%define systemd_posttrans_with_restart() fake_posttrans_restart %*'
	expect_scripts two <<-EOF
		$SYSTEMD
		posttrans scriptlet (using /bin/sh):
		fake_posttrans_restart virtqemud.service
		fake_posttrans_reload virtlogd.service
	EOF
}

@test "suse, chosen by the spec" {
	use_suse
	two_daemons '%global virtd_socket_style suse'
	expect_scripts two <<<"$SUSE"
}

@test "suse, by %suse_version" {
	use_suse '%suse_version 1600'
	two_daemons
	expect_scripts two <<<"$SUSE"
}

@test "posttrans, and not suse, because the spec says so" {
	use_suse '%suse_version 1600'
	two_daemons '%global virtd_socket_style posttrans'
	# what our own text says is in the tests of the command
	"$VIRTD_SOCKET" scriptlets --style posttrans qemu virtlogd | squeezed |
		sed -e 's/^%pre$/preinstall scriptlet (using \/bin\/sh):/' \
			-e 's/^%preun$/preuninstall scriptlet (using \/bin\/sh):/' \
			-e 's/^%posttrans$/posttrans scriptlet (using \/bin\/sh):/' \
			>scripts
	[ "$(grep -c 'scriptlet (using' scripts)" -eq 3 ]
	expect_scripts two <scripts
}

@test "posttrans needs no macros of systemd, and its text" {
	rpmmacros
	spec duo '%global virtd_socket_style posttrans' <<-'EOF'
		%install
		%virtd_socket virtlogd
		%virtd_socket_scriptlets virtlogd
		%files
		%virtd_socket_files virtlogd
	EOF
	build duo.spec
	expect_scripts duo <<-'EOF'
		preinstall scriptlet (using /bin/sh):
		mkdir -p /var/lib/rpm-state/virtd-socket || :
		for unit in virtlogd.service virtlogd.socket virtlogd-admin.socket; do
		    test -e /usr/lib/systemd/system/$unit || touch /var/lib/rpm-state/virtd-socket/preset-$unit || :
		done
		touch /var/lib/rpm-state/virtd-socket/reload-virtlogd.service || :
		preuninstall scriptlet (using /bin/sh):
		if [ $1 -eq 0 ] && ! test -e /var/lib/rpm-state/virtd-socket/reload-virtlogd.service; then
		    if test -d /run/systemd/system; then
		        systemctl --no-reload disable --now virtlogd.socket virtlogd-admin.socket virtlogd.service || :
		    elif command -v systemctl >/dev/null; then
		        systemctl --no-reload disable virtlogd.socket virtlogd-admin.socket virtlogd.service || :
		    fi
		fi
		posttrans scriptlet (using /bin/sh):
		units=
		for unit in virtlogd.service virtlogd.socket virtlogd-admin.socket; do
		    if test -e /var/lib/rpm-state/virtd-socket/preset-$unit; then
		        rm -f /var/lib/rpm-state/virtd-socket/preset-$unit || :
		        units="$units $unit"
		    fi
		done
		if test -n "$units" && command -v systemctl >/dev/null; then
		    systemctl --no-reload preset $units || :
		fi
		if test -e /var/lib/rpm-state/virtd-socket/reload-virtlogd.service; then
		    rm -f /var/lib/rpm-state/virtd-socket/reload-virtlogd.service || :
		    if test -d /run/systemd/system; then
		        systemctl daemon-reload || :
		        systemctl is-active -q virtlogd.service &&
		            systemctl reload virtlogd.service || :
		    fi
		fi
		rmdir /var/lib/rpm-state/virtd-socket 2>/dev/null || :
	EOF
}

@test "an unknown style" {
	use_fake_systemd
	spec a '%global virtd_socket_style sysv' <<-'EOF'
		%install
		%virtd_socket qemu
	EOF
	spec_fails a.spec \
		'error: virtd_socket: no scriptlets of style sysv; virtd-socket-macros(7) lists them'
}

@test "suse without its macros" {
	rpmmacros '%suse_version 1600'
	spec a <<-'EOF'
		%install
		%virtd_socket qemu
	EOF
	spec_fails a.spec \
		'error: virtd_socket: %service_add_pre is not defined; add BuildRequires: systemd-rpm-macros'
}
