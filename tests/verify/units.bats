#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# One test for each rule about units: one edit of a good tree trips just it.

load common

u=t/$units

# The good tree that is edited.
start() {
	make_tree t qemu log
}

@test "a good tree: nothing" {
	start
	finds 0 t </dev/null
}

@test "every daemon of the catalogue is good" {
	start
	make_tree all $("$VIRTD_SOCKET" list | awk 'NR > 1 { print $1 }')
	finds 0 all </dev/null
}

@test "unrelated units are not judged" {
	start
	printf '[Socket]\nListenStream=22\nListenStream=/run/x/libvirt\n[X-Mine]\na=b\n' >$u/ssh.socket
	printf '[Service]\nSystemCallFilter=~@clock @mount\nExecStart=@/bin/a b\nUser=a@b@c\n' >$u/x@.service
	ln -s x@.service $u/alias.service
	chmod 777 $u/ssh.socket
	finds 0 t </dev/null
}

@test "unit-file: not the syntax of units" {
	start
	printf 'hello\n' >$u/virtqemud.service
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud.service: error: virtqemud.service cannot be read as a unit: line 1: "hello" stands before the first section [unit-file]
	EOF
}

@test "unit-file: a symbolic link" {
	start
	mv $u/virtqemud-ro.socket $u/x.socket
	ln -s x.socket $u/virtqemud-ro.socket
	rm $u/x.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud-ro.socket: error: virtqemud-ro.socket cannot be read as a unit: it is a symbolic link [unit-file]
	EOF
}

@test "unit-file: empty" {
	start
	: >$u/virtqemud-ro.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud-ro.socket: error: virtqemud-ro.socket cannot be read as a unit: it is empty, which systemd takes for a mask [unit-file]
	EOF
}

@test "unit-file: too large" {
	start
	truncate -s 1G $u/virtqemud-ro.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud-ro.socket: error: virtqemud-ro.socket cannot be read as a unit: it is larger than 1 MiB [unit-file]
	EOF
}

@test "unit-file: a FIFO does not hang" {
	start
	rm $u/virtqemud-ro.socket
	mkfifo $u/virtqemud-ro.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud-ro.socket: error: virtqemud-ro.socket cannot be read as a unit: it is no regular file [unit-file]
	EOF
}

@test "unit-dir: where systemd does not look" {
	start
	mkdir -p t/usr/lib64/systemd/system
	mv $u/virtqemud-ro.socket t/usr/lib64/systemd/system
	finds 1 t <<-'EOF'
		t/usr/lib64/systemd/system/virtqemud-ro.socket: error: virtqemud-ro.socket is in /usr/lib64/systemd/system, where systemd does not look for units of the system [unit-dir]
	EOF
}

@test "unit-dir: a unit for users beside that of the system is good" {
	start
	mkdir -p t/usr/lib/systemd/user
	cp $u/virtqemud.socket t/usr/lib/systemd/user
	finds 0 t </dev/null
}

@test "unit-mode: writable" {
	start
	chmod 664 $u/virtqemud-ro.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud-ro.socket: error: virtqemud-ro.socket has mode 0664, so that others can change it; units have 0644 [unit-mode]
	EOF
}

@test "unit-mode: executable" {
	start
	chmod 755 $u/virtqemud-ro.socket
	finds 0 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud-ro.socket: warning: virtqemud-ro.socket has mode 0755; units have 0644 [unit-mode]
	EOF
}

@test "placeholder: in ListenStream, where it is a valid abstract socket" {
	start
	sed -i 's|^ListenStream=/run|ListenStream=@runstatedir@|' $u/virtqemud.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud.socket:7: error: @runstatedir@ was not expanded [placeholder]
	EOF
}

@test "placeholder: in a unit of another package" {
	start
	printf '[Service]\nExecStart=@libexecdir@/x \\\n  @a@\n' >$u/x.service
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/x.service:2: error: @a@ was not expanded [placeholder]
		t/usr/lib/systemd/system/x.service:2: error: @libexecdir@ was not expanded [placeholder]
	EOF
}

@test "trio-incomplete" {
	start
	rm $u/virtqemud-admin.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud.socket: error: virtqemud-admin.socket is missing beside virtqemud.socket [trio-incomplete]
	EOF
}

@test "trio-incomplete: tcp and tls only warn" {
	start
	make_tree p proxy
	rm p/$units/virtproxyd-tcp.socket
	finds 0 p <<-'EOF'
		p/usr/lib/systemd/system/virtproxyd.socket: warning: virtproxyd-tcp.socket is missing beside virtproxyd.socket [trio-incomplete]
	EOF
}

@test "trio-incomplete: the sibling may be in another package" {
	start
	mkdir -p v/$units
	mv $u/virtqemud-admin.socket v/$units
	finds 0 --disable=also-foreign t v </dev/null
}

@test "binds-to" {
	start
	sed -i '/^BindsTo=/s/virtqemud/virtlogd/' $u/virtqemud-ro.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud-ro.socket:3: error: BindsTo= does not name virtqemud.socket: it would outlive the main socket [binds-to]
	EOF
}

@test "binds-to: After=" {
	start
	sed -i '/^After=virtqemud/d' $u/virtqemud-admin.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud-admin.socket:5: error: After= does not name virtqemud.socket: BindsTo= alone sets no order [binds-to]
	EOF
}

@test "also-siblings" {
	start
	sed -i '/^Also=virtqemud-admin/d' $u/virtqemud-ro.socket
	finds 0 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud-ro.socket: warning: Also= does not name virtqemud-admin.socket: "systemctl enable virtqemud-ro.socket" leaves the trio half enabled [also-siblings]
	EOF
}

@test "also-siblings: one line may name them all" {
	start
	sed -i -e '/^Also=virtqemud-admin/d' -e 's/^Also=.*/& \\\n   virtqemud-admin.socket/' $u/virtqemud-ro.socket
	finds 0 t </dev/null
}

@test "also-foreign: in another package of the set" {
	start
	make_tree s secret
	printf '[Install]\nAlso=virtqemud.socket\n' >>s/$units/virtsecretd.service
	finds 0 s t <<-'EOF'
		s/usr/lib/systemd/system/virtsecretd.service:7: warning: Also=virtqemud.socket is in another package: disabling virtsecretd.service disables it, too [also-foreign]
	EOF
}

@test "also-foreign: not in the set, and --strict" {
	start
	printf '[Install]\nAlso=virtlockd.socket virtlogd.socket\n' >>$u/virtqemud.service
	finds 1 --strict t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud.service:7: error: Also=virtlockd.socket is not in this package: disabling virtqemud.service disables it, too [also-foreign]
	EOF
}

@test "also-foreign: of the own daemon, what it has, wherever that is" {
	start
	mkdir -p s/$units
	mv $u/virtlogd.service s/$units
	sed -i 's/^Also=.*//' $u/virtlogd{,-admin}.socket
	sed -i '$a Also=virtlogd.service virtlogd-admin.socket virtlogd-ro.socket' $u/virtlogd.socket
	finds 0 --disable also-siblings t s <<-'EOF'
		t/usr/lib/systemd/system/virtlogd.socket:13: warning: Also=virtlogd-ro.socket is not in this package: disabling virtlogd.socket disables it, too [also-foreign]
	EOF
}

@test "libvirtd-conflict" {
	start
	sed -i '/^Conflicts=/d' $u/virtqemud-ro.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud-ro.socket: error: Conflicts= does not name libvirtd-ro.socket: both would manage the same guests [libvirtd-conflict]
	EOF
}

@test "libvirtd-conflict: After=" {
	start
	sed -i '/^After=libvirtd/d' $u/virtqemud.socket
	finds 0 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud.socket: warning: After= does not name libvirtd.socket: it may start before the other has stopped [libvirtd-conflict]
	EOF
}

@test "listen-stream: another path" {
	start
	sed -i 's|virtqemud-sock-ro|virtqemud-ro-sock|' $u/virtqemud-ro.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud-ro.socket:9: error: ListenStream=/run/libvirt/virtqemud-ro-sock; clients look for /run/libvirt/virtqemud-sock-ro [listen-stream]
	EOF
}

@test "listen-stream: another directory, unless --runstatedir says so" {
	start
	sed -i 's|=/run/|=/opt/run/|' $u/virtqemud-ro.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud-ro.socket:9: error: ListenStream=/opt/run/libvirt/virtqemud-sock-ro; clients look for /run/libvirt/virtqemud-sock-ro [listen-stream]
	EOF
	finds 0 --runstatedir=/opt/run t </dev/null
}

@test "listen-stream: %t, /var/run and bound ports are good" {
	start
	sed -i 's|=/run/|=%t/|' $u/virtqemud.socket
	sed -i 's|=/run/|=/var/run/|' $u/virtqemud-ro.socket
	make_tree t proxy
	sed -i 's|=16509|=127.0.0.1:16509|' $u/virtproxyd-tcp.socket
	finds 0 t </dev/null
}

@test "listen-stream: another port" {
	start
	make_tree p proxy
	sed -i 's|=16509|=16508|' p/$units/virtproxyd-tcp.socket
	finds 1 p <<-'EOF'
		p/usr/lib/systemd/system/virtproxyd-tcp.socket:9: error: ListenStream=16508; clients look for port 16509 [listen-stream]
	EOF
}

@test "listen-shared: two daemons without Conflicts=" {
	start
	put $u/other.socket '[Socket]' ListenStream=/var/run/libvirt/virtlogd-sock '[Install]' WantedBy=sockets.target
	printf '[Service]\nExecStart=/bin/true\n' >$u/other.service
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtlogd.socket:5: error: other.socket listens at the same address, and neither has Conflicts= with the other [listen-shared]
	EOF
}

@test "listen-shared: libvirtd and virtproxyd conflict" {
	start
	make_tree t proxy libvirtd
	finds 0 t </dev/null
}

@test "socket-mode: admin" {
	start
	sed -i 's|^SocketMode=.*|SocketMode=0660|' $u/virtqemud-admin.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud-admin.socket:11: error: SocketMode=0660 is wider than 0600 [socket-mode]
	EOF
}

@test "socket-mode: missing" {
	start
	sed -i '/^SocketMode=/d' $u/virtlogd.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtlogd.socket: error: SocketMode= is missing and therefore 0666, wider than 0600 [socket-mode]
	EOF
}

@test "socket-mode: no mode" {
	start
	sed -i 's|^SocketMode=.*|SocketMode=rw|' $u/virtqemud.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud.socket:9: error: SocketMode=rw is no mode [socket-mode]
	EOF
}

@test "socket-mode: narrower is good" {
	start
	sed -i 's|^SocketMode=.*|SocketMode=0600|' $u/virtqemud.socket
	finds 0 t </dev/null
}

@test "service-missing" {
	start
	sed -i 's|^Service=.*|Service=virtqmud.service|' $u/virtqemud.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud.socket:8: error: Service=virtqmud.service, which is in none of the packages: a connection would start nothing [service-missing]
	EOF
}

@test "service-missing: of another daemon" {
	start
	sed -i 's|^Service=.*|Service=virtlogd.service|' $u/virtqemud.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud.socket:8: error: Service=virtlogd.service is the service of another daemon, not virtqemud.service [service-missing]
	EOF
}

@test "service-missing: without Service= it is that of the same name" {
	start
	sed -i '/^Service=/d' $u/virtqemud.socket $u/virtqemud-ro.socket
	finds 1 t <<-'EOF'
		t/usr/lib/systemd/system/virtqemud-ro.socket: error: it starts virtqemud-ro.service, which is in none of the packages: a connection would start nothing [service-missing]
	EOF
}

@test "service-missing: the service may be in another package" {
	start
	mkdir -p v/$units
	mv $u/virtqemud.service v/$units
	finds 0 t v </dev/null
	finds 0 v t </dev/null
}

@test "a daemon that is not in the catalogue is judged by its siblings" {
	start
	mkdir o
	"$VIRTD_SOCKET" install --buildroot o --unitdir /$units --runstatedir /run --description other virtotherd
	printf '[Service]\nExecStart=/bin/true\n' >o/$units/virtotherd.service
	finds 0 o </dev/null
	sed -i 's/virtotherd-sock-ro/virtother-sock-ro/' o/$units/virtotherd-ro.socket
	sed -i 's/^SocketMode=.*/SocketMode=0666/' o/$units/virtotherd-admin.socket
	rm o/$units/virtotherd.socket
	finds 1 o <<-'EOF'
		o/usr/lib/systemd/system/virtotherd-admin.socket:11: error: SocketMode=0666 is wider than 0600 [socket-mode]
		o/usr/lib/systemd/system/virtotherd-ro.socket: error: virtotherd.socket is missing beside virtotherd-ro.socket [trio-incomplete]
	EOF
}

@test "socket-mode: a mask, not a number: 0606 is wider than 0660" {
	start
	sed -i 's|^SocketMode=.*|SocketMode=0660|' $u/virtlogd.socket
	finds 1 t <<-'END'
		t/usr/lib/systemd/system/virtlogd.socket:7: error: SocketMode=0660 is wider than 0600 [socket-mode]
	END
	printf '[mined]\nName=mine\nSockets=main\nSocketMode=0660\n' >catalog
	mkdir m
	"$VIRTD_SOCKET" install --catalog catalog --buildroot m --unitdir /$units --runstatedir /run mined
	put m/$units/mined.service '[Service]' ExecStart=/bin/true
	sed -i 's|^SocketMode=.*|SocketMode=0606|' m/$units/mined.socket
	finds 1 --catalog catalog m <<-'END'
		m/usr/lib/systemd/system/mined.socket:9: error: SocketMode=0606 is wider than 0660 [socket-mode]
	END
}

@test "unit-mode: setuid, not for others" {
	start
	chmod 4644 $u/virtqemud-ro.socket
	chmod 640 $u/virtqemud.socket
	finds 0 t <<-'END'
		t/usr/lib/systemd/system/virtqemud-ro.socket: warning: virtqemud-ro.socket has mode 4644; units have 0644 [unit-mode]
		t/usr/lib/systemd/system/virtqemud.socket: warning: virtqemud.socket has mode 0640; units have 0644 [unit-mode]
	END
}

@test "unit-mode: not readable" {
	start
	chmod 244 $u/virtlogd.socket
	if [ -r $u/virtlogd.socket ]; then
		finds 0 t <<-'END'
			t/usr/lib/systemd/system/virtlogd.socket: warning: virtlogd.socket has mode 0244; units have 0644 [unit-mode]
		END
	else
		call "$VIRTD_SOCKET" verify t
		expect 1 '' 'error: cannot read "t/usr/lib/systemd/system/virtlogd.socket": Permission denied'
	fi
}

@test "placeholder: with a dash, twice in one line" {
	start
	echo 'FileDescriptorName=@foo-bar@ @foo-bar@' >>$u/virtqemud.service
	finds 1 t <<-'END'
		t/usr/lib/systemd/system/virtqemud.service:6: error: @foo-bar@ was not expanded [placeholder]
	END
}

@test "libvirtd-conflict: without Conflicts= After= is not asked for" {
	start
	sed -i -e '/^Conflicts=/d' -e '/^After=libvirtd/d' $u/virtqemud.socket
	finds 1 t <<-'END'
		t/usr/lib/systemd/system/virtqemud.socket: error: Conflicts= does not name libvirtd.socket: both would manage the same guests [libvirtd-conflict]
	END
}

@test "listen-stream: an empty one forgets those before, also of other types" {
	start
	sed -i 's|^ListenStream=.*|ListenStream=0.0.0.0:16509\nListenDatagram=1\nListenStream=\n&|' $u/virtqemud.socket
	finds 0 t </dev/null
	sed -i 's|^ListenStream=$|ListenDatagram=|' $u/virtqemud.socket
	finds 0 t </dev/null
	echo '[Socket]
	ListenStream=' >>$u/virtqemud.socket
	finds 1 t <<-'END'
		t/usr/lib/systemd/system/virtqemud.socket: error: ListenStream=; clients look for /run/libvirt/virtqemud-sock [listen-stream]
	END
}

@test "listen-port: a local socket that opens a port" {
	start
	local address
	for address in 16509 0.0.0.0:16509 '[::]:16509' vsock::16509 localhost:1; do
		sed -i '/^ListenStream=[^/]/d' $u/virtqemud.socket
		sed -i "s|^ListenStream=/.*|&\nListenStream=$address|" $u/virtqemud.socket
		finds 1 t <<-END
			t/usr/lib/systemd/system/virtqemud.socket:8: error: virtqemud.socket listens at $address, on the network: that is for the tcp and tls sockets [listen-port]
		END
	done
	sed -i 's|^ListenStream=localhost.*|ListenDatagram=7|' $u/virtqemud.socket
	finds 1 t <<-'END'
		t/usr/lib/systemd/system/virtqemud.socket:8: error: virtqemud.socket listens at 7, on the network: that is for the tcp and tls sockets [listen-port]
	END
	sed -i 's|^ListenDatagram=.*|ListenStream=@abstract\nListenStream=/x\nListenStream=%t/y|' $u/virtqemud.socket
	finds 0 t </dev/null
}

@test "wanted-by: none, no [Install], another target" {
	start
	sed -i '/^WantedBy=/d' $u/virtqemud-ro.socket
	sed -i 's/^WantedBy=.*/WantedBy=multi-user.target/' $u/virtqemud.socket
	sed -i 's/^WantedBy=/RequiredBy=/' $u/virtlogd.socket
	finds 1 t <<-'END'
		t/usr/lib/systemd/system/virtqemud-ro.socket: error: virtqemud-ro.socket has no WantedBy=: it can be enabled, but nothing starts it [wanted-by]
		t/usr/lib/systemd/system/virtqemud.socket:13: warning: WantedBy=multi-user.target: sockets are started by sockets.target, before services [wanted-by]
	END
	sed -i '/^\[Install\]/,$d' $u/virtqemud-ro.socket
	finds 1 --disable also-siblings t <<-'END'
		t/usr/lib/systemd/system/virtqemud-ro.socket: error: virtqemud-ro.socket has no WantedBy=: it can be enabled, but nothing starts it [wanted-by]
		t/usr/lib/systemd/system/virtqemud.socket:13: warning: WantedBy=multi-user.target: sockets are started by sockets.target, before services [wanted-by]
	END
	make_tree p proxy
	sed -i '/^WantedBy=/d' p/$units/virtproxyd-tcp.socket
	finds 0 p <<-'END'
		p/usr/lib/systemd/system/virtproxyd-tcp.socket: warning: virtproxyd-tcp.socket has no WantedBy=: it can be enabled, but nothing starts it [wanted-by]
	END
}

@test "condition-missing: only the service has it" {
	start
	sed -i 's|^Description=.*|&\nConditionPathExists=/dev/x\nConditionPathExists=/dev/y|' $u/virtlogd.service
	sed -i 's|^Description=.*|&\nConditionPathExists=/dev/x|' $u/virtlogd.socket $u/virtlogd-admin.socket
	sed -i 's|^ConditionPathExists=/dev/x|&\nConditionPathExists=/dev/y|' $u/virtlogd-admin.socket
	finds 0 t <<-'END'
		t/usr/lib/systemd/system/virtlogd.socket: warning: virtlogd.service has ConditionPathExists=/dev/y, but virtlogd.socket has not: where it does not hold, a connection starts nothing [condition-missing]
	END
	# an empty one forgets all that were before
	sed -i 's|^ConditionPathExists=/dev/y|&\nConditionUser=|' $u/virtlogd.service
	finds 0 t </dev/null
}

@test "trio-incomplete: a service that needs its sockets, and none is there" {
	start
	rm $u/virtqemud*.socket
	sed -i 's/^Description=.*/&\nRequires=virtqemud.socket\nWants=virtqemud-ro.socket\nBindsTo=virtqemud-admin.socket/' $u/virtqemud.service
	finds 1 t <<-'END'
		t/usr/lib/systemd/system/virtqemud.service:3: error: virtqemud.service needs virtqemud.socket, which is in none of the packages [trio-incomplete]
		t/usr/lib/systemd/system/virtqemud.service:5: error: virtqemud.service needs virtqemud-admin.socket, which is in none of the packages [trio-incomplete]
	END
	sed -i -e '/^Requires=/d' -e '/^BindsTo=/d' $u/virtqemud.service
	finds 0 t </dev/null
	printf '[Install]\nAlso=virtqemud-ro.socket\n' >>$u/virtqemud.service
	finds 1 t <<-'END'
		t/usr/lib/systemd/system/virtqemud.service:8: error: virtqemud.service needs virtqemud-ro.socket, which is in none of the packages [trio-incomplete]
	END
}

@test "two sockets of one daemon at one address: that is for other rules" {
	start
	sed -i 's|virtlogd-admin-sock|virtlogd-sock|' $u/virtlogd-admin.socket
	finds 1 t <<-'END'
		t/usr/lib/systemd/system/virtlogd-admin.socket:7: error: ListenStream=/run/libvirt/virtlogd-sock; clients look for /run/libvirt/virtlogd-admin-sock [listen-stream]
	END
}

@test "listen-shared: many at one address" {
	start
	local i
	for i in {10..40}; do
		put $u/o$i.socket '[Socket]' ListenStream=/var/run/libvirt/virtlogd-sock '[Install]' WantedBy=sockets.target
		put $u/o$i.service '[Service]' ExecStart=/bin/true
	done
	try verify --quiet t
	[ "$status" -eq 1 ]
	# each but the first one
	[ "$(grep -c 'listen-shared\]$' home/out)" -eq 31 ]
	[ "$(wc -l <home/out)" -eq 31 ]
}

@test "a directory called like a socket" {
	start
	mkdir $u/virtfood.socket
	finds 0 t </dev/null
}
