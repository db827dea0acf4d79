#!/bin/sh
# Install what building and testing need, with the package manager that is
# there. Run it as root.
#
# "deps.sh --list GROUP..." only prints Debian's packages of the groups build,
# check, boot (which is for check-distros, too) and lint.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)

debian_packages() {
	for group; do
		case $group in
		build) echo gcc libc6-dev make pkg-config librpm-dev libpopt-dev ;;
		check)
			echo rpm scdoc bats libcmocka-dev python3 time \
				xz-utils patch systemd util-linux mount \
				ca-certificates debhelper dpkg-dev fakeroot \
				lintian man-db graphviz mandoc zsh \
				bash-completion strace binutils faketime \
				elfutils
			;;
		boot) echo mmdebstrap systemd-container obs-build rpmlint ;;
		lint) echo clang-format clang-tidy cppcheck shellcheck lua-check ;;
		*)
			echo "deps: $group: no such group" >&2
			exit 2
			;;
		esac
	done
}

if [ "${1-}" = --list ]; then
	shift
	debian_packages "$@"
	exit
fi

if command -v apt-get >/dev/null; then
	export DEBIAN_FRONTEND=noninteractive
	apt-get -qq update
	# shellcheck disable=SC2046 # words
	apt-get -qq install --no-install-recommends \
		$(debian_packages build check boot lint) >/dev/null
	# Debian has no package with systemd's RPM macros
	"$top/tests/fetch-orig.sh" systemd bookworm >/dev/null ||
		echo "deps: going on without systemd's RPM macros" >&2
elif command -v dnf >/dev/null; then
	dnf -y install gcc make pkgconf-pkg-config rpm-devel popt-devel \
		rpm-build systemd-rpm-macros scdoc bats libcmocka-devel \
		python3 time xz patch systemd util-linux strace
elif command -v zypper >/dev/null; then
	zypper --non-interactive install gcc make pkg-config rpm-devel \
		popt-devel rpm-build systemd-rpm-macros scdoc bats \
		libcmocka-devel python3 time xz patch systemd util-linux strace
else
	echo "deps: none of apt-get, dnf and zypper is there; README.md" \
		"lists what is needed" >&2
	exit 1
fi
