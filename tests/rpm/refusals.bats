#!/usr/bin/env bats
# What cannot work is an error when the spec is read, with the lines to write.

load rpm

# refused LINE MESSAGE [PREAMBLE...]: the spec of standard input is refused
refused() {
	local line=$1 message=$2

	shift 2
	use_fake_systemd
	spec a "$@"
	spec_fails a.spec "$line" "$message"
}

@test "a section that takes no shell: Lua" {
	refused 13 '%post: -p <lua> takes no lines of shell, but virtqemud needs some in this section of a; write that section in shell' <<-'EOF'
		%install
		%virtd_socket -S qemu


		%post -p <lua>
		print("x")
		%files
	EOF
}

@test "a section that takes no shell: a program" {
	refused 15 '%preun: -p /sbin/ldconfig takes no lines of shell, but virtqemud, virtnetworkd needs some in this section of a-b; write
	%preun -n a-b
	/sbin/ldconfig' <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu network
		%preun -p /sbin/ldconfig b
		%files b
	EOF
	refused 11 '%post: -p /usr/bin/perl takes no lines of shell, but virtqemud needs some in this section of a; write
	%post
	/usr/bin/perl' <<-'EOF'
		%install
		%virtd_socket -S qemu
		%post -p/usr/bin/perl
		%files
	EOF
}

@test "a section behind %files of its package" {
	refused 12 '%post: it stands behind the %files of a, where the lines of virtqemud had to be written; move it before %files' <<-'EOF'
		%install
		%virtd_socket -S qemu
		%files
		%post
		echo own
	EOF
}

@test "%install behind %files of the package" {
	refused 11 '%virtd_socket: %files of a (line 9) stands above it; move %install before it' <<-'EOF'
		%files
		%install
		%virtd_socket -S qemu
	EOF
}

@test "%install behind a scriptlet of the package" {
	refused 18 '%virtd_socket: %post of a-b (line 13) stands above it; move %install before it' <<-'EOF'
		%subpackage b
		%post b
		echo own
		%post
		%install
		echo other
		%virtd_socket -S -p b qemu
		%files b
	EOF
}

@test "a condition that ended above counts for nothing" {
	use_fake_systemd
	spec a <<-'EOF'
		%if 0
		%files
		%endif
		%install
		%if 0
		%check
		%endif
		%virtd_socket -S qemu
		%files
	EOF
	build a.spec
	has a virtqemud
}

@test "not in %install" {
	local section

	for section in build check 'post' 'files' prep; do
		refused 10 "%virtd_socket: it stands in %$section (line 9); it belongs in %install" <<-EOF
			%$section
			%virtd_socket -S qemu
			%install
		EOF
		refused 10 "%virtd_socket_restart: it stands in %$section (line 9); it belongs in %install" <<-EOF
			%$section
			%virtd_socket_restart qemu
			%install
		EOF
	done
	refused 9 '%virtd_socket: it stands in %description (line 7); write %%virtd_socket in text' \
		<<<'%virtd_socket -S qemu'
	refused 14 '%virtd_socket: it stands in %changelog (line 12); write %%virtd_socket in text' <<-'EOF'
		%install
		%virtd_socket -S qemu
		%files
		%changelog
		* Sun Nov 22 2026 A <a@example.org> - 1-1
		- use %virtd_socket for sockets
	EOF
}

@test "one daemon in two packages; twice" {
	refused 15 '%virtd_socket: virtqemud is in a already' <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S qemu
		%virtd_socket -S -p b virtqemud
	EOF
	refused 11 '%virtd_socket: virtqemud is named twice' <<-'EOF'
		%install
		%virtd_socket -S qemu
		%virtd_socket -S qemu
	EOF
	refused 10 '%virtd_socket: virtqemud is named twice' <<-'EOF'
		%install
		%virtd_socket -S qemu virtqemud
	EOF
}

@test "variables of the shell" {
	refused 11 '%virtd_socket: "$d" is for the shell, which runs long after macros; write the names, as in %virtd_socket qemu network' <<-'EOF'
		%install
		for d in qemu network; do
		%virtd_socket -S $d
		done
	EOF
	refused 10 '%virtd_socket_restart: "`echo" is for the shell, which runs long after macros; write the names, as in %virtd_socket_restart qemu network' <<-'EOF'
		%install
		%virtd_socket_restart `echo qemu`
	EOF
}

@test "a line that goes on" {
	refused 10 '%virtd_socket: it ends with its line, so "\" continues nothing; write all on one line' <<-'EOF'
		%install
		%virtd_socket -S qemu \
		    network
	EOF
}

@test "no NAME; names that are none" {
	refused 10 '%virtd_socket: no daemon is named; write, for example, %virtd_socket qemu' <<-'EOF'
		%install
		%virtd_socket -S -p b
	EOF
	refused 10 "%virtd_socket: unknown daemon \"qemo\"; did you mean 'qemu'?" <<-'EOF'
		%install
		%virtd_socket -S qemo
	EOF
	refused 10 "%virtd_socket_restart: unknown daemon \"qemo\"; did you mean 'qemu'?" <<-'EOF'
		%install
		%virtd_socket_restart qemo
	EOF
}

@test "names of units, of files, in capitals" {
	local macro name

	for macro in 'virtd_socket -S' virtd_socket_restart; do
		for name in virtqemud.socket virtqemud-ro.socket virtqemud.service \
			QEMU qemu,network qemu\;; do
			refused 10 "%${macro% *}: \"$name\" cannot be the name of a daemon; did you mean 'virtqemud'?" <<-EOF
				%install
				%$macro $name
			EOF
		done
		for name in '&' '>log' '<lua>'; do
			refused 10 "%${macro% *}: \"$name\" cannot be the name of a daemon; use lower case letters and digits, after the first also \"-\" and \"_\"" <<-EOF
				%install
				%$macro $name
			EOF
		done
	done
}

@test "options that contradict, or are not of the macro" {
	refused 10 '%virtd_socket: -s and -S exclude each other' <<-'EOF'
		%install
		%virtd_socket -s -S qemu
	EOF
	refused 10 '%virtd_socket: -n and -p exclude each other' <<-'EOF'
		%install
		%virtd_socket -n a -p b qemu
	EOF
	refused 10 '%virtd_socket: -S and -k none leave nothing to install' <<-'EOF'
		%install
		%virtd_socket -S -k none qemu
	EOF
	refused 10 '%virtd_socket: --sockets: "ro" lacks main, which the other sockets are bound to' <<-'EOF'
		%install
		%virtd_socket -k ro mine
	EOF
	refused 10 '%virtd_socket: --upgrade: "later" is neither restart, reload nor none' <<-'EOF'
		%install
		%virtd_socket -u later qemu
	EOF
	for kind in ro main; do
		refused 10 "%virtd_socket: --enable: \"$kind\" is neither tcp nor tls; the other sockets are always enabled" <<-EOF
			%install
			%virtd_socket -e $kind proxy
		EOF
	done
	refused 10 '%virtd_socket: --enable: virtqemud has no socket of kind tcp' <<-'EOF'
		%install
		%virtd_socket -e tcp qemu
	EOF
	use_fake_systemd
	printf '%s\n' '%install' '%virtd_socket -z qemu' | spec a
	rpmbuild_quietly -bb a.spec
	[ "$status" -eq 1 ]
	grep -q 'Unknown option z in virtd_socket(' home/err
}

@test "packages that have no such name" {
	for name in '<x>' 'a/b' '$x' -x '%%x'; do
		refused 10 "%virtd_socket: \"${name//%%/%}\" is not the name of a package" <<-EOF
			%install
			%virtd_socket -n $name qemu
		EOF
	done
}

@test "what cannot stand behind --" {
	local word

	for word in --buildroot=/x --plan --force; do
		refused 10 "%virtd_socket: $word cannot stand behind --" <<-EOF
			%install
			%virtd_socket qemu -- $word
		EOF
	done
	refused 10 '%virtd_socket: --sockets=main cannot stand behind --; use -k' <<-'EOF'
		%install
		%virtd_socket qemu -- --sockets=main
	EOF
	refused 10 '%virtd_socket: -e cannot stand behind --; use -e' <<-'EOF'
		%install
		%virtd_socket proxy -- -e tcp
	EOF
	refused 10 '%virtd_socket: --catalog cannot stand behind --; use %virtd_socket_catalog' <<-'EOF'
		%install
		%virtd_socket qemu -- --catalog x
	EOF
	refused 10 '%virtd_socket: "--plan" cannot stand behind --' <<-'EOF'
		%install
		%virtd_socket qemu -- "--plan"
	EOF
	refused 10 '%virtd_socket: -kmain cannot stand behind --; use -k' <<-'EOF'
		%install
		%virtd_socket qemu -- -kmain
	EOF
}

@test "what follows -- is the helper's, which says what is wrong" {
	use_fake_systemd
	printf '%s\n' '%install' '%virtd_socket -S qemu -- --nonsense' '%files' | spec a
	build_fails a.spec 'error: --nonsense: unknown option; see virtd-socket install --help'
	printf '%s\n' '%install' '%virtd_socket -S qemu -- --sockmode 9' '%files' | spec a
	build_fails a.spec 'error: --sockmode: "9" is no mode for a socket; use four octal digits such as 0660'
}

# without MACRO...: how rpmbuild hides what the machine defines, and ~/.rpmmacros
without() {
	printf -- '--undefine=%s\n' "$@" "$@"
}

@test "no macros of systemd, or one is missing" {
	local macro

	spec_of() {
		printf '%s\n' '%install' "%virtd_socket $*" '%files' | spec a
	}
	rpmmacros
	spec_of qemu
	# shellcheck disable=SC2046
	rpmbuild_quietly $(without systemd_post systemd_preun \
		systemd_postun_with_restart) -bb a.spec
	expect 1 '' 'error: a.spec:10: %virtd_socket: %systemd_post is not defined; add BuildRequires: systemd-rpm-macros'
	use_fake_systemd
	# the last one stands under a condition
	for macro in systemd_post systemd_preun systemd_postun_with_restart; do
		# shellcheck disable=SC2046
		rpmbuild_quietly $(without $macro) -bb a.spec
		expect 1 '' "error: a.spec:10: %virtd_socket: %$macro is not defined; add BuildRequires: systemd-rpm-macros"
	done
	rpmmacros '%suse_version 1600'
	# shellcheck disable=SC2046
	rpmbuild_quietly $(without service_add_pre) -bb a.spec
	expect 1 '' 'error: a.spec:10: %virtd_socket: %service_add_pre is not defined; add BuildRequires: systemd-rpm-macros'
}

@test "an unknown style; a catalogue that is not there" {
	refused 11 '%virtd_socket: there is no style "sysv"; virtd-socket-macros(7) lists them' \
		'%global virtd_socket_style sysv' <<-'EOF'
		%install
		%virtd_socket qemu
	EOF
	use_fake_systemd
	printf '%s\n' '%install' '%virtd_socket qemu' |
		spec a "%global virtd_socket_catalog $T/none"
	rpmbuild_quietly -bb a.spec
	expect 1 '' 'error: a.spec:11: %virtd_socket: cannot open "none": No such file or directory'
}

# rpmbuild where the macros under test are not defined: without their file, if it
# is installed.
without_ours() {
	rpmmacros
	sed -i '/^%_topdir\|^%_tmppath\|^%_buildhost/!d' "$HOME/.rpmmacros"
	local MACRO_OPTIONS=("--macros=$(macro_files virtd-socket)")
	rpmbuild_quietly --define "_sourcedir $EXAMPLES" "$@"
}

@test "source packages where the macros are not defined" {
	local example

	for example in daemon sockets-only custom-daemon; do
		without_ours -bs "$EXAMPLES/$example.spec"
		[ "$status" -eq 0 ]
		without_ours -bb "$EXAMPLES/$example.spec"
		[ "$status" -eq 1 ]
		grep '^error: Bad exit status from rpm-tmp (%install)' home/err
		grep 'virtd_socket' home/err
	done
	[ "$(find "$HOME/rpmbuild/SRPMS" -name '*.rpm' | wc -l)" -eq 3 ]
}

@test "a source package is rebuilt with the macros" {
	without_ours -bs "$EXAMPLES/daemon.spec"
	use_systemd
	rpmbuild_quietly --rebuild "$HOME"/rpmbuild/SRPMS/*.src.rpm
	[ "$status" -eq 0 ]
	rpm -qpl "$HOME"/rpmbuild/RPMS/noarch/*.rpm |
		grep -x "$UNITDIR/virtqemud-ro.socket"
}

@test "a section whose shell rpm reads as a format of queries" {
	refused 11 '%post: -q takes no lines of shell, but virtqemud needs some in this section of a; write that section without -q' <<-'EOF'
		%install
		%virtd_socket -S qemu
		%post -q
		echo %{NAME}
		%files
	EOF
}

@test "sections in capitals, which macros do not see" {
	local word

	for word in Post POSTUN Files; do
		refused 10 "%virtd_socket: %$word in line 12 is a section, but macros do not see it; write %${word,,}" <<-EOF
			%install
			%virtd_socket -S qemu

			%$word
		EOF
	done
}

@test "a macro of the spec that is asked for, and a section of its name" {
	refused 10 '%virtd_socket: %{?pre:...} in line 13 asks for a macro of the spec, but from here on sections are macros; give that one another name' <<-'EOF'
		%install
		%virtd_socket -S qemu
		# not %{?pre:x} here
		%pre
		echo x%{?pre:-%{pre}}
		%files
	EOF
	refused 10 '%virtd_socket: %{?files:...} in line 11 asks for a macro of the spec, but from here on sections are macros; give that one another name' <<-'EOF'
		%install
		%virtd_socket -S qemu
		%if 0%{!?files:1}
		%endif
		%files
	EOF
}

@test "a call over several lines" {
	refused 10 '%virtd_socket: it goes over several lines; write all on one line' <<-'EOF'
		%install
		%{virtd_socket -S qemu
		 network}
		%files
	EOF
}

@test "Lua that prints a section in other ways" {
	refused 10 '%virtd_socket: Lua prints a %post section in line 11, where macros do not see it; write %{expand:%{lua:...}}' <<-'EOF'
		%install
		%virtd_socket -S qemu
		%{lua:print(string.format("%%post %s\n", "-n x"))}
		%files
	EOF
	refused 10 '%virtd_socket: Lua prints a %files section in line 12, where macros do not see it; write %{expand:%{lua:...}}' <<-'EOF'
		%install
		%virtd_socket -S qemu
		%{lua:local t = {}
		table.insert(t, "%files")
		print(table.concat(t))}
	EOF
}

@test "the restart of a daemon that is in the package, and twice" {
	refused 11 "%virtd_socket: %virtd_socket_restart (line 10) is for another package's daemon; remove that line" <<-'EOF'
		%install
		%virtd_socket_restart qemu
		%virtd_socket -S qemu
		%files
	EOF
	refused 11 '%virtd_socket_restart: virtqemud is named twice' <<-'EOF'
		%install
		%virtd_socket_restart qemu
		%virtd_socket_restart qemu
		%files
	EOF
}
