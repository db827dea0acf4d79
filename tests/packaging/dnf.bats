#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# dnf and a repository made by createrepo_c: dependencies between packages with
# sockets, as the macros' generator makes them.
load packaging

# spec NAME: NAME.spec ends with the %install on standard input
spec() {
	{
		cat <<-END
			Name: $1
			Version: 1
			Release: 1
			Summary: A test
			License: LGPL-2.1-or-later
			BuildArch: noarch
			BuildRequires: virtd-socket-rpm-macros
			%description
			A test.
			%install
		END
		cat
	} >"$BATS_TEST_TMPDIR/$1.spec"
}

# Two packages: virtlogd's sockets, and a service that cannot do without them.
specs() {
	spec logd <<-'EOF'
		%virtd_socket -S log
		%files
	EOF
	spec qemud <<-'EOF'
		%virtd_socket -s qemu
		cat >%{buildroot}%{_unitdir}/virtqemud.service <<-END
			[Unit]
			BindsTo=virtqemud.socket
			Requires=virtlogd.socket
			[Service]
			ExecStart=/usr/sbin/virtqemud
		END
		%files
	EOF
}

@test "dnf installs what virtd-socket(virtlogd) needs, or says that it is missing" {
	build shims-bookworm
	shims=$built
	build rpm-bookworm
	specs
	inside bookworm "$shims"/*.rpm "$built"/*.rpm \
		"$BATS_TEST_TMPDIR"/{logd,qemud}.spec <<-'EOF'
		mkdir repo cache
		mv *.rpm repo
		cat >/test/dnf.conf <<-END
			[main]
			reposdir=/nonexistent
			varsdir=/nonexistent
			pluginpath=/nonexistent
			pluginconfpath=/nonexistent
			cachedir=/test/cache
			logdir=/test/cache
			persistdir=/test/cache
			gpgcheck=0
			install_weak_deps=0
			module_platform_id=platform:none
			[local]
			name=local
			baseurl=file:///test/repo
		END
		dnf() {
			createrepo_c --quiet repo
			rm -rf cache/*
			command dnf -q -y -c /test/dnf.conf --releasever=1 "$@"
		}

		# the macros, and all that they need
		dnf install virtd-socket-rpm-macros
		rpm -q virtd-socket virtd-socket-rpm-macros systemd-rpm-macros \
			debian-build-root
		as_builder rpmbuild -bb --define '_topdir /test/top' \
			--define '_rpmdir /test/out' logd.spec qemud.spec

		echo --
		cp out/noarch/qemud-*.rpm repo
		if dnf install qemud 2>error; then
			echo "installed without virtlogd"
		fi
		grep -o 'nothing provides .*' error | sort -u
		not rpm -q qemud
		cp out/noarch/logd-*.rpm repo
		dnf repoquery --whatprovides 'virtd-socket(virtlogd)'
		dnf install qemud >log 2>&1 || cat log
		rpm -q qemud logd
		dnf remove logd >log 2>&1 || cat log
		rpm -q qemud logd || :
	EOF
	same 'nothing provides virtd-socket(virtlogd) needed by qemud-1-1.noarch
package qemud is not installed
logd-0:1-1.noarch
qemud-1-1.noarch
logd-1-1.noarch
package qemud is not installed
package logd is not installed' "$output"
}
