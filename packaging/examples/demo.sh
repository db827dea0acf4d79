#!/bin/sh
# demo.sh BUILDDIR: build an example with rpmbuild, from the build tree, and
# show the files and scriptlets of the RPM that it makes.
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "$1" && pwd)
demo=$build/demo
rm -rf "$demo"
mkdir -p "$demo"
export VIRTD_SOCKET_DATADIR="$top/plugin/data"

style=
if [ "$(rpm --eval '%{?systemd_post:1}')" != 1 ]; then
	if "$top/tests/fetch-systemd-macros.sh" "$demo/systemd"; then
		cat "$demo/systemd/macros.systemd" >>"$demo/.rpmmacros"
	else
		echo "demo: without systemd's RPM macros only the style" \
			"posttrans can be shown" >&2
		style=posttrans
	fi
fi
{
	sed "s|require(|(function(name) package.path = '$top/macros/lua/?.lua' return require(name) end)(|" \
		"$build/macros.virtd-socket"
	echo "%__virtd_socket $build/virtd-socket"
	echo "%__virtd_socket_datadir $build"
	[ -z "$style" ] || printf '%s\n' "%virtd_socket_style $style" \
		'%_unitdir /usr/lib/systemd/system'
	# Debian has none, and rpm complains
	echo "%_dbpath $demo/db"
} >>"$demo/.rpmmacros"
export HOME="$demo"
rpm --initdb

echo "\$ rpmbuild -bb packaging/examples/daemon.spec"
if ! rpmbuild -bb --nodeps --define "_topdir $demo/rpmbuild" \
	--define "_sourcedir $top/packaging/examples" \
	--define "_rpmdir $demo" \
	--define '_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm' \
	"$top/packaging/examples/daemon.spec" >"$demo/log" 2>&1; then
	cat "$demo/log" >&2
	exit 1
fi
rpm=$(find "$demo" -maxdepth 1 -name '*.rpm')
name=$(basename "$rpm")
echo "\$ rpm -qpl $name"
rpm -qpl "$rpm"
echo "\$ rpm -qp --scripts $name"
rpm -qp --scripts "$rpm" | sed 's/ *$//' | grep .
