# SPDX-License-Identifier: LGPL-2.1-or-later
# Users of the real libvirt in a booted tree: daemons are woken, each client asks each
# of them, a guest runs. Source real.sh first.
# shellcheck shell=bash

# uri SERVICE: of its admin server; virtproxyd answers as libvirtd
uri()
{
	case $1 in
	virtproxyd) echo libvirtd:///system ;;
	*) echo "$1:///system" ;;
	esac
}

# Start what is enabled, and ask each daemon until it has read its state: one that
# is stopped while it does so needs half a minute for that.
wake()
{
	local name

	# shellcheck disable=SC2046 # words
	systemctl start $(enabled_units socket)
	for name in $(awake); do
		virt-admin -c "$(uri "$name")" srv-list >/dev/null || echo "no $name"
		case $name in
		virtlogd | virtlockd) continue ;;
		virtproxyd | libvirtd) virsh -c 'qemu+unix:///system?mode=legacy' list ;;
		virtqemud) virsh -c qemu:///system list ;;
		virtnetworkd) virsh -c network:///system net-list ;;
		virtnodedevd) virsh -c nodedev:///system nodedev-list ;;
		virtnwfilterd) virsh -c nwfilter:///system nwfilter-list ;;
		virtsecretd) virsh -c secret:///system secret-list ;;
		virtstoraged) virsh -c storage:///system pool-list ;;
		virtinterfaced) virsh -c interface:///system iface-list ;;
		virtlxcd) virsh -c lxc:///system list ;;
		esac >/dev/null || echo "no answer of $name"
	done
}

# Services whose sockets are enabled.
awake()
{
	enabled_units socket | sed -n 's/-admin\.socket$//p'
}

# Every client on every daemon, as a table.
ask_all()
{
	local name

	ask 'virsh' virsh -c qemu:///system list --all
	ask 'virsh -r' virsh -r -c qemu:///system list --all
	ask 'virsh -r, a user' as_nobody virsh -r -c qemu:///system list --all
	ask 'virsh, a user' as_nobody virsh -c qemu:///system list --all
	ask 'virsh network' virsh -c network:///system net-list --all
	ask 'virsh secret' virsh -c secret:///system secret-list
	ask 'virsh storage' virsh -c storage:///system pool-list --all
	ask 'virsh nodedev' virsh -c nodedev:///system nodedev-list --cap system
	ask 'virsh interface' virsh -c interface:///system iface-list --all
	ask 'virsh nwfilter' virsh -c nwfilter:///system nwfilter-list
	ask 'virsh lxc' virsh -c lxc:///system list --all
	ask 'virsh, proxy' virsh -c 'qemu+unix:///system?mode=legacy' list --all
	ask 'virsh -r, proxy' virsh -r -c 'qemu+unix:///system?mode=legacy' list --all
	ask 'virsh network, proxy' virsh -c 'network+unix:///system?mode=legacy' net-list --all
	for name in $(awake); do
		ask "virt-admin $name" virt-admin -c "$(uri "$name")" srv-list
	done
}

as_nobody()
{
	setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

# ask WHAT COMMAND...: yes, or what it complained about
ask()
{
	local what=$1 words

	shift
	words=$("$@" 2>&1 >/dev/null) && words=yes
	printf '  %-26s%s\n' "$what" "$(tail -n 1 <<<"$words")"
}

# A guest, emulated, with a disk, whose console virtlogd keeps.
start_guest()
{
	truncate -s 1M /var/lib/libvirt/images/tiny.img
	virsh -q -c qemu:///system define /real/guest.xml | grep .
	virsh -q -c qemu:///system start tiny | grep .
	virsh -c qemu:///system domstate tiny | grep .
}
