#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Print an archive of the project's files as they are now: those that git does not
# ignore; without git, all but what was built.
#
# usage: pack.sh [option of tar...]
set -eu

cd "$(dirname "$0")/.."
{
	git -c safe.directory='*' ls-files -z --cached --others \
		--exclude-standard 2>/dev/null ||
		find . -path ./.git -prune -o -path './build*' -prune -o \
			! -type d -print0
} | sed -z 's|^\./||' | sort -z | tar -c --no-recursion --null -T - "$@"
