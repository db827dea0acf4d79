#!/bin/bash
# fetch-debs.sh SET SUITE: fetch packages of one suite of Debian, once, and print
# the directory where they are, as PACKAGE.deb. SET is
#
#   libvirt   all that are built of the source libvirt, but debug symbols
#   sockets   others that have units of sockets
#
#   VIRTD_TEST_CACHE   where it is kept; default ~/.cache/virtd-socket-tests
#   MIRROR             Debian's mirror; see mirror.sh
#
# Exits 1 with a message where they cannot be had.
set -eu

set=$1 suite=$2
cache=${VIRTD_TEST_CACHE:-$HOME/.cache/virtd-socket-tests}/$suite
here=$(dirname "$(readlink -f "$0")")
mkdir -p "$cache"
# tests run in parallel: one fetches, the others wait for it
exec 9<"$cache"
flock 9

# with a list of what is asked for in its name: no old set is taken for a new one
sockets='acpid avahi-daemon clamav-daemon cockpit-ws cups-daemon dirmngr
	docker.io dovecot-core fcgiwrap gpg-agent gpsd lirc lvm2 micro-httpd
	mpd multipath-tools open-iscsi openssh-server pcscd pipewire podman
	proftpd-core pulseaudio rpcbind sane-utils speech-dispatcher spice-
	vdagent sssd-common systemd-container systemd-journal-remote systemd
	tang udev uuid-runtime'

fail() {
	echo "fetch-debs.sh: cannot fetch $set of $suite: $*" >&2
	exit 1
}

case $set in
libvirt) dir=$cache/libvirt-all-debs ;;
sockets) dir=$cache/sockets-$(echo "$sockets" | sha256sum | cut -c1-12)-debs ;;
*) fail "this set is not known here" ;;
esac
if [ -d "$dir" ]; then
	echo "$dir"
	exit
fi

tmp=$(mktemp -d "$cache/tmp.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/debs"
APT_CONFIG=$("$here/private-apt.sh" "$tmp" deb "$suite" 2>&1) ||
	fail "$APT_CONFIG"
export APT_CONFIG
apt-cache dumpavail >"$tmp/avail"
case $set in
libvirt) awk 'BEGIN { RS = ""; FS = "\n" }
	/\nSource: libvirt( |\n)/ { sub("Package: ", "", $1); print $1 }' \
		"$tmp/avail" ;;
# a suite may lack some
sockets) printf '%s\n' $sockets | grep -Fx \
	-f <(sed -n 's/^Package: //p' "$tmp/avail") ;;
esac | sort -u >"$tmp/names"
[ -s "$tmp/names" ] || fail "there are none"
cd "$tmp/debs"
xargs apt-get -qq download <"$tmp/names" >"$tmp/log" 2>&1 ||
	fail "$(sed -n '/^[EW]:/{p;q}' "$tmp/log")"
for file in *.deb; do
	mv "$file" "${file%%_*}.deb"
done
mv "$tmp/debs" "$dir"
echo "$dir"
