# SPDX-License-Identifier: LGPL-2.1-or-later
# What the checks of sources share.

TOP=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
cd "$TOP" || exit

# tracked NAME...: the files of the project with such names, one per line; all
# that git knows, or all where this is no clone
tracked() {
	local name

	if git rev-parse --git-dir >/dev/null 2>&1; then
		git ls-files -- "$@"
	else
		for name; do
			find . -path './build*' -prune -o -path "*/$name" -type f -print
		done
	fi | sort -u
}

# need PROGRAM [VERSION]: skip the test where it is not there
need() {
	command -v "$1" >/dev/null || skip "$1 is not installed"
	if [ $# -gt 1 ] && ! "$1" --version | grep -q "version $2\."; then
		skip "this is not $1 $2, whose rules these are"
	fi
}

# What a compiler has to know; the version and the directory do not matter.
mapfile -t cflags < <(printf '%s\n' -std=gnu11 -D_GNU_SOURCE \
	-D_FILE_OFFSET_BITS=64 '-DVERSION="x"' '-DDATADIR="/x"' "-I$TOP/plugin" \
	"-I$TOP/tests/unit"
	pkg-config --cflags-only-I rpm popt | tr -s ' ' '\n' | sed '/^$/d')
