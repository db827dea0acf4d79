#!/bin/sh
# Install what building and testing need, with the package manager that is
# there. Run it as root.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)

if command -v apt-get >/dev/null; then
	export DEBIAN_FRONTEND=noninteractive
	apt-get -qq update
	# from debhelper on: what Debian packages and booted ones are tested with
	apt-get -qq install --no-install-recommends gcc make pkg-config \
		libc6-dev librpm-dev libpopt-dev rpm scdoc \
		bats libcmocka-dev python3 time xz-utils patch \
		systemd util-linux ca-certificates \
		debhelper dpkg-dev fakeroot lintian man-db mmdebstrap \
		systemd-container obs-build rpmlint >/dev/null
	# Debian has no package with systemd's RPM macros
	"$top/tests/fetch-orig.sh" systemd bookworm >/dev/null ||
		echo "deps: going on without systemd's RPM macros" >&2
elif command -v dnf >/dev/null; then
	dnf -y install gcc make pkgconf-pkg-config rpm-devel popt-devel \
		rpm-build systemd-rpm-macros scdoc bats libcmocka-devel \
		python3 time xz patch systemd util-linux
elif command -v zypper >/dev/null; then
	zypper --non-interactive install gcc make pkg-config rpm-devel \
		popt-devel rpm-build systemd-rpm-macros scdoc bats \
		libcmocka-devel python3 time xz patch systemd util-linux
else
	echo "deps: none of apt-get, dnf and zypper is there; README.md" \
		"lists what is needed" >&2
	exit 1
fi
