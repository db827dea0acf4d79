#!/usr/bin/env bats
# What users write in a spec or in debian/ reaches no shell but their own.

load ../rpm/rpm

# without blanks, which separate the names
HOSTILE=("\$(touch\${IFS}pwned)" "\`touch\${IFS}pwned\`" ";touch\${IFS}pwned"
	"|touch\${IFS}pwned" "&touch\${IFS}pwned" "';touch\${IFS}pwned;'"
	'";touch${IFS}pwned;"' "--templates=\$(touch\${IFS}pwned)")

no_harm() {
	[ "$(find "$T" -name pwned)" = '' ] || {
		echo "$* ran touch"
		return 1
	}
}

# parse LINE: what rpm makes of it in %install of a spec, with a subpackage b
parse() {
	printf '%s\n' '%subpackage b' '%install' "$1" '%files' '%files b' | spec a
	call rpmspec -P a.spec
	no_harm "$1"
}

# refused LINE: an error of ours
refused() {
	parse "$1"
	[ "$status" -ne 0 ] || not echo "$1"
	grep -q '^error: ' home/err
	not grep -q 'lua script failed' home/err
}

@test "macros: hostile names and values at the time of parsing" {
	local text macro

	use_posttrans
	for text in "${HOSTILE[@]}"; do
		for macro in virtd_socket virtd_socket_restart; do
			refused "%$macro $text"
			[[ $text = -* ]] || refused "%$macro -p $text qemu"
			[[ $text = -* ]] || refused "%$macro -n $text qemu"
		done
		for option in k u e; do
			refused "%virtd_socket -$option $text mine"
		done
		for macro in virtd_socket_{pre,post,preun,postun,posttrans,files}; do
			refused "%$macro $text"
		done
		# it is for the helper, when %install runs
		[[ $text = *\'* ]] || parse "%virtd_socket -S qemu -- $text"
	done
	parse '%virtd_socket -S qemu'
	[ "$status" -eq 0 ]
}

@test "macros: without a spec" {
	local macro

	use_posttrans
	for macro in virtd_socket virtd_socket_restart; do
		call rpm --eval "%$macro qemu"
		expect 1 '' "error: %$macro: it stands in no spec file"
	done
	call rpm --eval '%virtd_socket_post qemu'
	expect 1 '' 'error: %virtd_socket_post: it stands in no %post'
}

@test "macros: a catalogue and a style with hostile names" {
	local text

	for text in "${HOSTILE[@]}" "it's"; do
		rpmmacros "%virtd_socket_style $text"
		refused '%virtd_socket qemu'
		rpmmacros "%virtd_socket_catalog $T/$text" \
			"%virtd_socket_style $text"
		refused '%virtd_socket qemu'
		use_posttrans "%virtd_socket_catalog $T/$text"
		refused '%virtd_socket qemu'
	done
	put "it's" '[mine]' Name=Mine
	use_posttrans "%virtd_socket_catalog $T/it's"
	parse '%virtd_socket -S mine'
	[ "$status" -eq 0 ]
	grep -qx "$UNITDIR/mine-admin.socket" home/out
}

@test "macros: quoted values of %virtd_socket are data" {
	local text

	use_posttrans
	for text in "${HOSTILE[@]:0:7}"; do
		text=${text//\'/\'\\\'\'}
		spec hostile <<-EOF
			%install
			%virtd_socket -S -k main,ro,admin mine -- --description '$text'
			%files
		EOF
		build hostile.spec
		no_harm "--description '$text'"
		unpack hostile files
		grep -qxF "Description=libvirt ${text//\'\\\'\'/\'} daemon socket" \
			"files$UNITDIR/mine.socket"
		rpm -qp --scripts "$(package hostile)" >scripts
		not grep touch.*pwned scripts
		rm -rf files home/rpmbuild
	done
}

# dh TEXT...: dh_virtd_socket with these lines
dh() {
	printf '%s\n' "$@" >debian/foo.virtd-sockets
	rm -rf debian/foo debian/.debhelper debian/*.debhelper
	PATH=$TOP/macros/debian:$(dirname "$VIRTD_SOCKET"):$PATH \
	PERL5LIB=$TOP/macros/debian \
	DH_AUTOSCRIPTDIR=$TOP/macros/debian/autoscripts \
	VIRTD_SOCKET_DEBHELPERDIR=$TOP/macros/debian/wrap \
		call strace -f -o "$T/trace" -e trace=execve -s 4096 dh_virtd_socket
}

@test "dh_virtd_socket: hostile lines" {
	local text

	command -v dh_installsystemd >/dev/null || skip "there is no debhelper"
	strace -o trace true || skip "strace does not work here"
	mkdir -p foo/debian
	cd foo
	put debian/control 'Source: foo' 'Maintainer: x <x@example.org>' \
		'Build-Depends: debhelper-compat (= 13)' '' 'Package: foo' \
		'Architecture: all' 'Description: x'
	put debian/changelog 'foo (1) unstable; urgency=low' '' '  * x' '' \
		' -- x <x@example.org>  Thu, 01 Jan 2026 00:00:00 +0000'
	for text in "${HOSTILE[@]}"; do
		# debhelper would say that it does not know ${IFS}
		text=${text//\$\{IFS\}/ }
		[[ $text = *\'* ]] || text="'$text'"
		for line in "$text" "qemu --sockmode=$text" "-k $text mine" \
			"--upgrade=$text qemu" "--enable=$text qemu"; do
			dh "$line"
			no_harm "$line"
			[ "$status" -ne 0 ]
			grep -q '^dh_virtd_socket: error: ' "$T/home/err"
		done
		dh "--description=$text mine"
		no_harm "--description=$text"
		if [[ $text = \'* && $text != "';"* ]]; then
			[ "$status" -eq 0 ]
			grep -q 'Description=.*pwned' \
				debian/foo/*/systemd/system/mine.socket \
				debian/foo/usr/*/systemd/system/mine.socket
		fi
		not grep -E '"(-c|sh|/bin/sh)".*pwned' "$T/trace"
		not grep -r pwned debian --include='*.debhelper'
	done
	# it would have been seen
	call strace -f -o "$T/trace" -e trace=execve sh -c 'exec sh -c ": pwned"'
	grep -Eq '"(-c|sh|/bin/sh)".*pwned' "$T/trace"
}
