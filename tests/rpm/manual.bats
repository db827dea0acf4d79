#!/usr/bin/env bats
# The manual pages: what mandoc says, that no verb is missing, and every
# literal block of their sources, run. A new block that no case knows fails.

load rpm

PAGES="virtd-socket.1 virtd-socket-catalog.5 virtd-socket-macros.7"
POD=$TOP/macros/debian/dh_virtd_socket

@test "mandoc finds nothing in the manual pages" {
	command -v mandoc >/dev/null || skip "mandoc is not installed"
	for page in $PAGES; do
		cp "$TOP/plugin/man/$page" .
	done
	pod2man --utf8 --center=virtd-socket "$POD" |
		awk -f "$TOP/plugin/man/tidy.awk" >dh_virtd_socket.1
	# "base" would ask for conventions of BSD's own pages
	call mandoc -Tlint -W style ./*.[157]
	expect 0
}

@test "virtd-socket(1) has all verbs, options and exit statuses" {
	page=$TOP/plugin/man/virtd-socket.1.scd
	"$VIRTD_SOCKET" --help >help
	sed -n -e 's/^ .*\(--[a-z-]*\).*/\1/p' help | sort -u >common
	verbs=$(sed -n 's/^  \([a-z]*\)  .*/\1/p' help)
	[ "$(echo "$verbs" | wc -l)" -ge 9 ]
	for verb in $verbs; do
		grep -q "^\*virtd-socket\* \*$verb\*" "$page" ||
			not echo "$verb is not in SYNOPSIS"
		grep -q "^\*$verb\*$" "$page" || not echo "$verb is not in VERBS"
		"$VIRTD_SOCKET" "$verb" --help >help
		sed -n -e 's/^ .*\(--[a-z-]*\).*/\1/p' help | sort -u >options
		while read -r option; do
			grep -qx -e "$option" common ||
				grep -q -e "\*$option\*" "$page" ||
				not echo "$verb: $option is missing"
		done <options
	done
	[ "$(sed -n '/^# EXIT STATUS/,/^# ENV/s/^\*\([0-9]\)\*$/\1/p' "$page" |
		tr '\n' ' ')" = '0 1 2 ' ]
}

# blocks FILE: write its literal blocks to block.1, block.2 ...
blocks() {
	rm -f block.*
	awk -v name="${1##*.}" '
		function end() { if (file) close(file); file = "" }
		function line(text) {
			if (!file)
				file = "block." ++n
			print text >file
		}
		name == "scd" && $0 == "```" { fence = !fence; end(); next }
		fence { line($0); next }
		# a definition within another one
		name == "scd" && /^\t[*\t]/ { end(); blank = 0; next }
		name == "scd" && /^\t/ && (blank || file) {
			sub(/^\t/, ""); line($0); blank = 0; next
		}
		name != "scd" && /^=cut/ { exit }
		name != "scd" && /^    / { sub(/^    /, ""); line($0); next }
		{ end(); blank = $0 == "" }' "$1"
	[ -e block.1 ]
}

# Build the fragment BLOCK of a spec file with the preamble of block.1.
build_fragment() {
	local style

	style=$(sed -n 's/^%global virtd_socket_style //p' "$1")
	rm -rf "$HOME/rpmbuild"
	put "$HOME/rpmbuild/SOURCES/my.catalog" '[mydaemond]' Name=x Sockets=main
	put "$HOME/rpmbuild/SOURCES/virtqemud.service" x
	FAKE=
	case $style in
	suse) use_suse ;;
	posttrans) rpmmacros ;;
	*) use_systemd ;;
	esac
	{
		sed '/^%install/,$d' "$SPEC"
		printf '%s\n' '' '%package daemon-qemu' 'Summary: x' \
			'%description daemon-qemu' x ''
		cat "$1"
	} >fragment.spec
	# another package has the services; tls enabled is what one is for
	ODD='--disable service-missing --disable inet-enabled' build fragment.spec
	rpm -qpl "$HOME"/rpmbuild/RPMS/noarch/*daemon-qemu*.rpm >list
	rpm -qp --scripts "$HOME"/rpmbuild/RPMS/noarch/*daemon-qemu*.rpm \
		>scripts
}

# What the style must have left in the scriptlets, and files.
expect_style() {
	case $1 in
	suse) grep -q fake_service_add_post scripts ;;
	posttrans) grep -q 'preset-virtqemud.socket' scripts ;;
	*) grep -q 'postinstall scriptlet\|try-restart' scripts ;;
	esac
	grep -q '/[a-z]*\.socket$\|mine.conf' list
}

run_spec() {
	case $(head -n 1 "$1") in
	Name:*)
		SPEC=$1
		use_systemd
		mkdir -p "$HOME/rpmbuild/SOURCES"
		cp "$EXAMPLES/virtqemud.service" "$HOME/rpmbuild/SOURCES"
		build "$1"
		rpm -qpl "$HOME"/rpmbuild/RPMS/noarch/*.rpm |
			grep -q '/virtqemud-ro.socket$'
		;;
	*)
		build_fragment "$1"
		expect_style "$(sed -n 's/^%global virtd_socket_style //p' "$1")"
		;;
	esac
}

# Commands, with what they read; "/" is the build root here.
run_commands() {
	sed -i -e "s|verify /$|verify --disable service-missing $T/root|" \
		-e 's|-socket verify |&--quiet |' "$1"
	if grep -q 'dot -' "$1" && ! command -v dot >/dev/null; then
		sed -i 's/| dot -Tsvg/| cat/' "$1"
	fi
	PATH=$T/bin:$PATH DESTDIR=$T/root call bash -eo pipefail "$1"
	expect_file home/err ''
	[ "$status" -eq 0 ]
}

run_block() {
	case $(head -n 1 "$1") in
	'[mydaemond]') cp "$1" my.catalog ;;
	'virtd-socket verify '*)
		# the packages that it names
		sed -i 's/\.rpm/.tree/g' "$1"
		mkdir -p old.tree new.tree
		run_commands "$1"
		;;
	'virtd-socket migrate debian/'*)
		put debian/control 'Source: foo' 'Build-Depends: debhelper' '' \
			'Package: foo'
		put debian/rules %: $'\tdh $@'
		put debian/foo.install 'usr/lib/systemd/system/virtqemud.socket'
		run_commands "$1"
		expect_file debian/foo.virtd-sockets 'qemu --sockets=main'
		;;
	'virtd-socket migrate '*)
		put foo.spec 'Name: foo' %description %post \
			"%systemd_post $(units virtqemud .service .socket \
				-ro.socket -admin.socket |
				sed 's|.*/||' | tr '\n' ' ')" %files \
			%{_unitdir}/virtqemud{,-ro,-admin}.socket
		run_commands "$1"
		grep -qx '%virtd_socket -S qemu' foo.spec
		not grep -q 'systemd_post' foo.spec
		;;
	'virtd-socket '*)
		run_commands "$1"
		[ -s home/out ] || grep -q ' install \|>units' "$1"
		;;
	Name:*|'%install'|'%global '*) run_spec "$1" ;;
	SERVICE-KIND.socket.in*)
		[ "$(cat "$1")" = \
			'SERVICE-KIND.socket.in, virtd-KIND.socket.in' ]
		put t/virtd-ro.socket.in '[Socket]' ListenStream=2
		try expand --templates t --only ro qemu
		expect 0 $'[Socket]\nListenStream=2'
		put t/virtqemud-ro.socket.in '[Socket]' ListenStream=1
		try expand --templates t --only ro qemu
		expect 0 $'[Socket]\nListenStream=1'
		;;
	WHERE:*)
		[ "$(cat "$1")" = 'WHERE: error|warning: TEXT [RULE]' ]
		mkdir bad
		"$VIRTD_SOCKET" install --buildroot bad qemu
		rm bad/"$UNITDIR"/virtqemud-ro.socket
		try verify bad
		[ "$status" -eq 1 ]
		not grep -Evq '^[^:]+(:[0-9]+)?: (error|warning): .+ \[[a-z-]+\]$' home/out
		;;
	qemu)
		# debian/foo.virtd-sockets
		grep -v '^#' "$1" >lines
		[ "$(wc -l <lines)" -ge 3 ]
		while read -r line; do
			eval "try install --plan $line"
			[ "$status" -eq 0 ]
			[ -s home/out ]
		done <lines
		;;
	dh_virtd_socket|'export PATH := '*|'echo qemu > debian/'*|Build-Depends:*)
		# tests/deb/manual.bats builds such packages, from these lines
		[ "$(wc -l <"$1")" -le 2 ]
		grep -q "example '*$(head -n 1 "$1" | cut -d ' ' -f 1)" \
			"$TOP/tests/deb/manual.bats"
		;;
	*)
		echo "no test runs this block:"
		cat "$1"
		return 1
		;;
	esac
}

# run_blocks FILE COUNT: all of them, in order
run_blocks() {
	local i=1

	mkdir -p bin libvirt debian/foo
	ln -s "$VIRTD_SOCKET" bin/virtd-socket
	put libvirt/src/virtqemud.service.in '[Unit]' Requires=x '[Service]' \
		ExecStart=/bin/true
	for extra in $(sed -n '/^\[virtqemud\]/,/^$/s/^ServiceExtras=//p' \
		"$DATADIR/catalog"); do
		put "libvirt/src/virtd.service.$extra.extra.in" '[Service]' A=b
	done
	blocks "$1"
	while [ -e block.$i ]; do
		run_block block.$i || not echo "in block $i"
		i=$((i + 1))
	done
	[ $i -gt "$2" ]
}

@test "virtd-socket(1): what stands in it works" {
	run_blocks "$TOP/plugin/man/virtd-socket.1.scd" 9
}

@test "virtd-socket-catalog(5): what stands in it works" {
	run_blocks "$TOP/plugin/man/virtd-socket-catalog.5.scd" 2
	grep -qx 'Description=libvirt my own daemon socket' home/out
}

@test "virtd-socket-macros(7): every example builds" {
	run_blocks "$TOP/plugin/man/virtd-socket-macros.7.scd" 6
}

@test "virtd-socket-macros(7): an example for each macro and each style" {
	blocks "$TOP/plugin/man/virtd-socket-macros.7.scd"
	for macro in $(sed -n 's/^%\(virtd_socket[a-z_]*\).*/\1/p' \
		"$TOP/macros/macros.virtd-socket.in" | sort -u) \
		virtd_socket_catalog; do
		grep -Eq "^%(global )?$macro( |\$)" block.* ||
			not echo "$macro has no example"
	done
	for style in systemd suse posttrans; do
		grep -q "^%global virtd_socket_style $style$" block.*
	done
}

@test "dh_virtd_socket(1): what stands in it works" {
	run_blocks "$POD" 6
}

@test "a block that no test runs is found" {
	put x.scd '# EXAMPLES' '' '```' 'rm -rf something' '```'
	blocks x.scd
	run run_block block.1
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = 'no test runs this block:' ]
}
