#!/bin/sh
# mirror.sh: print Debian's mirror, that of this machine's APT; MIRROR in the
# environment overrides it. Exits 1 with a message where there is none.
set -eu

if [ -z "${MIRROR:-}" ]; then
	MIRROR=$(cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list \
		2>/dev/null | sed -n \
		-e 's|^URIs: *\([^ ]*/debian\)/* *$|\1|p' \
		-e 's|^deb .*\(http[^ ]*/debian\)/* .*|\1|p' | head -n 1)
fi
if [ -z "$MIRROR" ]; then
	echo "no mirror of Debian in /etc/apt; set MIRROR" >&2
	exit 1
fi
echo "$MIRROR"
