# SPDX-License-Identifier: LGPL-2.1-or-later
# The end of a script that builds things which several tests need, each once, and
# prints the directory that has it: build.sh WHAT. The script sets
#
#   here     its directory
#   what     what to build
#   make_it  a function that builds it into the directory $1
#   place    a function that prints where it is kept; $VIRTD_BUILD_ID is the sum
#            of all files of the source
# shellcheck shell=bash
# shellcheck disable=SC2154 # see above

# The same for all builds of a run.
if [ -z "${VIRTD_BUILD_ID-}" ]; then
	VIRTD_BUILD_ID=$("$here/../pack.sh" --owner=0 --group=0 --numeric-owner \
		--mtime=@1795305600 | sha256sum)
	export VIRTD_BUILD_ID=${VIRTD_BUILD_ID::12}
fi

if [ -n "${VIRTD_BUILD_INTO-}" ]; then
	into=$VIRTD_BUILD_INTO
	unset VIRTD_BUILD_INTO
	make_it "$into"
	exit
fi
dir=$(place)
if [ ! -d "$dir" ]; then
	mkdir -p "${dir%/*}"
	# another test may be building it
	exec {lock}>"$dir.lock"
	flock "$lock"
fi
if [ ! -d "$dir" ]; then
	new=$(mktemp -d "$dir.XXXXXX")
	trap 'rm -rf --one-file-system "$new"' EXIT
	chmod 755 "$new"
	status=0
	# a process of its own: "set -e" does not work before "||"
	VIRTD_BUILD_INTO=$new "$here/build.sh" "$what" >"$new/log" 2>&1 {lock}>&- || status=$?
	if [ "$status" != 0 ]; then
		{ grep -A 20 '^not ok ' "$new/log" || :; } >&2
		tail -n 50 "$new/log" >&2
		exit "$status"
	fi
	mv -T "$new" "$dir"
fi
echo "$dir"
