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

@test "macros: hostile names and values at the time of parsing" {
	local text macro

	use_posttrans
	for text in "${HOSTILE[@]}"; do
		for macro in virtd_socket_{pre,post,preun,postun,posttrans,files,scriptlets}; do
			call rpm --eval "%$macro $text"
			no_harm "%$macro $text"
			[ "$status" -ne 0 ]
			grep -q '^error: ' home/err
			call rpm --eval "%$macro -k $text -u $text -e $text mine"
			no_harm "%$macro -k $text"
			[ "$status" -ne 0 ]
		done
		call rpm --eval "%virtd_socket_scriptlets -p $text qemu"
		no_harm "-p $text"
	done
}

@test "macros: a catalogue and a style with hostile names" {
	local text

	for text in "${HOSTILE[@]}" "it's"; do
		rpmmacros "%virtd_socket_style $text"
		call rpm --eval '%virtd_socket_post qemu'
		no_harm "style $text"
		[ "$status" -ne 0 ]
		rpmmacros "%virtd_socket_catalog $T/$text" \
			"%virtd_socket_style $text"
		call rpm --eval '%virtd_socket_post qemu'
		no_harm "catalogue and style $text"
		[ "$status" -ne 0 ]
	done
	put "it's" '[mine]' Name=Mine
	use_posttrans "%virtd_socket_catalog $T/it's"
	call rpm --eval '%virtd_socket_files mine'
	expect 0 "$(units mine .socket -ro.socket -admin.socket)
"
}

@test "macros: quoted values of %virtd_socket are data, and so is a specpart" {
	local text

	use_posttrans
	put one.in one
	for text in "${HOSTILE[@]:0:7}"; do
		text=${text//\'/\'\\\'\'}
		spec hostile <<-EOF
			%install
			%virtd_socket --description '$text' mine
			%virtd_socket_scriptlets -k main,ro,admin mine
			%files
			%virtd_socket_files -k main,ro,admin mine
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
