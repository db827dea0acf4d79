# SPDX-License-Identifier: LGPL-2.1-or-later
# RPMs with daemons for booted trees, made by our macros and systemd's. Source
# tests/deb/source.bash and boot.bash first.

# What presets say unless a test says otherwise.
PRESETS='enable virt*.socket\nenable libvirtd*.socket\ndisable *\n'

# systemd_package MACROS STYLE: the package that on other distributions systemd
# itself is, helper-STYLE.rpm, of what the directory MACROS has
systemd_package()
{
	local triggers

	# a file of systemd has those of its other packages, too
	triggers=$(awk '/^%transfiletrigger/ {
			keep = / \/usr\/lib\/systemd\/system\/? / } keep' \
		"$1"/triggers*)
	[ "$(grep -c '^%transfiletrigger' <<<"$triggers")" -ge 3 ] || {
		echo "no file triggers in $1" >&2
		return 1
	}
	cat >helper.spec <<-END
		Name: helper
		Version: 1
		Release: 1
		Summary: What systemd has for rpm
		License: LGPL-2.1-or-later
		BuildArch: noarch
		%description
		Update helper, presets and file triggers.
		%install
		install -D $(realpath "$1")/systemd-update-helper %{buildroot}/usr/lib/systemd/systemd-update-helper
		mkdir -p %{buildroot}/usr/lib/systemd/system-preset
		printf '$PRESETS' >%{buildroot}/usr/lib/systemd/system-preset/50-test.preset
		%files
		/usr/lib/systemd/systemd-update-helper
		/usr/lib/systemd/system-preset/50-test.preset
		$triggers
	END
	rpmbuild -bb helper.spec >log 2>&1 || {
		cat log >&2
		return 1
	}
	mv helper-1.rpm "helper-$2.rpm"
}

# use_macros DIR: build with the macros of systemd in the directory DIR, ours,
# and our file attribute
use_macros()
{
	# shellcheck disable=SC2154 # source.bash sets $top
	local lua="s|require(|(function(name) package.path = '$top/macros/lua/?.lua' return require(name) end)(|"

	{
		cat "$1/macros.systemd"
		sed "$lua" "$top/build/macros.virtd-socket" \
			"$top/macros/virtd_socket.attr"
		cat <<-END
			%_fileattrsdir $PWD/attrs
			%__virtd_socket $top/build/virtd-socket
			%__virtd_socket_datadir $top/build
			%_topdir $PWD/rpmbuild
			%_rpmdir $PWD
			%_build_name_fmt %%{NAME}-%%{VERSION}.rpm
		END
	} >home/.rpmmacros
	mkdir -p attrs
	: >attrs/virtd_socket.attr
}

# use_style STYLE: build with the macros of the distributions that have it
use_style()
{
	case $1 in
	suse) use_macros "$top/tests/suse" ;;
	*) use_macros systemd ;;
	esac
}

# For setup_file: prepare_rpmbuild [DIR [SUITE]] leaves all that rpmbuild needs
# in DIR of the packages directory, or in itself, which becomes the working
# directory; with the macros of the suite's systemd. And helper-STYLE.rpm for each
# style, see systemd_package. Where they cannot be had, it leaves a reason for
# skip_boot.
prepare_rpmbuild()
{
	local reason=$BATS_FILE_TMPDIR/reason

	mkdir -p "$BATS_FILE_TMPDIR/packages/${1-}"
	cd "$BATS_FILE_TMPDIR/packages/${1-}" || return
	"$top/tests/fetch-systemd-macros.sh" systemd \
		"${2:-${VIRTD_TEST_SUITE:-bookworm}}" 2>"$reason.new" || {
		mv "$reason.new" "$reason"
		return 0
	}
	export HOME=$PWD/home
	mkdir home
	use_macros systemd
	systemd_package "$top/tests/suse" suse
	systemd_package systemd systemd
	# it needs none of this, and works beside it
	cp helper-systemd.rpm helper-posttrans.rpm
}

# For setup_file: find_rpm_trees BUILD does find_trees, and has "BUILD STYLE" make
# packages for each suite. Where the style is not systemd, it is the same on all.
find_rpm_trees()
{
	local build=$1 suite style first=

	find_trees
	for suite in $suites; do
		! can_boot || prepare_rpmbuild "$suite" "$suite"
		can_boot || return 0
		[ -z "$first" ] || find "../$first" -maxdepth 1 -name '*.rpm' \
			! -name '*systemd*' -exec cp -l -f -t . {} +
		for style in $STYLES; do
			[ -z "$first" ] || [ "$style" = systemd ] || continue
			use_style "$style"
			"$build" "$style"
		done
		first=${first:-$suite}
	done
}

# build_rpm STYLE VERSION PACKAGE SERVICES ARGUMENT...: a package with these
# files SERVICES, ARGUMENTs for the macro; with RESTART for the other one, too
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
		install -d %{buildroot}%{_unitdir}
		for service in $services; do
		    install -m 644 \$service %{buildroot}%{_unitdir}
		done
		${1:+%virtd_socket $*}
		${RESTART:+%virtd_socket_restart $RESTART}
		%files
	END
	rpmbuild -bb "$package.spec" >log 2>&1 || {
		cat log >&2
		return 1
	}
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
		-s "$@" "$name"
}
