#!/usr/bin/env bats
# virtd-socket list and units: tables and names.

load ../lib

@test "list: the catalogue" {
	try list
	expect 0 'NAME      SERVICE        SOCKETS               MODE UPGRADE DESCRIPTION
libvirtd  libvirtd       main,ro,admin,tcp,tls 0666 restart legacy monolithic
ch        virtchd        main,ro,admin         0666 restart Cloud Hypervisor
interface virtinterfaced main,ro,admin         0666 restart interface
lock      virtlockd      main,admin            0600 reload  locking
log       virtlogd       main,admin            0600 reload  logging
lxc       virtlxcd       main,ro,admin         0666 restart LXC
network   virtnetworkd   main,ro,admin         0666 restart network
nodedev   virtnodedevd   main,ro,admin         0666 restart nodedev
nwfilter  virtnwfilterd  main,ro,admin         0666 restart nwfilter
proxy     virtproxyd     main,ro,admin,tcp,tls 0666 restart proxy
qemu      virtqemud      main,ro,admin         0666 restart QEMU
secret    virtsecretd    main,ro,admin         0666 restart secret
storage   virtstoraged   main,ro,admin         0666 restart storage
vbox      virtvboxd      main,ro,admin         0666 restart VirtualBox
vz        virtvzd        main,ro,admin         0666 restart vz
xen       virtxend       main,ro,admin         0666 restart Xen'
	not grep -E '^.{81}' home/out
}

@test "list: catalogues add and override, the last one counts" {
	put a '[mine]' 'Name=My daemon' 'Sockets=main' '[virtqemud]' Name=Q
	put b '[virtqemud]' Name=Q2 SocketMode=0640 Upgrade=reload
	try list --catalog a --catalog b
	[ "$status" -eq 0 ]
	"$VIRTD_SOCKET" list >home/builtin
	[ "$(wc -l <home/out)" -eq $(($(wc -l <home/builtin) + 1)) ]
	grep -qx 'mine  *mine  *main  *0600 restart My daemon' home/out
	grep -qx 'qemu  *virtqemud  *main,ro,admin  *0640 reload  Q2' home/out
	[ "$(sed 1d home/out | awk '{print $2}')" = \
		"$(sed 1d home/out | awk '{print $2}' | sort)" ]
}

@test "list: surplus argument" {
	try list qemu
	expect 2 '' 'error: list: surplus argument "qemu"'
}

@test "units: in the order of names and kinds" {
	try units proxy log
	expect 0 'virtproxyd.socket
virtproxyd-ro.socket
virtproxyd-admin.socket
virtproxyd-tcp.socket
virtproxyd-tls.socket
virtlogd.socket
virtlogd-admin.socket'
}

@test "units: --service and --only" {
	try units -s log qemu
	expect 0 'virtlogd.socket
virtlogd-admin.socket
virtlogd.service
virtqemud.socket
virtqemud-ro.socket
virtqemud-admin.socket
virtqemud.service'
	try units --only ro,service log qemu
	expect 0 $'virtlogd.service\nvirtqemud-ro.socket\nvirtqemud.service'
	try units --only tcp qemu
	expect 1 '' 'error: --only: virtqemud has no socket of kind tcp'
	try units --only tcp,ro log lock
	expect 1 '' 'error: --only: none of the daemons has a socket of kind ro,tcp'
	try units --only bar qemu
	expect 2 '' 'error: --only: "bar" is no kind of unit; use main, ro, admin, tcp, tls, service'
}

@test "units: --catalog" {
	put a '[virtqemud]' Name=Q Sockets=main,tls
	try units --catalog a qemu
	expect 0 $'virtqemud.socket\nvirtqemud-tls.socket'
}

@test "units needs no configuration of rpm" {
	try units --rcfile /nonexistent --macros /nonexistent qemu
	expect 0 $'virtqemud.socket\nvirtqemud-ro.socket\nvirtqemud-admin.socket'
}
