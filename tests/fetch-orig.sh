#!/bin/sh
# fetch-orig.sh PACKAGE SUITE: fetch the upstream tarball of a Debian source
# package, once, and print its path.
#
#   VIRTD_TEST_CACHE   where it is kept; default ~/.cache/virtd-socket-tests
#   MIRROR             Debian's mirror; default: that of this machine's APT
#
# Exits 1 with a message where it cannot be had.
set -eu

package=$1 suite=$2
cache=${VIRTD_TEST_CACHE:-$HOME/.cache/virtd-socket-tests}/$suite
mkdir -p "$cache"
# tests run in parallel: one fetches, the others wait for it
exec 9<"$cache"
flock 9

# no match leaves the pattern, which is no file
set -- "$cache/${package}_"*.orig.tar.*
if [ -f "$1" ]; then
	echo "$1"
	exit
fi

fail() {
	echo "fetch-orig.sh: cannot fetch the source of $package in $suite: $*" >&2
	exit 1
}

tmp=$(mktemp -d "$cache/tmp.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/files"
APT_CONFIG=$("$(dirname "$0")/private-apt.sh" "$tmp" deb-src "$suite" 2>&1) ||
	fail "$APT_CONFIG"
export APT_CONFIG

# the first thing that apt-get complained about
why() {
	sed -n '/^[EW]:/{p;q}' "$tmp/log"
}

# apt-get checks what it fetches; mirrors may lack the .dsc of old versions
(cd "$tmp/files" && apt-get -qq source --download-only "$package") \
	>"$tmp/log" 2>&1 || :
set -- "$tmp/files/${package}_"*.orig.tar.*
for file; do
	case $file in
	*.asc) ;;
	*)
		[ -f "$file" ] || fail "$(why)"
		mv "$file" "$cache/"
		echo "$cache/${file##*/}"
		exit
		;;
	esac
done
fail "the package has no tarball"
