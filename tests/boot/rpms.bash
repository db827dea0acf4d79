# SPDX-License-Identifier: LGPL-2.1-or-later
# RPMs with daemons for booted trees, made by our macros and systemd's. Source
# tests/deb/source.bash and boot.bash first.

# The package that on other distributions systemd itself is.
systemd_package()
{
	cat >systemd-rpm.spec <<-END
		Name: systemd-rpm
		Version: 1
		Release: 1
		Summary: What systemd has for rpm
		License: LGPL-2.1-or-later
		BuildArch: noarch
		%description
		Update helper, presets and file triggers.
		%install
		install -D $PWD/systemd/systemd-update-helper %{buildroot}/usr/lib/systemd/systemd-update-helper
		mkdir -p %{buildroot}/usr/lib/systemd/system-preset
		printf 'enable virt*.socket\nenable libvirtd*.socket\ndisable *\n' >%{buildroot}/usr/lib/systemd/system-preset/50-test.preset
		%files
		/usr/lib/systemd/systemd-update-helper
		/usr/lib/systemd/system-preset/50-test.preset
		$(awk '/^%transfiletrigger/ { keep = /systemd\/system / } keep' \
			systemd/triggers.systemd.sh)
	END
	rpmbuild -bb systemd-rpm.spec >log 2>&1 || cat log >&2
}

# For setup_file: all that rpmbuild needs, in the packages directory, which
# becomes the working directory. Fails, and leaves a reason for skip_boot, where
# systemd's macros cannot be had.
prepare_rpmbuild()
{
	mkdir -p "$BATS_FILE_TMPDIR/packages"
	cd "$BATS_FILE_TMPDIR/packages" || return
	"$top/tests/fetch-systemd-macros.sh" systemd 2>"$BATS_FILE_TMPDIR/why" || {
		mv "$BATS_FILE_TMPDIR/why" "$BATS_FILE_TMPDIR/reason"
		return 1
	}
	export HOME=$PWD/home
	mkdir home
	cat systemd/macros.systemd "$top/build/macros.virtd-socket" - \
		>home/.rpmmacros <<-END
		%__virtd_socket $top/build/virtd-socket
		%__virtd_socket_datadir $top/build
		%_topdir $PWD/rpmbuild
		%_rpmdir $PWD
		%_build_name_fmt %%{NAME}-%%{VERSION}.rpm
	END
	systemd_package
}

# build_rpm STYLE VERSION PACKAGE SERVICES ARGUMENT...: a package with these
# files SERVICES, ARGUMENTs for the macros
build_rpm()
{
	local style=$1 version=$2 package=$3 services=$4
	shift 4
	cat >"$package.spec" <<-END
		%global virtd_socket_style $style
		Name: $package
		Version: $version
		Release: 1
		Summary: A daemon
		License: MIT
		BuildArch: noarch
		%description
		A daemon.
		%install
		%virtd_socket $*
		install -m 644 $services %{buildroot}%{_unitdir}
		%virtd_socket_scriptlets $*
		%files
		%virtd_socket_files -s $*
	END
	rpmbuild -bb "$package.spec" >log 2>&1 || cat log >&2
}

# rpm_package STYLE VERSION NAME [SHAPE [OPTION...]]: NAME-SHAPE-STYLE, with
# OPTIONs of the macros
rpm_package()
{
	local style=$1 version=$2 name=$3 shape=${4:-bindsto} service
	shift 3
	[ $# = 0 ] || shift
	service=virt${name}d.service
	daemon "$shape" "virt${name}d" "$version" >"$service"
	[ "$name" != log ] || sed -i '/-ro.socket/d' "$service"
	[ $# = 0 ] || sed -i '/-admin.socket/d' "$service"
	build_rpm "$style" "$version" "$name-$shape-$style" "$PWD/$service" \
		"$@" "$name"
}
