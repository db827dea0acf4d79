# SPDX-License-Identifier: LGPL-2.1-or-later
# The life of a package with libvirtd, virtlogd and virtlockd, and what virsh
# and virt-admin see of it. The caller defines put and take, as for life.sh.
# shellcheck shell=bash

daemons=(libvirtd virtlogd virtlockd)
columns='%-26s%-24s%-24s%-24s%s\n'
declare -A pid

# daemon NAME: how many sockets listen; does the service run, and is it the one
# of the last row?
daemon()
{
	local sockets service last=${pid[$1]-0}

	sockets=$(systemctl is-active "$1"{,-ro,-admin,-tcp,-tls}.socket |
		grep -c '^active')
	service=$(active "$1.service")
	pid[$1]=$(systemctl show --value -p MainPID "$1.service")
	if [ "${pid[$1]}" != 0 ] && [ "$last" != 0 ]; then
		[ "${pid[$1]}" = "$last" ] && service=same || service=restarted
	fi
	cell="$sockets listen, $service"
}

row()
{
	local name cells=()

	for name in "${daemons[@]}"; do
		daemon "$name"
		cells+=("$cell")
	done
	# shellcheck disable=SC2059 # the format
	printf "$columns" "$1" "${cells[@]}" "$(complaints | wc -l)"
	complaints
}

# servers URI: their names, as virt-admin lists them in no fixed order
servers()
{
	virt-admin -c "$1" srv-list 2>&1 |
		awk '/^ [0-9]/ { print $2 } /^error/' | sort | xargs
}

# What clients of the sockets main and ro of libvirtd and of all admin sockets
# are told.
clients()
{
	echo "  virsh -r: $(virsh -r -c qemu:///system uri 2>&1 | xargs)," \
		"virsh: $(virsh -c qemu:///system uri 2>&1 | xargs)," \
		"virt-admin: $(servers libvirtd:///system)," \
		"$(servers virtlogd:///system)," \
		"$(servers virtlockd:///system)"
}

# under_clients COMMAND...: run it while clients come one after the other, and
# one has a session before and after it
under_clients()
{
	local session loop said=/run/said

	rm -f /run/done
	: >/run/session
	: >$said
	{
		echo uri
		until [ -e /run/done ]; do sleep .1; done
		echo uri
	} | virsh -r -c qemu:///system >/run/session 2>&1 &
	session=$!
	until [ -e /run/done ]; do
		virsh -r -c qemu:///system uri
		sleep .02
	done >$said 2>&1 &
	loop=$!
	until grep -q qemu: /run/session && grep -q qemu: $said; do
		sleep .1
	done
	"$@"
	touch /run/done
	wait $loop $session
	echo "  clients refused: $(grep -c -e refused -e 'No such' $said)," \
		"session: $(sed -n 's/^error: \(Reconnected\) .*/\1/p' /run/session)," \
		"then $(grep -c '^qemu:' /run/session) answers"
	echo "  counted: $(grep -c '^qemu:' $said) served," \
		"$(grep -c '^error: [^f]' $said) cut"
}

as_nobody()
{
	setpriv --reuid=65534 --regid=65534 --clear-groups "$@" 2>&1 | xargs
}

# in place of Debian's units
rm /usr/lib/systemd/system/{libvirtd,virtlogd,virtlockd}*.{service,socket}
systemctl daemon-reload
# shellcheck disable=SC2059 # the format
printf "$columns" step "${daemons[@]}" errors
row "Debian's units removed"
put 1
row "ours installed"
systemctl start {libvirtd,libvirtd-ro,libvirtd-admin,virt{log,lock}d{,-admin}}.socket
row "sockets started"
echo "  a user: $(as_nobody virsh -r -c qemu:///system uri)"
row "client of ro"
clients
row "all clients"
echo "  a user: $(as_nobody virt-admin -c libvirtd:///system srv-list)"
under_clients put 2
row "upgraded, active"
clients
put 1
row "downgraded, active"
clients
systemctl stop libvirtd.service virtlogd.service virtlockd.service 2>/dev/null
row "services stopped"
put 3
row "upgraded, idle"
clients
row "all clients"
take
row removed
find /run/libvirt -type s
