#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# CONTRIBUTING.md followed in a copy of the tree: what it says is enough.

load ../lib

# A copy of the tree with what was built, so that make has little to do.
copy() {
	[ -z "${VIRTD_SOCKET_INSTALLED:-}" ] || skip "tests an installed program"
	mkdir copy
	cp -a "$TOP"/{plugin,macros,tests,packaging,Makefile} copy
	cp -a "$(dirname "$VIRTD_SOCKET")" copy/build
	cd copy || return
	export VIRTD_SOCKET_DATADIR=$PWD/plugin/data
}

# The built tree knows what was added.
remake() {
	make --no-print-directory CFLAGS=-O0 >../home/log 2>&1 || {
		cat ../home/log
		return 1
	}
}

# section TITLE: what CONTRIBUTING.md says there
section() {
	awk -v title="## $1" '/^## / { inside = $0 == title } inside' \
		"$TOP/CONTRIBUTING.md"
}

@test "every file and target that it names is there" {
	grep -o '`[a-z]*/[^` ]*`' "$TOP/CONTRIBUTING.md" | tr -d '`' |
		grep -v '^build/' >home/files
	[ "$(wc -l <home/files)" -gt 10 ]
	while read -r file; do
		# shellcheck disable=SC2086
		(cd "$TOP" && ls -d $file || cd plugin && ls -d $file) \
			>/dev/null 2>&1 || not echo "$file"
	done <home/files
	grep -o '`make [^`]*`' "$TOP/CONTRIBUTING.md" | tr -d '`' |
		sed 's/^make//' | tr ' ' '\n' | grep '^[a-z]' >home/targets
	[ "$(wc -l <home/targets)" -gt 5 ]
	while read -r target; do
		call make -C "$TOP" -n "$target"
		[ "$status" -eq 0 ] || { echo "make $target"; return 1; }
	done <home/targets
}

@test "each thing in five steps" {
	grep '^## ' "$TOP/CONTRIBUTING.md" >home/titles
	while read -r _ title; do
		section "$title" | grep -q '^1\. '
		not grep -q '^6\. ' <(section "$title")
	done <home/titles
}

@test "add a daemon" {
	copy
	printf '\n[virtfood]\nName=foo\n' >>plugin/data/catalog
	printf '[Unit]\nConditionPathExists=/foo\n' \
		>plugin/data/templates/virtfood.socket.extra.in
	remake
	call build/virtd-socket list
	grep -q '^foo  *virtfood  *main,ro,admin ' ../home/out
	call build/virtd-socket expand --only main foo
	grep -qx 'ConditionPathExists=/foo' ../home/out
	grep -qx '%systemd_post virtfood.service' build/scriptlets.systemd
}

@test "add a style" {
	copy
	sed -i -e 's/^	N_STYLES/	STYLE_FOO,\n&/' \
		-e 's/ or posttrans"/, posttrans or foo"/' plugin/scriptlets/style.h
	sed -i 's/^	\[STYLE_SUSE\]/	[STYLE_FOO] = "foo",\n&/' \
		plugin/scriptlets/style.c
	sed -i -e 's/^	SYSTEMD = /	FOO = 1 << STYLE_FOO,\n&/' \
		-e 's/^const struct piece .*{/&\n	{FOO, UNITS, ANY, SECTION_POST, NULL, "%foo {all}"},/' \
		plugin/scriptlets/pieces.c
	sed -i 's/^styles := /&foo /' Makefile
	remake
	call build/virtd-socket scriptlets --style foo --section post log
	expect_file ../home/out '%foo virtlogd.service virtlogd.socket virtlogd-admin.socket'
	call build/virtd-socket scriptlets --style bar log
	grep -q 'use systemd, suse, posttrans or foo, or deb for Debian$' ../home/err
	grep -qx '%foo virtlogd.service virtlogd.socket virtlogd-admin.socket' build/scriptlets.foo
	call make install DESTDIR="$T/root"
	[ -e "$T/root/usr/share/virtd-socket/scriptlets.foo" ]
}

@test "add a rule" {
	copy
	cat >>plugin/rules/files.c <<-'END'

		void rule_foo(struct checker *c, const struct unit *unit)
		{
			report_unit(c, SEVERITY_WARNING, unit, NULL,
				    "is a unit");
		}
	END
	sed -i 's/^void rule_unit_file/void rule_foo(struct checker *c, const struct unit *unit);\n&/' \
		plugin/rules/rules.h
	sed -i 's/^	{{"half-enabled",/	{{"foo", "A rule.", "Help."}, UNIT(foo)},\n&/' \
		plugin/rules/table.c
	remake
	call build/virtd-socket verify --rules
	grep -q '^foo  *A rule\.$' ../home/out
	build/virtd-socket install --buildroot "$T/root" --unitdir /usr/lib/systemd/system log
	call build/virtd-socket verify "$T/root"
	grep -q ': is a unit \[foo\]$' ../home/out
}
