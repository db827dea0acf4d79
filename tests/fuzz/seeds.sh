#!/bin/bash
# seeds.sh PROGRAM CORPUS: make the seeds of the targets deb and rpm, which are
# no texts, in the directory CORPUS. PROGRAM is the built virtd-socket.
# Needs rpmbuild and GNU tar; the same versions of these make the same bytes.
set -euo pipefail

program=$(realpath "$1")
corpus=$(realpath "$2")
tests=$(cd "$(dirname "$0")/.." && pwd)
data=$tests/../plugin/data
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

export VIRTD_SOCKET_DATADIR=$data SOURCE_DATE_EPOCH=1700000000 TZ=UTC LC_ALL=C
units=usr/lib/systemd/system

install_units() {
	mkdir -p "$1"
	"$program" install --buildroot "$1" --unitdir "/$units" \
		--runstatedir /run "${@:2}"
}

make_tar() {
	local file=$1
	shift
	tar --create --file "$corpus/deb/$file" --owner=0 --group=0 \
		--numeric-owner --mtime=@1 --sort=name --blocking-factor=1 "$@"
}

dir=$(printf 'd%.0s' {1..60})
mkdir -p "$corpus/deb" control links "long/$dir/$dir"
install_units trio qemu
make_tar trio --format=gnu -C trio ./$units

cat >control/postinst <<'END'
#!/bin/sh
deb-systemd-helper enable virtqemud.socket virtqemud-ro.socket
END
cat >control/prerm <<'END'
#! /usr/bin/perl
exit 0;
END
make_tar control --format=gnu -C control .

wants=links/etc/systemd/system/sockets.target.wants
mkdir -p $wants
ln -s /$units/virtqemud.socket $wants/virtqemud.socket
ln -s /dev/null links/etc/systemd/system/virtlogd.socket
: >links/etc/systemd/system/empty.socket
ln links/etc/systemd/system/empty.socket links/etc/systemd/system/hard.socket
make_tar links --format=gnu -C links .
make_tar ustar --format=ustar -C links .

cp trio/$units/virtqemud.socket long/d*/d*/
ln -s "$(printf 't%.0s' {1..120})" long/target
make_tar long --format=gnu -C long .
make_tar long-ustar --format=ustar -C long --exclude=target .

# make_rpm NAME PAYLOAD SCRIPTLETS LINES-OF-%install FILES
make_rpm() {
	cat >"$1.spec" <<-END
		%global __os_install_post %{nil}
		%global _binary_payload $2
		%global _buildhost localhost
		%global use_source_date_epoch_as_buildtime 1
		%global clamp_mtime_to_source_date_epoch 1
		%global _build_id_links none
		Name: $1
		Version: 1
		Release: 1
		Summary: x
		License: x
		BuildArch: noarch
		%description
		%install
		$4
		$3
		%files
		$5
	END
	rpmbuild -bb --quiet --define "_topdir $work/rpm" \
		--define "_rpmdir $work" "$1.spec"
	cp "noarch/$1-1-1.noarch.rpm" "$corpus/rpm/$1"
}

mkdir -p "$corpus/rpm"
one="mkdir -p %{buildroot}/$units
cp $work/trio/$units/virtqemud.socket %{buildroot}/$units"
post='%post
systemctl preset virtqemud.socket'

make_rpm stored w.ufdio "$post" "$one" "/$units/virtqemud.socket"
make_rpm gzip w9.gzdio "$post" "$one" "/$units/virtqemud.socket"
make_rpm zstd w19.zstdio '' "$one" "/$units/virtqemud.socket"
make_rpm empty w.ufdio '%preun -p <lua>
print(1)
%triggerin -- other
systemctl restart a.socket
%transfiletriggerpostun -- /usr
%{nothing} x' '' '%ghost /run/x.socket'
make_rpm links w.ufdio '' \
	"mkdir -p %{buildroot}/etc/systemd/system/a.target.wants
	 ln -s /dev/null %{buildroot}/etc/systemd/system/a.socket
	 cd %{buildroot}/etc/systemd/system
	 ln -s ../b.socket a.target.wants/b.socket
	 echo '[Socket]' >b.socket
	 ln b.socket c.socket" '/etc/systemd/system/*'

# RPMTAG_BASENAMES and RPMTAG_DIRNAMES as a text where a list is expected
for tag in 1117 1118; do
	"$tests/verify/retag.py" "$corpus/rpm/stored" "$corpus/rpm/text-$tag" \
		$tag 6
done
