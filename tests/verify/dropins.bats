#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Drop-ins, applied as systemd.unit(5) says: findings name the drop-in.

load common

u=t/$units
etc=t/etc/systemd/system

start() {
	make_tree t qemu log
}

# drop FILE LINE...: a drop-in of the section [Socket] in the tree t
drop() {
	local file=t$1
	shift
	put "$file" '[Socket]' "$@"
}

port='on the network: that is for the tcp and tls sockets [listen-port]'

@test "a drop-in widens a mode, opens a port" {
	start
	drop /usr/lib/systemd/system/virtqemud-admin.socket.d/x.conf SocketMode=0666
	drop /etc/systemd/system/virtqemud.socket.d/x.conf '# c' ListenStream=16509
	finds 1 t <<-END
		t/etc/systemd/system/virtqemud.socket.d/x.conf:3: error: virtqemud.socket listens at 16509, $port
		t/usr/lib/systemd/system/virtqemud-admin.socket.d/x.conf:2: error: SocketMode=0666 is wider than 0600 [socket-mode]
	END
}

@test "the last value holds: drop-ins by name, whatever their directories" {
	start
	drop /etc/systemd/system/virtqemud-admin.socket.d/10-a.conf SocketMode=0666
	drop /usr/lib/systemd/system/virtqemud-admin.socket.d/20-b.conf SocketMode=0600
	finds 0 t </dev/null
	drop /run/systemd/system/virtqemud-admin.socket.d/30-c.conf SocketMode=0660
	finds 1 t <<-'END'
		t/run/systemd/system/virtqemud-admin.socket.d/30-c.conf:2: error: SocketMode=0660 is wider than 0600 [socket-mode]
	END
}

@test "of one name, /etc wins over /run, /usr/local and /usr" {
	start
	drop /usr/lib/systemd/system/virtqemud-admin.socket.d/x.conf SocketMode=0661
	drop /usr/local/lib/systemd/system/virtqemud-admin.socket.d/x.conf SocketMode=0662
	drop /run/systemd/system/virtqemud-admin.socket.d/x.conf SocketMode=0663
	drop /etc/systemd/system/virtqemud-admin.socket.d/x.conf SocketMode=0664
	drop /etc/systemd/system.control/virtqemud-admin.socket.d/x.conf SocketMode=0665
	local dir mode=0665
	for dir in etc/systemd/system.control etc/systemd/system run/systemd/system usr/local/lib/systemd/system usr/lib/systemd/system; do
		finds 1 t <<-END
			t/$dir/virtqemud-admin.socket.d/x.conf:2: error: SocketMode=$mode is wider than 0600 [socket-mode]
		END
		rm -r t/$dir/virtqemud-admin.socket.d
		mode=0$((10#$mode - 1))
	done
	finds 0 t </dev/null
}

@test "a mask takes a drop-in away: a link, an empty file" {
	start
	drop /usr/lib/systemd/system/virtqemud-admin.socket.d/x.conf SocketMode=0666
	mkdir -p $etc/virtqemud-admin.socket.d
	ln -s /dev/null $etc/virtqemud-admin.socket.d/x.conf
	finds 0 t </dev/null
	rm $etc/virtqemud-admin.socket.d/x.conf
	: >$etc/virtqemud-admin.socket.d/x.conf
	finds 0 t </dev/null
}

@test "directories of prefixes and of the type; the special wins over the general" {
	start
	drop /usr/lib/systemd/system/virtqemud-.socket.d/x.conf ListenStream=1
	drop /usr/lib/systemd/system/socket.d/y.conf ListenStream=2
	finds 1 --disable listen-shared t <<-END
		t/usr/lib/systemd/system/socket.d/y.conf:2: error: virtlogd-admin.socket listens at 2, $port
		t/usr/lib/systemd/system/socket.d/y.conf:2: error: virtlogd.socket listens at 2, $port
		t/usr/lib/systemd/system/socket.d/y.conf:2: error: virtqemud-admin.socket listens at 2, $port
		t/usr/lib/systemd/system/socket.d/y.conf:2: error: virtqemud-ro.socket listens at 2, $port
		t/usr/lib/systemd/system/socket.d/y.conf:2: error: virtqemud.socket listens at 2, $port
		t/usr/lib/systemd/system/virtqemud-.socket.d/x.conf:2: error: virtqemud-admin.socket listens at 1, $port
		t/usr/lib/systemd/system/virtqemud-.socket.d/x.conf:2: error: virtqemud-ro.socket listens at 1, $port
	END
	# of one name: the unit's own, the prefix, the type, also against /etc
	drop /etc/systemd/system/socket.d/x.conf ListenStream=3
	rm -r $u/socket.d
	mkdir -p $u/virtqemud-ro.socket.d
	: >$u/virtqemud-ro.socket.d/x.conf
	finds 1 --disable listen-shared t <<-END
		t/etc/systemd/system/socket.d/x.conf:2: error: virtlogd-admin.socket listens at 3, $port
		t/etc/systemd/system/socket.d/x.conf:2: error: virtlogd.socket listens at 3, $port
		t/etc/systemd/system/socket.d/x.conf:2: error: virtqemud.socket listens at 3, $port
		t/usr/lib/systemd/system/virtqemud-.socket.d/x.conf:2: error: virtqemud-admin.socket listens at 1, $port
	END
}

@test "an empty assignment forgets what was before; not for After= and the like" {
	start
	drop /etc/systemd/system/virtqemud.socket.d/x.conf ListenStream= ListenStream=/run/libvirt/other SocketMode=
	put $etc/virtqemud-ro.socket.d/x.conf '[Unit]' After= BindsTo=
	put $etc/virtlogd.socket.d/x.conf '[Install]' WantedBy= Also=
	finds 1 t <<-'END'
		t/etc/systemd/system/virtqemud.socket.d/x.conf:3: error: ListenStream=/run/libvirt/other; clients look for /run/libvirt/virtqemud-sock [listen-stream]
		t/usr/lib/systemd/system/virtlogd.socket: error: virtlogd.socket has no WantedBy=: it can be enabled, but nothing starts it [wanted-by]
	END
}

@test "a drop-in can also cure" {
	start
	sed -i '/^Conflicts=/d' $u/virtqemud.socket
	put $etc/virtqemud.socket.d/x.conf '[Unit]' Conflicts=libvirtd.socket
	finds 0 t </dev/null
}

@test "drop-in: not to be read, no directory, a FIFO, links" {
	start
	mkdir -p $etc/virtqemud.socket.d $etc/other.socket.d
	echo x >$etc/virtqemud.socket.d/a.conf
	mkfifo $etc/virtqemud.socket.d/b.conf
	ln -s c.conf $etc/virtqemud.socket.d/c.conf
	ln -s nowhere $etc/virtqemud.socket.d/d.conf
	mkdir $etc/virtqemud.socket.d/e.conf
	echo x >$etc/virtqemud.socket.d/readme
	echo x >$etc/other.socket.d/x.conf
	echo x >$etc/virtqemud-ro.socket.d
	ln -s virtqemud-admin.socket.d $etc/virtqemud-admin.socket.d
	mkfifo $etc/virtlogd.socket.d
	ln -s nowhere $etc/virtlogd-admin.socket.d
	drop /usr/share/x.conf SocketMode=0777
	chmod 666 t/usr/share/x.conf
	ln -s ../../../../usr/share/x.conf $etc/virtqemud.socket.d/f.conf
	finds 1 t <<-'END'
		t/etc/systemd/system/virtlogd.socket.d: error: the drop-in cannot be read: it is no directory [drop-in]
		t/etc/systemd/system/virtqemud-admin.socket.d: error: the drop-in cannot be read: Too many levels of symbolic links [drop-in]
		t/etc/systemd/system/virtqemud-ro.socket.d: error: the drop-in cannot be read: it is no directory [drop-in]
		t/etc/systemd/system/virtqemud.socket.d/a.conf: error: the drop-in cannot be read: line 1: "x" stands before the first section [drop-in]
		t/etc/systemd/system/virtqemud.socket.d/b.conf: error: the drop-in cannot be read: it is no regular file [drop-in]
		t/etc/systemd/system/virtqemud.socket.d/c.conf: error: the drop-in cannot be read: it is a symbolic link to "c.conf": Too many levels of symbolic links [drop-in]
		t/etc/systemd/system/virtqemud.socket.d/d.conf: error: the drop-in cannot be read: it is a symbolic link to "nowhere": No such file or directory [drop-in]
		t/etc/systemd/system/virtqemud.socket.d/f.conf: error: the drop-in has mode 0666, so that others can change it [drop-in]
		t/etc/systemd/system/virtqemud.socket.d/f.conf:2: error: SocketMode=0777 is wider than 0666 [socket-mode]
	END
}

@test "drop-in: a directory that this user may not read" {
	start
	mkdir -p $etc/virtqemud.socket.d
	chmod 0 $etc/virtqemud.socket.d
	call as_user env HOME="$T/home" "$VIRTD_SOCKET" verify --quiet t
	expect 1 't/etc/systemd/system/virtqemud.socket.d: error: the drop-in cannot be read: Permission denied [drop-in]'
}

@test "placeholder: in a drop-in" {
	start
	drop /etc/systemd/system/virtqemud.socket.d/x.conf 'SocketUser=@user@'
	finds 1 t <<-'END'
		t/etc/systemd/system/virtqemud.socket.d/x.conf:2: error: @user@ was not expanded [placeholder]
	END
}

@test "a package of drop-ins for another package's unit" {
	put d/$units/virtqemud-admin.socket.d/x.conf '[Socket]' SocketMode=0666 ListenStream=7
	put d/$units/other.socket.d/x.conf '[Socket]' SocketMode=0666 ListenStream=7
	make_deb d config.deb
	finds 1 config.deb <<-END
		config.deb:/usr/lib/systemd/system/virtqemud-admin.socket.d/x.conf:2: error: SocketMode=0666 is wider than 0600 [socket-mode]
		config.deb:/usr/lib/systemd/system/virtqemud-admin.socket.d/x.conf:3: error: virtqemud-admin.socket listens at 7, $port
	END
	make_tree t qemu
	scripts_for t virtqemud{,-ro,-admin}.socket
	make_deb t p.deb
	finds 0 p.deb </dev/null
	finds 1 p.deb config.deb <<-END
		config.deb:/usr/lib/systemd/system/virtqemud-admin.socket.d/x.conf:2: error: SocketMode=0666 is wider than 0600 [socket-mode]
		config.deb:/usr/lib/systemd/system/virtqemud-admin.socket.d/x.conf:3: error: virtqemud-admin.socket listens at 7, $port
	END
	# a tree is another world
	make_tree w qemu
	rm -r d/DEBIAN
	finds 1 d w <<-END
		d/usr/lib/systemd/system/virtqemud-admin.socket.d/x.conf:2: error: SocketMode=0666 is wider than 0600 [socket-mode]
		d/usr/lib/systemd/system/virtqemud-admin.socket.d/x.conf:3: error: virtqemud-admin.socket listens at 7, $port
	END
}

@test "100,000 drop-ins of a unit, and more of all units than can be applied" {
	start
	mkdir -p $u/virtqemud.socket.d
	python3 - $u/virtqemud.socket.d <<-'END'
		import os, sys
		os.chdir(sys.argv[1])
		open("0.conf", "w").write("[Socket]\nSocketMode=0600\n")
		for i in range(1, 100000):
		    if i % 50000 == 0:
		        open(f"{i}.conf", "w").write("[Socket]\nSocketMode=0600\n")
		    else:
		        os.link(f"{i // 50000 * 50000}.conf", f"{i}.conf")
	END
	finds 0 t </dev/null
	mv $u/virtqemud.socket.d $u/socket.d
	make_tree t $("$VIRTD_SOCKET" list | awk 'NR > 1 { print $1 }')
	try verify --quiet t
	[ "$status" -eq 1 ]
	[ ! -s home/err ]
	grep -q 'virtxend.socket: error: there are 100000 drop-ins, too many for those of virtxend.socket to be looked at \[drop-in\]$' home/out
}
