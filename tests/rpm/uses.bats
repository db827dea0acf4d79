#!/usr/bin/env bats
# Names of sections and of our macros that are no header and no call, and headers
# that do not plainly begin their line: in blocks of several lines, in bodies of
# macros, in text that rpm expands twice.

load rpm

# same_scripts NAME [OPTION...]: the specs NAME and plain, which is the same with
# plain headers, build to the same scriptlets and files, in each style
same_scripts() {
	local name=$1 style

	shift
	for style in use_fake_systemd use_posttrans 'use_suse %suse_version\ 1600'; do
		eval "$style"
		build "$name.spec" "$@"
		build plain.spec "$@"
		facts "$name" >"$T/one"
		facts plain >"$T/two"
		diff -u "$T/two" "$T/one"
		grep -q virtqemud.socket "$T/one"
	done
}

# Scriptlets and files of the packages of the spec NAME.
facts() {
	local rpm

	for rpm in "$HOME"/rpmbuild/RPMS/noarch/"$1"-*.rpm; do
		rpm -qp --scripts "$rpm"
		rpm -qpl "$rpm"
	done | squeezed
}

# one_driver: what all these specs are, with plain headers
one_driver() {
	spec plain <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%post b
		echo own
		%files b
	EOF
}

@test "a header that rpm expands twice" {
	one_driver
	spec a <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%{expand:%post b
		echo own
		%files b}
	EOF
	same_scripts a
	spec a <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%{expand:%{expand:%post b}}
		echo own
		%files b
	EOF
	same_scripts a
	spec a <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%{expand:%{lua:print(rpm.expand("%post b") .. "\necho own\n")}}
		%files b
	EOF
	same_scripts a
	spec a '%define driver() %{expand:' '%post %1' 'echo own' '%files %1' '}' <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%driver b
	EOF
	same_scripts a
}

@test "%files that rpm expands twice, with the sections before it" {
	spec plain <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%files b
	EOF
	spec a <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%{expand:%files b}
	EOF
	same_scripts a
	spec a '%define driver() %{expand:%files %1' '}' <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%driver b
	EOF
	same_scripts a
}

@test "a comment in a block of lines names a section" {
	one_driver
	spec a '%global with_b 1' <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%{?with_b:
		# what follows is %post b
		%post b
		echo own
		# more in %files b
		%files b
		}
	EOF
	use_fake_systemd
	same_scripts_but_comments
}

# The same scriptlets, but for comments.
same_scripts_but_comments() {
	build a.spec
	build plain.spec
	diff -u <(facts plain | grep -v '^#') <(facts a | grep -v '^#')
}

@test "a comment in the body of a macro names a section" {
	use_fake_systemd
	one_driver
	spec a '%define driver() \' '# the driver: %%post and %files -n %{name}-%1 \' \
		'%post %1 \' '# next: %%post %1 \' '# was: %post %1 \' 'echo own \' \
		'%files %1 \' '%{nil}' <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%driver b
	EOF
	same_scripts_but_comments
	once a-b POSTIN '^# was: %post b$'
}

@test "a word of the last line of a block has the name of a section in it" {
	one_driver
	spec a '%global with_b 1' <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%{?with_b:
		%post b
		echo own
		%files b
		%dir /postinstall/profiles}
	EOF
	sed -i 's|^%virtd|mkdir -p %{buildroot}/postinstall/profiles\n&|' a.spec
	use_fake_systemd
	build a.spec
	has a-b virtqemud
	once a-b POSTIN '^echo own$'
	tag a-b FILENAMES | grep -qx /postinstall/profiles
}

@test "a commented-out call in a block of lines" {
	use_fake_systemd
	spec a '%global with_b 1' <<-'EOF'
		%subpackage b
		%install
		%{?with_b:
		# %virtd_socket -S -p b network
		%virtd_socket -S -p b qemu
		}
		%files b
	EOF
	build a.spec
	has a-b virtqemud
}

@test "macros of the spec that are called like a section" {
	use_fake_systemd
	# defined nowhere
	spec a <<-'EOF'
		%install
		mkdir -p %{buildroot}/opt
		touch %{buildroot}/opt/x-1%{?pre} %{buildroot}/opt/y%{?pre:-%{pre}}
		%virtd_socket -S qemu
		touch %{buildroot}/opt/z%{?posttrans}
		%posttrans
		echo own
		%files
		/opt/x-1%{?pre}
		/opt/y%{?pre:-%{pre}}
		/opt/z%{?posttrans}
	EOF
	build a.spec
	has a virtqemud
	tag a FILENAMES | grep '^/opt' >list
	printf '/opt/%s\n' x-1 y z | diff - list
	# defined
	spec a '%global pre rc1' '%global post .post1' <<-'EOF'
		%install
		mkdir -p %{buildroot}/opt
		%virtd_socket -S qemu
		touch %{buildroot}/opt/x-%{pre}%{?post:%{post}}
		%files
		/opt/x-%{?pre}%{post}
	EOF
	build a.spec
	has a virtqemud
	tag a FILENAMES | grep -qx /opt/x-rc1.post1
}

@test "text behind names of sections stays byte for byte" {
	use_fake_systemd
	spec a <<-'EOF'
		%install
		%virtd_socket -S qemu
		%post
		# %post %(echo {a})  x
		echo " %%post  %pre  ${x}  z"
		%files
		%changelog
		* Sun Nov 22 2026 A <a@example.org> - 1-1
		- fix %post {a,b}  in  two
		- fix %post of %{name}  in  two
		- fix %{post} and %{?pre} scriptlet
		- trailing %post
		- tab	%post	b	c
		- %post%preun  x
		- 100%%post  a
		- %{?name:see  %post  b}  c  d
		- %files  ${x}  y
		- it's  %post -p "a  b"  'c  d'
		- %post (x  y)  z
		- %posttrans(foo  bar)  baz
		- %post  %1  %*  %#  %{1}  b
		- x  %posttrans %posttrans  %files  100%
		- see  %files  %%post  %name
	EOF
	sed '/^%virtd_socket/d' a.spec >plain.spec
	rpmspec -P a.spec >with 2>/dev/null
	HOME=$T/none rpmspec -P plain.spec >without 2>/dev/null
	grep -E '^(#|-|echo) ' without >without.text
	grep -E '^(#|-|echo) ' with | diff -u without.text -
	[ "$(wc -l <without.text)" -ge 17 ]
}

@test "two %files of a package: rpm takes the last" {
	use_fake_systemd
	spec a <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%files b
		%post
		echo main
		%files b
		%files
	EOF
	rpmbuild_quietly -bb a.spec
	[ "$status" -eq 0 ]
	has a-b virtqemud
}

@test "names of packages in quotes, and with =" {
	use_fake_systemd
	spec a <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%post -n "a-b"
		echo own
		%files -n='%{name}-b'
	EOF
	build a.spec
	has a-b virtqemud
	once a-b POSTIN '^echo own$'
}

@test "%install in branches, in another file, and from a macro" {
	use_fake_systemd
	spec a <<-'EOF'
		%if 0%{?suse_version}
		%install
		%virtd_socket -S -k main qemu
		%files
		%else
		%install
		%virtd_socket -S qemu
		%post
		echo own
		%files
		%endif
	EOF
	build a.spec
	has a virtqemud
	spec a <<-'EOF'
		%build
		%if 0%{?suse_version}
		%install
		mkdir %{buildroot}/s
		%else
		%install
		true
		%endif
		%virtd_socket -S qemu
		%files
	EOF
	build a.spec
	has a virtqemud
	printf '%%install\ntrue\n' >install.inc
	spec a <<-EOF
		%build
		%include $PWD/install.inc
		%virtd_socket -S qemu
		%files
	EOF
	build a.spec
	has a virtqemud
	spec a '%define begin_install() \' '%install \' 'true' <<-'EOF'
		%build
		%begin_install
		%virtd_socket -S qemu
		%files
	EOF
	build a.spec
	has a virtqemud
}

@test "sections in the definition of a macro above %install" {
	use_fake_systemd
	spec a '%global mainfiles %{expand:' '%post' 'echo own' '%files' '}' <<-'EOF'
		%install
		%virtd_socket -S qemu
		%mainfiles
	EOF
	build a.spec
	has a virtqemud
	once a POSTIN '^echo own$'
}

@test "Lua that prints sections of another package" {
	use_fake_systemd
	spec a <<-'EOF'
		%subpackage b
		%subpackage c
		%install
		%virtd_socket -S -p b qemu
		%files b
		%{lua:
		print("%files c\n")
		}
	EOF
	build a.spec
	has a-b virtqemud
}

@test "words behind --: nothing runs, and spaces stay" {
	use_fake_systemd
	spec a <<-'EOF'
		%install
		%virtd_socket -S -k main mine -- --description 'my #1 daemon,  two'  # a comment
		%virtd_socket -S -k main yours -- --description '%%(touch ran)%%{name}'
		%files
	EOF
	build a.spec
	[ ! -e ran ]
	unpack a tree
	grep -x 'Description=libvirt my #1 daemon,  two daemon socket' \
		"tree$UNITDIR/mine.socket"
	grep -Fx 'Description=libvirt %%(touch ran)%%{name} daemon socket' \
		"tree$UNITDIR/yours.socket"
}
