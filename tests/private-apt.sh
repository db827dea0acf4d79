#!/bin/sh
# private-apt.sh DIR TYPE SUITE: configure an APT of its own in the directory
# DIR, which knows the packages (TYPE deb) or sources (deb-src) of one suite of
# Debian, update it, and print the file for $APT_CONFIG. Nothing of the system's
# APT is changed.
#
#   MIRROR   Debian's mirror; see mirror.sh
#
# Exits 1 with a message where the lists cannot be had.
set -eu

dir=$1 type=$2 suite=$3

fail() {
	echo "$*" >&2
	exit 1
}

command -v apt-get >/dev/null || fail "there is no apt-get"
keys=/usr/share/keyrings/debian-archive-keyring.gpg
[ -f "$keys" ] || fail "there is no $keys"

MIRROR=$("$(dirname "$0")/mirror.sh")

mkdir -p "$dir/lists/partial" "$dir/archives/partial" "$dir/sources" \
	"$dir/preferences"
cat >"$dir/sources/suite.sources" <<-EOF
	Types: $type
	URIs: $MIRROR
	Suites: $suite
	Components: main
	Signed-By: $keys
EOF
cat >"$dir/apt.conf" <<-EOF
	Dir::State "$dir";
	Dir::State::status "/dev/null";
	Dir::Cache "$dir";
	Dir::Etc::sourcelist "/dev/null";
	Dir::Etc::sourceparts "$dir/sources";
	Dir::Etc::preferences "/dev/null";
	Dir::Etc::preferencesparts "$dir/preferences";
	Acquire::Languages "none";
	APT::Sandbox::User "root";
	APT::Update::Error-Mode "any";
EOF
export APT_CONFIG="$dir/apt.conf"
apt-get -qq update >"$dir/log" 2>&1 ||
	fail "$(sed -n '/^[EW]:/{p;q}' "$dir/log")"
echo "$APT_CONFIG"
