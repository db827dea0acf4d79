# SPDX-License-Identifier: LGPL-2.1-or-later
# The life of a package with virtqemud in a booted tree, as a table: what each
# step leaves. The caller defines, in the words of its package manager,
#   put VERSION    install this version, upgrade or downgrade to it
#   take           remove the package
#   forget         and what a removed package leaves
# shellcheck shell=bash

# a row: step, sockets, service, then what sums up the step
columns='%-24s%-14s%-14s%-14s%-18s%-9s%-8s%-9s%-9s%s\n'
main=/run/libvirt/virtqemud-sock
ro=$main-ro
admin=/run/libvirt/virtqemud-admin-sock
last_inodes='' refused=-

# The socket file's mode if systemd listens there.
listening()
{
	[ -n "$(ss -Hlx src "$1")" ] && stat -c %a "$1" && return
	[ ! -e "$1" ] || echo dead
}

# socket UNIT PATH: mode, or active state where it does not listen; enabled?
socket()
{
	local unit=$1 path=$2 active mode

	active=$(active "$unit")
	mode=$(listening "$path")
	[ "$mode" ] || [ "$active" != active ] || mode=lost
	echo "${mode:--} $(enabled "$unit")"
}

# The running daemon's version and the number of its sockets.
answer()
{
	if [ "$(active virtqemud.service)" = active ]; then
		/tests/client.py "$main" 2>&1
	else
		echo -
	fi
}

header()
{
	# shellcheck disable=SC2059 # the format
	printf "$columns" step main ro admin service answer starts sockets \
		refused errors
}

# row STEP: the state of virtqemud after it
row()
{
	local inodes kept=kept complaints

	inodes=$(inodes)
	[ -n "$last_inodes" ] &&
		! grep -qvxFe "$inodes" <<<"$last_inodes" || kept=new
	[ -n "$inodes" ] || kept=-
	last_inodes=$inodes
	complaints=$(complaints)
	# shellcheck disable=SC2059 # the format
	printf "$columns" "$1" \
		"$(socket virtqemud.socket "$main")" \
		"$(socket virtqemud-ro.socket "$ro")" \
		"$(socket virtqemud-admin.socket "$admin")" \
		"$(active virtqemud.service) $(enabled virtqemud.service)" \
		"$(answer)" "$(starts virtqemud)" "$kept" "$refused" \
		"$(grep -c . <<<"$complaints")"
	refused=-
	[ -z "$complaints" ] || echo "$complaints"
}

# under_load COMMAND...: run it while clients talk to the daemon; the next row
# says how many of them were refused.
under_load()
{
	local counts

	counts=$(/tests/client.py "$main" "$ro" -- bash -c '"$@"' - "$@" 2>&1)
	refused=$(sed -n 's/.* refused \([0-9]*\) .*/\1/p' <<<"$counts")
	grep -v '^connected ' <<<"$counts"
}

# Clients that would start the daemon again, while COMMAND removes it.
under_attack()
{
	while :; do
		for path in "$main" "$ro"; do
			/tests/client.py "$path"
		done
	done >/dev/null 2>&1 &
	sleep .2
	"$@"
	kill $!
	wait $! 2>/dev/null
}

# What is left of the package.
left()
{
	pgrep -af daemon.py
	ls -A /run/libvirt
	find /etc/systemd /var/lib/systemd /var/lib/rpm-state \
		/usr/lib/systemd/system -name '*virt*' 2>/dev/null | sort
	systemctl list-units --failed --no-legend '*virt*'
}

life()
{
	header
	put 1
	row installed
	# what rpm leaves to the administrator or the next boot
	systemctl start virtqemud{,-ro,-admin}.socket
	row "sockets started"
	put 2
	row "upgraded, idle"
	systemctl start virtqemud.service
	row "service started"
	under_load put 3
	row "upgraded, active"
	under_load put 2
	row "downgraded, active"
	# it warns that the sockets stay
	systemctl stop virtqemud.service 2>/dev/null
	put 1
	row "downgraded, idle"
	systemctl start virtqemud.service
	under_attack take
	row removed
	forget
	left
}

# What the administrator decides, and upgrades leave so: the sockets disabled,
# then the first one masked, too.
administrate()
{
	header
	put 1
	systemctl start virtqemud{,-ro,-admin}.socket
	row installed
	systemctl disable --now --quiet virtqemud{,-ro,-admin}.socket
	put 2
	row "disabled, upgraded"
	systemctl mask --quiet virtqemud.socket
	put 3
	row "masked, upgraded"
	systemctl unmask --quiet virtqemud.socket
	systemctl enable --quiet virtqemud{,-ro,-admin}.socket
	systemctl start virtqemud{,-ro,-admin}.socket virtqemud.service
	under_load put 2
	row "enabled, downgraded"
}

# Version 0 has no admin socket; a later one comes while the service runs.
grow()
{
	header
	put 0
	systemctl start virtqemud{,-ro}.socket virtqemud.service
	row "without admin"
	under_load put 2
	row "upgraded, active"
}

# Installed where systemd is not PID 1: in a chroot without /run, which is
# mounted.
in_chroot()
{
	header
	mkdir /run/chroot
	mount --bind / /run/chroot
	mount --bind /packages /run/chroot/packages
	mount --bind /proc /run/chroot/proc
	chroot /run/chroot bash -c 'put 1'
	row "in a chroot"
}
