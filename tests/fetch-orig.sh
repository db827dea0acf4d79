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

command -v apt-get >/dev/null || fail "there is no apt-get"
keys=/usr/share/keyrings/debian-archive-keyring.gpg
[ -f "$keys" ] || fail "there is no $keys"

if [ -z "${MIRROR:-}" ]; then
	MIRROR=$(cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list \
		2>/dev/null | sed -n \
		-e 's|^URIs: *\([^ ]*/debian\)/* *$|\1|p' \
		-e 's|^deb .*\(http[^ ]*/debian\)/* .*|\1|p' | head -n 1)
	: "${MIRROR:=http://deb.debian.org/debian}"
fi

# the first thing that apt-get complained about
why() {
	sed -n '/^[EW]:/{p;q}' "$tmp/log"
}

# an APT of our own: nothing of the system's is changed
tmp=$(mktemp -d "$cache/tmp.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
mkdir -p "$tmp/lists/partial" "$tmp/archives/partial" "$tmp/sources" \
	"$tmp/preferences" "$tmp/files"
cat >"$tmp/sources/source.sources" <<-EOF
	Types: deb-src
	URIs: $MIRROR
	Suites: $suite
	Components: main
	Signed-By: $keys
EOF
cat >"$tmp/apt.conf" <<-EOF
	Dir::State "$tmp";
	Dir::State::status "/dev/null";
	Dir::Cache "$tmp";
	Dir::Etc::sourcelist "/dev/null";
	Dir::Etc::sourceparts "$tmp/sources";
	Dir::Etc::preferences "/dev/null";
	Dir::Etc::preferencesparts "$tmp/preferences";
	Acquire::Languages "none";
	APT::Sandbox::User "root";
	APT::Update::Error-Mode "any";
EOF
export APT_CONFIG="$tmp/apt.conf"
apt-get -qq update >"$tmp/log" 2>&1 || fail "$(why)"
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
