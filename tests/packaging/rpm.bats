#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The project's own RPMs.
load packaging

@test "our RPMs are built, and their tests run" {
	build rpm-bookworm
	grep '[1-9][0-9]* passed, 0 failed' "$built/log"
	same 'virtd-socket-0.1.0-1.x86_64.rpm
virtd-socket-rpm-macros-0.1.0-1.noarch.rpm' "$(cd "$built" &&
		printf '%s\n' virtd-socket*.rpm | sed "s/$(uname -m)/x86_64/")"
}

@test "what is in which RPM" {
	build rpm-bookworm
	same '/usr/lib/rpm/fileattrs/virtd_socket.attr
/usr/lib/rpm/lua/virtd_socket
/usr/lib/rpm/lua/virtd_socket.lua
/usr/lib/rpm/lua/virtd_socket/build.lua
/usr/lib/rpm/lua/virtd_socket/calls.lua
/usr/lib/rpm/lua/virtd_socket/deps.lua
/usr/lib/rpm/lua/virtd_socket/errors.lua
/usr/lib/rpm/lua/virtd_socket/helper.lua
/usr/lib/rpm/lua/virtd_socket/lines.lua
/usr/lib/rpm/lua/virtd_socket/own.lua
/usr/lib/rpm/lua/virtd_socket/places.lua
/usr/lib/rpm/lua/virtd_socket/refusals.lua
/usr/lib/rpm/lua/virtd_socket/rest.lua
/usr/lib/rpm/lua/virtd_socket/sections.lua
/usr/lib/rpm/lua/virtd_socket/shapes.lua
/usr/lib/rpm/lua/virtd_socket/spec.lua
/usr/lib/rpm/lua/virtd_socket/state.lua
/usr/lib/rpm/lua/virtd_socket/uses.lua
/usr/lib/rpm/lua/virtd_socket/watch.lua
/usr/lib/rpm/macros.d/macros.virtd-socket
/usr/share/doc/virtd-socket-rpm-macros-0.1.0
/usr/share/doc/virtd-socket-rpm-macros-0.1.0/custom-daemon.spec
/usr/share/doc/virtd-socket-rpm-macros-0.1.0/daemon.spec
/usr/share/doc/virtd-socket-rpm-macros-0.1.0/sockets-only.spec
/usr/share/licenses/virtd-socket-rpm-macros-0.1.0
/usr/share/licenses/virtd-socket-rpm-macros-0.1.0/LICENSE
/usr/share/man/man7/virtd-socket-macros.7' \
		"$(rpm -qpl "$built"/virtd-socket-rpm-macros-*.rpm |
			sed 's/\.gz$//')"
	same 'rpm >= 4.16
systemd-rpm-macros
virtd-socket = 0.1.0-1' \
		"$(rpm -qp --requires "$built"/virtd-socket-rpm-macros-*.rpm |
			grep -v '^rpmlib(')"
	same '/usr/bin/virtd-socket
/usr/share/bash-completion/completions/virtd-socket
/usr/share/man/man1/virtd-socket.1
/usr/share/man/man5/virtd-socket-catalog.5
/usr/share/virtd-socket
/usr/share/virtd-socket/catalog
/usr/share/zsh/site-functions/_virtd-socket' \
		"$(rpm -qpl "$built"/virtd-socket-0*.rpm | sed 's/\.gz$//' |
			grep -v -e /doc/ -e /licenses -e /.build-id \
			-e /templates -e /scriptlets -e /maintscripts)"
	same "$(cd "$top/plugin/data/templates" && printf '%s\n' *.in)" \
		"$(rpm -qpl "$built"/virtd-socket-0*.rpm |
			sed -n 's|.*/templates/||p')"
	same '' "$(rpm -qp --scripts "$built"/virtd-socket*.rpm)"
}

@test "the examples are built with the installed RPMs; removal leaves nothing" {
	build shims-bookworm
	shims=$built
	build rpm-bookworm
	inside bookworm "$shims"/*.rpm "$built"/*.rpm \
		"$top"/packaging/examples/{daemon,custom-daemon}.spec \
		"$top"/packaging/examples/virtqemud.service <<-'EOF'
		rpm_install debian-build-root-*.rpm systemd-rpm-macros-*.rpm
		# the distribution's packages "filesystem" and "rpm" have them
		mkdir -p /usr/share/licenses /usr/share/zsh/site-functions \
			"$(rpm --eval '%{_rpmluadir}')"
		all_files >before
		rpm_install virtd-socket-*.rpm
		not cmp -s before <(all_files)
		for spec in *.spec; do
			as_builder rpmbuild -bb --define '_topdir /test/top' \
				--define "_sourcedir $PWD" \
				--define '_rpmdir /test/out' "$spec"
		done
		virtd-socket verify out/*/*.rpm
		rpm -qpl out/*/*.rpm >list
		rpm -e virtd-socket virtd-socket-rpm-macros
		all_files | diff before -
		echo --
		sort list
	EOF
	same '/usr/lib/systemd/system-preset/80-mydaemon.preset
/usr/lib/systemd/system/mydaemond-admin.socket
/usr/lib/systemd/system/mydaemond.service
/usr/lib/systemd/system/mydaemond.socket
/usr/lib/systemd/system/virtqemud-admin.socket
/usr/lib/systemd/system/virtqemud-ro.socket
/usr/lib/systemd/system/virtqemud.service
/usr/lib/systemd/system/virtqemud.socket' "$output"
}

@test "rpm does not install the macros without the program" {
	build shims-bookworm
	shims=$built
	build rpm-bookworm
	inside bookworm "$shims"/*.rpm "$built"/*.rpm <<-'EOF'
		rpm_install debian-build-root-*.rpm systemd-rpm-macros-*.rpm
		echo --
		not rpm_install virtd-socket-rpm-macros-*.rpm
	EOF
	same 'error: Failed dependencies:
	virtd-socket = 0.1.0-1 is needed by virtd-socket-rpm-macros-0.1.0-1.noarch' \
		"$output"
}
