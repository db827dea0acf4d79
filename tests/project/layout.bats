#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The rooms of plugin/: arrows point one way between them and inside them.

load ../lib

# The rooms, from the top; what stands in one line knows nothing of another.
ROOMS='verbs
migrate report
rules graph
index
spec packages
request shell
scriptlets files
units
base'

# "A B" for each file that includes B.h: "verbs/list base/message"
includes() {
	(cd "${1:-$TOP/plugin}" && grep -o '^#include "[^"]*' -- *.[ch] */*.[ch]) |
		sed -e 's|^\(.*\)\.[ch]:#include "\(.*\)\.h$|\1 \2|' |
		awk '$1 != $2'
}

# "A B" for each object file that calls, or reads, something of B
calls() {
	(cd "${1:-$(dirname "$VIRTD_SOCKET")/plugin}" &&
		nm -A -P --extern-only -- *.o */*.o) |
		sed -e 's/\.o: / /' | awk '
		$3 == "U" { from[++n] = $1; used[n] = $2; next }
		{ place[$2] = $1 }
		END {
			for (i = 1; i <= n; i++)
				if (used[i] in place && place[used[i]] != from[i])
					print from[i], place[used[i]]
		}' | sort -u
}

# Arrows between files become arrows between rooms.
rooms() {
	sed -e 's|/[^ ]*||g' | awk '$1 != $2' | sort -u
}

# no_circle: the arrows on standard input have none
no_circle() {
	cat >home/arrows
	[ "$(wc -l <home/arrows)" -gt "$1" ]
	call tsort home/arrows
	[ "$status" -eq 0 ] || { cat home/err; return 1; }
}

@test "every file stands in a room, and every room in the table of CONTRIBUTING.md" {
	(cd "$TOP/plugin" && ls -d -- */) | tr -d / >home/folders
	same folders "$(printf '%s\n' $ROOMS data man completion | sort)" \
		home/folders
	(cd "$TOP/plugin" && ls -- *.[ch]) >home/loose
	same loose main.c home/loose
	for room in $ROOMS; do
		[ -n "$(ls "$TOP/plugin/$room"/*.c)" ]
		grep -q "^| \`$room/\` | ." "$TOP/CONTRIBUTING.md" ||
			not echo "$room"
	done
}

@test "between rooms, includes and calls point down" {
	{ includes; calls; } | grep -v '^main ' | rooms >home/found
	[ "$(wc -l <home/found)" -gt 20 ]
	awk -v rooms="$ROOMS" '
	BEGIN {
		n = split(rooms, line, "\n")
		for (i = 1; i <= n; i++) {
			m = split(line[i], word, " ")
			for (j = 1; j <= m; j++)
				level[word[j]] = i
		}
	}
	!($2 in level) || level[$1] >= level[$2]' home/found >home/up
	same "arrows that do not point down" '' home/up
}

@test "no circle of includes" {
	includes | no_circle 100
	# the test sees one
	put x/a.h '#include "y/b.h"'
	put x/y/b.c '#include "a.h"'
	includes x >home/arrows
	call tsort home/arrows
	expect 1 $'a\ny/b' "tsort: home/arrows: input contains a loop:
tsort: a
tsort: y/b"
}

@test "no circle of calls" {
	calls | no_circle 100
	# the test sees one that goes through a shared header
	mkdir x x/y
	echo 'void b(void); void a(void); void a(void) { b(); }' |
		cc -c -x c -o x/a.o -
	echo 'void b(void); void a(void); void b(void) { a(); }' |
		cc -c -x c -o x/y/b.o -
	calls x >home/arrows
	call tsort home/arrows
	[ "$status" -eq 1 ]
}

@test "only main.c knows the verbs, and main.c knows nothing of units" {
	includes | grep '^main ' | cut -d' ' -f2 >home/out
	same main "$(printf '%s\n' base/interrupt base/message base/nearest \
		base/rpmconf request/options verbs/verb)" home/out
	includes | grep -v '^main ' | grep ' verbs/' | grep -v ' verbs/verb$' \
		>home/out || :
	same verbs '' home/out
}

# reads [DIR]: "FILE FUNCTION" for each line that reads or sets the target of
# an option, but for option tables and declarations
reads() {
	(cd "${1:-$TOP/plugin}" && grep -l arg_ -- *.[ch] */*.[ch] |
		xargs awk '
		FNR == 1 { name = "none" }
		/^[a-z].*[(]/ && !/;$/ {
			name = $0
			sub(/[(].*/, "", name)
			sub(/.*[ *]/, "", name)
		}
		/^}/ { name = "none" }
		/^static .*;$/ { next }
		{ gsub(/&arg_[a-z_]*(\[[A-Z_]*\])?,/, "") }
		/(^|[^a-z_])arg_/ { print FILENAME, name }' | sort -u)
}

@test "what options say is read by verbs and by *_open(), which hand it on" {
	cd "$TOP/plugin"
	grep -lF 'struct poptOption' -- *.c */*.c >"$T/home/tables"
	[ "$(wc -l <"$T/home/tables")" -gt 10 ]
	not grep -vE '^(main|(verbs|request)/[a-z_]*)\.c$' "$T/home/tables"
	# each target is static and called so, in a file with a table
	xargs sed -nE 's/.*POPT_ARG_[A-Z]*( \| [A-Z_]*)*, &([a-z_]*).*/\2/p' \
		<"$T/home/tables" >"$T/home/targets"
	[ "$(wc -l <"$T/home/targets")" -gt 20 ]
	not grep -v '^arg_' "$T/home/targets"
	grep -lw 'arg_[a-z_]*' -- *.[ch] */*.[ch] |
		not grep -vxFf "$T/home/tables"
	grep -hE '^[a-z].*arg_[a-z_]*(\[[A-Z_]*\])?;' -- *.[ch] */*.[ch] \
		>"$T/home/declared"
	[ "$(wc -l <"$T/home/declared")" -gt 20 ]
	not grep -v '^static ' "$T/home/declared"
	reads >"$T/home/reads"
	[ "$(wc -l <"$T/home/reads")" -gt 10 ]
	grep '^request/' "$T/home/reads" | not grep -v '_open$'
	# the test sees one
	mkdir "$T/x"
	printf '%s\n' 'static int arg_a;' 'static bool work(int *b)' '{' \
		'	return arg_a > *b;' '}' >"$T/x/a.c"
	mkdir "$T/x/y"
	: >"$T/x/y/b.c"
	reads "$T/x" >"$T/home/reads"
	same reads 'a.c work' "$T/home/reads"
}

@test "a header makes no variable known but tables that do not change" {
	grep -hE '^extern ' "$TOP"/plugin/*/*.h >home/extern
	[ "$(wc -l <home/extern)" -gt 10 ]
	not grep -v '^extern const ' home/extern
}

@test "what is pure does no input or output" {
	local room

	cd "$TOP/plugin"
	for room in units index rules graph report shell scriptlets spec migrate; do
		ls $room/*.c
	done | grep -vx 'units/\(template_files\|unitfile_read\)\.c' >"$T/home/pure"
	[ "$(wc -l <"$T/home/pure")" -gt 30 ]
	not xargs grep -E \
		'<(fcntl|unistd|dirent|sys/(stat|mman|wait))\.h>|fopen|system\(' \
		<"$T/home/pure"
}
