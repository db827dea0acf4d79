#!/usr/bin/env bats
# %virtd_socket -x: the spec writes the sections itself.

load rpm

@test "all sections written by the spec" {
	use_fake_systemd
	spec a <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -x -S -p b qemu
		%pre b
		echo before
		%virtd_socket_pre qemu
		%post b
		echo before
		%virtd_socket_post virtqemud
		echo behind
		%preun b
		%virtd_socket_preun qemu
		%posttrans b
		%virtd_socket_posttrans qemu
		%files b
		%virtd_socket_files qemu
	EOF
	build a.spec
	has a-b virtqemud
	[ "$(tag a-b POSTIN | sed -n 1,2p)" = 'echo before
fake_systemd_post virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket' ]
	[ "$(tag a-b POSTIN | grep . | tail -n 1)" = 'echo behind' ]
}

@test "one daemon by itself, another one beside it" {
	use_fake_systemd
	spec a <<-'EOF'
		%install
		%virtd_socket -x -S qemu
		%virtd_socket -S network
		%pre
		%virtd_socket_pre qemu
		%post
		%virtd_socket_post qemu
		%preun
		%virtd_socket_preun qemu
		%posttrans
		%virtd_socket_posttrans qemu
		%files
		%virtd_socket_files qemu
	EOF
	build a.spec
	has a virtqemud virtnetworkd
}

@test "scriptlets above %install, for they need no macro of ours before" {
	use_fake_systemd
	spec a <<-'EOF'
		%post
		echo nothing of ours
		%install
		%virtd_socket -x -S qemu
		%files
		%virtd_socket_files qemu
	EOF
	rpmbuild_quietly -bb a.spec
	[ "$status" -eq 1 ]
	grep -q -- '-x leaves these to you' home/err
}

@test "a described daemon, with its service" {
	use_fake_systemd
	spec a <<-EOF
		%install
		%virtd_socket -x -s -k main -u none mine
		printf '%%s\n' '[Service]' ExecStart=/bin/true \
			>%{buildroot}$UNITDIR/mine.service
		%pre
		%virtd_socket_pre mine
		%post
		%virtd_socket_post mine
		%preun
		%virtd_socket_preun mine
		%posttrans
		%virtd_socket_posttrans mine
		%files
		%virtd_socket_files mine
	EOF
	build a.spec
	expect_files a "$UNITDIR/mine.service" "$UNITDIR/mine.socket"
	once a POSTIN '^fake_systemd_post mine.service$'
}

@test "sections that are missing" {
	use_fake_systemd
	spec a <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -x -S -p b qemu
		%post b
		%virtd_socket_post qemu
		%files b
	EOF
	build_fails a.spec 'error: a.spec:14: %virtd_socket: -x leaves these to you; add to a-b:
	%pre -n a-b
	%virtd_socket_pre virtqemud
	%preun -n a-b
	%virtd_socket_preun virtqemud
	%posttrans -n a-b
	%virtd_socket_posttrans virtqemud
	%files -n a-b
	%virtd_socket_files virtqemud'
}

# refused LINE MESSAGE: the spec of standard input is refused
refused() {
	use_fake_systemd
	spec a
	spec_fails a.spec "$1" "$2"
}

@test "in another package's section" {
	refused 16 '%virtd_socket_post: virtqemud is in a-b, and this is %post of a' <<-'EOF'
		%subpackage b
		%install
		%virtd_socket -x -S -p b qemu
		%post
		%virtd_socket_post qemu
		%files b
	EOF
}

@test "without -x" {
	refused 12 '%virtd_socket_post: nothing says %virtd_socket -x for virtqemud in a; without -x its lines come by themselves' <<-'EOF'
		%install
		%virtd_socket -S qemu
		%post
		%virtd_socket_post qemu
		%files
	EOF
}

@test "in no section, or another one" {
	refused 10 '%virtd_socket_post: it stands in no %post' <<-'EOF'
		%install
		%virtd_socket_post qemu
	EOF
	refused 12 '%virtd_socket_preun: it stands in no %preun' <<-'EOF'
		%install
		%virtd_socket -x -S qemu
		%post
		%virtd_socket_preun qemu
	EOF
	refused 15 '%virtd_socket_post: it stands in no %post' <<-'EOF'
		%install
		%virtd_socket -x -S qemu
		%post
		%virtd_socket_post qemu
		%check
		true
		%virtd_socket_post qemu
	EOF
	refused 12 '%virtd_socket_post: no daemon is named; write, for example, %virtd_socket_post qemu' <<-'EOF'
		%install
		%virtd_socket -x -S qemu
		%post
		%virtd_socket_post
	EOF
}

@test "in a section that takes no shell" {
	refused 12 '%virtd_socket_post: -p <lua> takes no lines of shell, but virtqemud needs some in this section of a; write that section in shell' <<-'EOF'
		%install
		%virtd_socket -x -S qemu
		%post -p <lua>
		%virtd_socket_post qemu
	EOF
	refused 12 '%virtd_socket_preun: -p /usr/bin/perl takes no lines of shell, but virtqemud needs some in this section of a; write
	%preun
	/usr/bin/perl' <<-'EOF'
		%install
		%virtd_socket -x -S qemu
		%preun -p /usr/bin/perl
		%virtd_socket_preun qemu
	EOF
}

@test "above the line that announces it" {
	refused 10 '%virtd_socket_post: it stands above the %virtd_socket -x that it needs; move %install before it' <<-'EOF'
		%post
		%virtd_socket_post qemu
		%install
		%virtd_socket -x -S qemu
	EOF
}

@test "in an included file: the section around it" {
	use_fake_systemd
	echo '%virtd_socket_post qemu' >call.inc
	spec a <<-EOF
		%install
		%virtd_socket -x -S qemu
		%post
		true
		%triggerin -- bash
		%include $PWD/call.inc
	EOF
	spec_fails call.inc 1 '%virtd_socket_post: it stands in no %post' a.spec
	spec a <<-EOF
		%install
		%virtd_socket -x -S qemu
		%pre
		%virtd_socket_pre qemu
		%post
		%include $PWD/call.inc
		%preun
		%virtd_socket_preun qemu
		%posttrans
		%virtd_socket_posttrans qemu
		%files
		%virtd_socket_files qemu
	EOF
	build a.spec
	has a virtqemud
	printf '%%post\ntrue\n' >post.inc
	sed -i "s|^%post\$|%include $PWD/post.inc|; s|^%include.*call.inc|%virtd_socket_post qemu|" \
		a.spec
	build a.spec
	has a virtqemud
}

@test "a commented-out call" {
	use_fake_systemd
	spec a <<-'EOF'
		%install
		%virtd_socket -S qemu
		%post
		# %virtd_socket_post qemu
		%files
	EOF
	build a.spec
	has a virtqemud
}
