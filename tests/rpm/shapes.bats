#!/usr/bin/env bats
# The shapes that spec files have: one line is enough, or a clear error.

load rpm

# right NAME [PREAMBLE...]: the spec of standard input builds
right() {
	use_fake_systemd
	spec "$@"
	build "$1.spec"
}

@test "no scriptlets, an empty %files" {
	right a <<-'EOF'
		%install
		%virtd_socket -S qemu
		%files
	EOF
	has a virtqemud
	[ "$(tag a FILENAMES | wc -l)" -eq 3 ]
}

@test "the service is in the package: by -s, and by the package's own line" {
	right a <<-EOF
		%subpackage b
		%install
		mkdir -p %{buildroot}$UNITDIR
		printf '%%s\n' '[Service]' ExecStart=/bin/true \
			>%{buildroot}$UNITDIR/virtqemud.service
		cp %{buildroot}$UNITDIR/virtqemud.service \
			%{buildroot}$UNITDIR/virtnetworkd.service
		%virtd_socket -s qemu
		%virtd_socket -p b network
		%files
		%files b
		$UNITDIR/virtnetworkd.service
	EOF
	has a virtqemud
	has a-b virtnetworkd
	once a POSTIN '^fake_systemd_post virtqemud.service$'
	once a PREUN 'virtqemud-admin.socket virtqemud.service$'
	once a POSTUN '^fake_systemd_postun_with_restart virtqemud.service$'
	tag a FILENAMES | grep -qx "$UNITDIR/virtqemud.service"
	tag a-b FILENAMES | grep -qx "$UNITDIR/virtnetworkd.service"
}

@test "every section of the package's own: ours stands first" {
	right a <<-'EOF'
		%install
		%virtd_socket -S qemu
		%pre
		exit 0
		%post
		exit 0
		%preun
		exit 0
		%postun
		exit 0
		%posttrans
		exit 0
		%files
	EOF
	has a virtqemud
	for section in PREIN POSTIN PREUN POSTUN POSTTRANS; do
		[ "$(tag a $section | grep . | tail -n 1)" = 'exit 0' ]
	done
	[ "$(tag a POSTUN | grep -c .)" -eq 1 ]
}

@test "subpackages by -p, -n, without; several daemons; a file list" {
	right a <<-'EOF'
		%subpackage b
		%subpackage -n c
		%install
		%virtd_socket -S secret
		%virtd_socket -S -p b qemu network
		%virtd_socket -S -n c storage
		%virtd_socket -n c -S nodedev
		touch %{buildroot}/x
		echo /x >list
		%post b
		echo own b
		%preun -n c
		echo own c
		%files
		%files b -f list
		%files -n c
	EOF
	has a virtsecretd
	has a-b virtqemud virtnetworkd
	has c virtstoraged virtnodedevd
	once a-b POSTIN '^echo own b$'
	once c PREUN '^echo own c$'
	tag a-b FILENAMES | grep -qx /x
}

@test "options behind names, and without a space" {
	right a <<-'EOF'
		%subpackage b
		%install
		%virtd_socket qemu -S -pb
		%files b
	EOF
	has a-b virtqemud
}

@test "-n with the name of the main package" {
	right a <<-'EOF'
		%install
		%virtd_socket -S -n %{name} qemu
		%post
		echo own
		%files -n %{name}
	EOF
	has a virtqemud
	once a POSTIN '^echo own$'
}

@test "a full service name, spaces and tabs" {
	right a <<-'EOF'
		%install
		  %virtd_socket	-S   virtqemud	 network
		%files
	EOF
	has a virtqemud virtnetworkd
}

@test "a comment behind the names" {
	right a <<-'EOF'
		%install
		%virtd_socket -S qemu # network -- --sockmode 0600
		%files
	EOF
	has a virtqemud
}

@test "a commented-out line does nothing" {
	right a <<-'EOF'
		%install
		# %virtd_socket -S qemu
		#%virtd_socket nonsense
		  # %virtd_socket_restart network
		mkdir -p %{buildroot}
		%files
	EOF
	[ -z "$(tag a FILENAMES)" ]
	[ -z "$(rpm -qp --scripts "$(package a)")" ]
}

@test "names of sections in comments, text and changelogs stay as they are" {
	use_fake_systemd
	spec a <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%post b
		# was:   %post   -n  other
		#%post b
		echo in %%post and %%files
		  #	%files b  -f  x
		%files b
		#%files -f x
		%description -n a-b -l de
		Es gibt  %post  b, %files -l und %preun.
		%changelog
		* Sun Nov 22 2026 A <a@example.org> - 1-1
		- use %post  b,  not %files -l b; don't run %preun -n  c twice
		- %post, %files: nothing %post
		- in  %{name} (%post  -p <lua>) --foo %pre -é %postun --x=y
	EOF
	sed '/^%virtd_socket/d' a.spec >plain.spec
	rpmspec -P a.spec >with 2>/dev/null
	rpm --eval '%{nil}'
	HOME=$T/none rpmspec -P plain.spec >without 2>/dev/null
	grep -E '^\*|^-|Es gibt|^ *#' with >with.text
	grep -E '^\*|^-|Es gibt|^ *#' without | diff -u - with.text
	[ "$(wc -l <with.text)" -ge 8 ]
	build a.spec
	has a-b virtqemud
	once a-b POSTIN '^# was:   %post   -n  other$'
}

@test "sections under conditions" {
	right a '%bcond_without b' '%bcond_with c' <<-'EOF'
		%if %{with b}
		%subpackage b
		%endif
		%if %{with c}
		%subpackage c
		%endif
		%install
		%if %{with b}
		%virtd_socket -S -p b qemu
		%endif
		%if %{with c}
		%virtd_socket -S -p c network
		%endif
		%if %{with b}
		%post b
		echo own
		%endif
		%if %{with c}
		%post c
		echo other
		%endif
		%if %{with b}
		%files b
		%endif
		%if %{with c}
		%files c
		%endif
	EOF
	has a-b virtqemud
	once a-b POSTIN '^echo own$'
}

@test "a call, a header and %files in %{?...:...}" {
	right a '%global with_b 1' <<-'EOF'
		%subpackage b
		%install
		%{?with_b:%virtd_socket -S -p b qemu}
		%{?with_c:%virtd_socket -S -p b network}
		%{?with_b:%post b
		echo own
		}
		%{?with_b:%files b}
		%changelog
		* Sun Nov 22 2026 A <a@example.org> - 1-1
		- %{?with_b:see %post b}
	EOF
	has a-b virtqemud
	once a-b POSTIN '^echo own$'
}

@test "a call in braces" {
	right a <<-'EOF'
		%install
		%{virtd_socket -S qemu}
		%files
	EOF
	has a virtqemud
}

@test "headers from macros of the spec" {
	right a '%define own_post() %post %1\
echo own %1\
%{nil}' '%define own_files() %files %1\
%{nil}' <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%own_post b
		%own_files b
	EOF
	has a-b virtqemud
	once a-b POSTIN '^echo own b$'
}

@test "whole subpackages from a macro with parameters" {
	right a '%define driver() \
%package daemon-%1 \
Summary: x \
%description daemon-%1 \
x \
%post daemon-%1 \
echo own \
%files daemon-%1 \
%{nil}' <<-'EOF'
		%install
		%virtd_socket -S -p daemon-qemu qemu
		%virtd_socket -S -p daemon-network network
		%driver qemu
		%driver network
	EOF
	has a-daemon-qemu virtqemud
	has a-daemon-network virtnetworkd
	once a-daemon-qemu POSTIN '^echo own$'
}

@test "headers from Lua that is expanded" {
	right a <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%{expand:%{lua:print("%post b\necho own\n%files b\n")}}
	EOF
	has a-b virtqemud
	once a-b POSTIN '^echo own$'
}

@test "headers from Lua that expands them itself" {
	right a <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%{lua:
		for _, section in ipairs {"post", "preun"} do
		    print(rpm.expand("%" .. section .. " b") .. "\necho own\n")
		end
		print(rpm.expand("%files b"))
		}
	EOF
	has a-b virtqemud
	once a-b POSTIN '^echo own$'
	once a-b PREUN '^echo own$'
}

@test "headers from Lua that are not expanded" {
	use_fake_systemd
	spec a <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S -p b qemu
		%{lua:
		print("%post b\necho own\n")
		}
		%files b
	EOF
	spec_fails a.spec 14 '%virtd_socket: Lua prints a %post section in line 16, where macros do not see it; write %{expand:%{lua:...}}'
}

@test "a loop of Lua that calls the macro" {
	right a <<-'EOF'
		%install
		%{expand:%{lua:
		for name in ("qemu network secret"):gmatch("%S+") do
		    print("%virtd_socket -S " .. name .. "\n")
		end
		}}
		%files
	EOF
	has a virtqemud virtnetworkd virtsecretd
}

@test "a macro of the spec that calls ours" {
	right a '%define mine() %virtd_socket -S %*' '%global drivers qemu secret' \
		<<-'EOF'
		%install
		%mine network
		%virtd_socket -S %{drivers}
		%files
	EOF
	has a virtqemud virtnetworkd virtsecretd
}

@test "sections and calls in included files" {
	put inc.install '%virtd_socket -S -p b qemu'
	put inc.b '%post b' 'echo own' '# a %post in a comment' '%files b'
	right a <<-EOF
		%subpackage b
		%install
		%include $T/inc.install
		%include $T/inc.b
	EOF
	has a-b virtqemud
	once a-b POSTIN '^echo own$'
	once a-b POSTIN '^# a %post in a comment$'
}

@test "an interpreter that is a shell" {
	local shell

	for shell in /bin/bash /bin/sh /usr/bin/dash; do
		right a <<-EOF
			%install
			%virtd_socket -S qemu
			%post -p $shell
			echo own
			%files
		EOF
		has a virtqemud
		[ "$(tag a POSTINPROG)" = "$shell" ]
		once a POSTIN '^echo own$'
	done
}

@test "-f of a scriptlet" {
	put script 'echo from a file'
	right a <<-EOF
		%install
		%virtd_socket -S qemu
		cp $T/script .
		%post -f script
		echo own
		%files
	EOF
	has a virtqemud
	once a POSTIN '^echo own$'
	once a POSTIN '^echo from a file$'
}

@test "programs in sections that get no lines, and other sections" {
	right a <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -S qemu
		%postun -p /sbin/ldconfig
		%post b -p <lua>
		print("lua")
		%pretrans
		echo pretrans
		%triggerin -- bash
		echo trigger
		%files
		%files b
	EOF
	has a virtqemud
	[ "$(tag a POSTUNPROG)" = /sbin/ldconfig ]
	[ "$(tag a-b POSTINPROG)" = '<lua>' ]
	once a-b POSTIN '^print("lua")$'
	once a PRETRANS '^echo pretrans$'
}

@test "lines that go on in front of a header and of a call" {
	right a <<-'EOF'
		%subpackage b
		%install
		mkdir -p %{buildroot}/x \
		    %{buildroot}/y
		%virtd_socket -S -p b qemu
		rmdir %{buildroot}/x \
		    %{buildroot}/y
		%post b
		echo a \
		    b
		%files b
	EOF
	has a-b virtqemud
	once a-b POSTIN '^echo a \\$'
}

@test "a header behind a backslash" {
	right a <<-'EOF'
		%install
		%virtd_socket -S qemu
		true \
		%post
		echo own
		%files
	EOF
	has a virtqemud
	once a POSTIN '^echo own$'
}

@test "a header with several lines of arguments before it in braces" {
	right a <<-'EOF'
		%install
		%virtd_socket -S qemu
		%{?nothing:
		%post
		}
		%{!?nothing:
		%post
		echo own
		}
		%files
	EOF
	has a virtqemud
	once a POSTIN '^echo own$'
}

@test "text that is no header: it does not begin the line, or a word goes on" {
	right a <<-'EOF'
		%install
		%virtd_socket -S qemu
		%global posts %{nil}
		echo %posts
		%post
		cat >/dev/null <<'END'
		 %%post
		  %%files
		END
		echo %{?nothing:%post} own
		%files
	EOF
	has a virtqemud
	once a POSTIN '^echo  own$'
}


@test "CRLF" {
	use_fake_systemd
	spec a <<-'EOF'
		%install
		%virtd_socket -S qemu
		%files
	EOF
	sed -i 's/$/\r/' a.spec
	build a.spec
	has a virtqemud
}

@test "a spec of 50,000 lines" {
	use_fake_systemd
	{
		echo '%install'
		echo '%virtd_socket -S qemu'
		yes 'true # %{name} { %post' | head -n 50000
		echo '%post'
		echo 'echo own'
		echo '%files'
	} | spec a
	call rpmspec -P a.spec
	[ "$status" -eq 0 ]
	[ "$(grep -c '^fake_systemd_post' home/out)" -eq 1 ]
}

@test "from standard input" {
	use_fake_systemd
	spec a <<-'EOF'
		%install
		%virtd_socket -S qemu
		%files
	EOF
	# rpm itself would read it twice for that
	sed -i '/^BuildArch:/d' a.spec
	call sh -c 'cat a.spec | rpmspec -P /dev/stdin'
	[ "$status" -eq 1 ]
	[ "$(head -n 1 home/err)" = 'error: /dev/stdin:9: %virtd_socket: the spec cannot be read twice; save it in a file' ]
	call sh -c 'rpmspec -P /proc/self/fd/0 <a.spec'
	[ "$status" -eq 1 ]
	mkfifo fifo
	cat a.spec >fifo &
	call rpmspec -P fifo
	[ "$status" -eq 1 ]
	grep -q 'cannot be read twice' home/err
}

@test "a name with characters of patterns, and packages alike" {
	use_fake_systemd
	spec a+b.c <<-'EOF'
		%subpackage b
		%subpackage bb
		%install
		%virtd_socket -S -p b qemu
		%post bb
		echo own bb
		%files b
		%files bb
		%files
	EOF
	build a+b.c.spec
	has a+b.c-b virtqemud
	[ "$(tag a+b.c-bb POSTIN | grep -c .)" -eq 1 ]
}

@test "%prep and %build before, %check and %clean behind" {
	right a <<-'EOF'
		%prep
		%setup -q -c -T
		%build
		: %build
		%install
		%virtd_socket -S qemu
		%check
		true
		%clean
		true
		%files
	EOF
	has a virtqemud
}

@test "%global __spec_install_post before and after; empty" {
	right a '%global __spec_install_post %{nil}' <<-'EOF'
		%install
		%virtd_socket -S qemu
		%files
	EOF
	has a virtqemud
	right b <<-'EOF'
		%install
		%virtd_socket -S network
		%define __spec_install_post echo mine >%{buildroot}/mine
		%files
		/mine
	EOF
	has b virtnetworkd
	tag b FILENAMES | grep -qx /mine
}

@test "two specs in one call, one line in each" {
	use_fake_systemd
	printf '%s\n' '%install' '%virtd_socket -S qemu' '%files' | spec a
	printf '%s\n' '%install' '%virtd_socket -S qemu' '%post' 'echo own' \
		'%files' | spec b
	build a.spec b.spec
	has a virtqemud
	has b virtqemud
	call rpmspec -q a.spec b.spec
	[ "$status" -eq 0 ]
	call rpmspec -P b.spec a.spec
	[ "$status" -eq 0 ]
}
