# SPDX-License-Identifier: LGPL-2.1-or-later
# What scripts that run in a booted tree share: the real libvirt is installed,
# upgraded and removed there, as tables. The packages are in /sets/SET/N; the
# caller defines, in the words of its package manager,
#   put SET N      install this set, upgrade or downgrade to it
#   take           remove all
# shellcheck shell=bash
# shellcheck disable=SC2154 # ../boot/prelude.sh exports all

run=/run/libvirt
guest=''

# Users of libvirt, for rpm of Debian makes none; no security that a container
# lacks; the locks of guests by virtlockd.
prepare()
{
	systemd-sysusers --inline 'g kvm' 'g libvirt' 'g qemu' 'g virtlogin' \
		'u qemu -:qemu' 'u tss' >/dev/null 2>&1
	cat >/run/qemu.conf <<-END
		security_driver = "none"
		remember_owner = 0
		namespaces = []
		seccomp_sandbox = 0
		user = "root"
		group = "root"
		lock_manager = "lockd"
	END
}

# Its package has a default of each.
configure()
{
	cat /run/qemu.conf >>/etc/libvirt/qemu.conf
}

# All units of libvirt, sockets or services.
units()
{
	(cd /usr/lib/systemd/system && ls -d -- *virt*".$1" 2>/dev/null)
}

services()
{
	units service | grep -v -e guests -e @
}

enabled_units()
{
	local unit

	for unit in $(units "$1"); do
		[ "$(enabled "$unit")" != enabled ] || echo "$unit"
	done
}

pid()
{
	systemctl show --value -p MainPID "$1.service"
}

# How often systemd has said WORD of the service since the boot.
said()
{
	journalctl -q -b -o cat _PID=1 "UNIT=$2.service" | grep -c "^$1 "
}

# Files of sockets: a restarted one has another inode.
inodes()
{
	stat -c '%n %i' $run/*-sock* 2>/dev/null
}

# QEMU that a daemon started to see what it can do, and that outlived it.
orphans()
{
	pgrep -P 1 -f 'qemu-system.*-machine none' | wc -l
}

guest_pid()
{
	pgrep -f 'qemu-system.*guest=tiny'
}

# How often the daemon with the driver for node devices could not end by itself: it
# then says so after half a minute, and exits with 1, with libvirt's own scriptlets, too.
# The journal does not always know whose last words these were.
stuck()
{
	journalctl --sync
	journalctl -q -b -o cat | grep -c '^Make forcefull daemon shutdown'
}

# Lines that grep does not find, where that has happened; all, where not.
unless_stuck()
{
	if [ "$(stuck)" = 0 ]; then
		cat
	else
		grep -v -E "$@"
	fi
}

# What systemd says against any unit, but for that.
errors()
{
	local daemon='^(virtnodedevd|libvirtd).service: '

	complaints | unless_stuck \
		-e "${daemon}Main process exited, code=exited, status=1/" \
		-e "${daemon}Failed with result 'exit-code'"
}

# Units that failed, but for that.
failed()
{
	systemctl --failed --no-legend --plain |
		unless_stuck '^(virtnodedevd|libvirtd)\.service '
}

# What is as it was: sockets of before, the guest, what is enabled and listens.
remember()
{
	local name

	journalctl --sync
	inodes >/run/inodes
	guest=$(guest_pid)
	states >/run/states
	for name in $(services); do
		name=${name%.service}
		echo "$name $(pid "$name") $(said Started "$name") $(said Reloaded "$name")"
	done >/run/daemons
}

states()
{
	local unit

	for unit in $(units socket) $(units service); do
		case $unit in
		*.socket) echo "$unit $(active "$unit") $(enabled "$unit")" ;;
		*) echo "$unit $(enabled "$unit")" ;;
		esac
	done
}

# A number of starts or reloads, or what is wrong: a daemon with another process
# that should have kept it, or none.
daemon_cell()
{
	local name=$1 pid=$2 starts=$3 reloads=$4 now

	now=$(pid "$name")
	starts=$(($(said Started "$name") - starts))
	reloads=$(($(said Reloaded "$name") - reloads))
	case $name in
	virtlogd | virtlockd)
		[ "$now" = "$pid" ] && cell=$starts || cell=killed
		[ $reloads = 0 ] || cell+=r$reloads
		;;
	*)
		cell=$starts
		[ "$now" != 0 ] || cell+=gone
		;;
	esac
}

# compared STEP: a table's row of what has changed since remember: how often each
# daemon that ran was started (rN: reloaded N times), then what must be as it was
compared()
{
	local name pid starts reloads cells='' kept lost

	journalctl --sync
	while read -r name pid starts reloads; do
		if [ "$pid" = 0 ]; then
			[ "$(pid "$name")" = 0 ] || cells+=" $name:woken"
			continue
		fi
		daemon_cell "$name" "$pid" "$starts" "$reloads"
		cells+=" ${name#virt}:$cell"
	done </run/daemons
	inodes >/run/inodes.now
	kept=$(grep -cxFf /run/inodes /run/inodes.now)
	lost=$(($(wc -l </run/inodes) - kept))
	echo "$1:$cells"
	echo "  sockets kept $kept, lost $lost;" \
		"guest $([ "$(guest_pid)" = "$guest" ] && echo same || echo CHANGED)," \
		"orphans $(orphans), failed $(failed | wc -l)," \
		"marks $(find /var/lib/rpm-state -type f 2>/dev/null | wc -l)," \
		"errors $(errors | wc -l)"
	states | diff /run/states - | sed -n 's/^[<>]/  &/p'
	errors | sed 's/^/  /'
}

# under_load COMMAND...: run it while clients connect and call; what they saw is
# counted, and how long it took
under_load()
{
	/real/clients.py bash -c '"$@"' - "$@"
}

# What of libvirt still runs, listens or is loaded.
left_running()
{
	pgrep -a -f '/(virt|libvirt)[a-z]*d( |$)' | cut -d ' ' -f 2-
	find $run -type s 2>/dev/null
	systemctl list-units --all --no-legend --plain '*virt*' |
		grep -v -e not-found -e '^machine-'
	failed
}

# What packages leave that are gone for good.
left_files()
{
	find /etc/systemd /usr/lib/systemd/system /var/lib/systemd \
		/var/lib/rpm-state -name '*virt*' 2>/dev/null
}
