#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What the scripts that run in a booted tree start with; /tests is this
# directory. Everything is exported, for "client.py ... -- bash -c".
set -u -a
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
export DEBIAN_FRONTEND=noninteractive

# active UNIT, enabled UNIT: one word, or nothing; systemd 253 and later call a
# missing unit not-found, older ones say nothing
active()
{
	systemctl is-active "$1" 2>/dev/null
}

enabled()
{
	systemctl is-enabled "$1" 2>/dev/null | sed 's/^not-found$//'
}

# state UNIT...: "UNIT ACTIVE ENABLED" of each
state()
{
	local unit

	for unit; do
		printf '%s %s %s\n' "$unit" "$(active "$unit")" \
			"$(enabled "$unit")"
	done
}

# trio SERVICE: the state of a daemon with sockets main, ro, admin
trio()
{
	state "$1.socket" "$1-ro.socket" "$1-admin.socket" "$1.service"
}

# How often the service was started; its ExecStartPre keeps count.
starts()
{
	if [ -e "/run/$1.starts" ]; then
		wc -l <"/run/$1.starts"
	else
		echo 0
	fi
}

# hold SERVICE: another service that needs it stops first, which takes its time;
# systemd calls SERVICE active until then.
hold()
{
	cat >/run/systemd/system/holder.service <<-END
		[Unit]
		Requires=$1
		After=$1
		[Service]
		Type=oneshot
		RemainAfterExit=yes
		ExecStart=true
		ExecStop=sleep 1
	END
	systemctl daemon-reload
	systemctl start holder.service
}

# The sockets in the file system: a restarted one has another inode.
inodes()
{
	stat -c '%n %i' /run/libvirt/* 2>/dev/null
}

# What systemd says against any unit of libvirt; of control groups, it cannot
# read all in a container.
complaints()
{
	journalctl --sync
	{
		journalctl -q -b -o cat _PID=1 -p err
		journalctl -q -b -o cat _PID=1 | grep -i -e refusing -e fail
	} | grep virt | grep -v 'ignoring: No data available' | sort -u
}

# Without progress messages: dpkg OPTION..., rpm OPTION...; those of systemctl
# come from version 253 on, or where the daemon has a script for System V, too.
dpkg()
{
	command dpkg --force-unsafe-io "$@" 2>&1 | grep -v -E \
		-e '^Created symlink' -e '^Removed "?/etc/systemd' \
		-e '^(Selecting|Preparing|Unpacking|Setting up|Removing|Purging)' \
		-e '^\(Reading database' -e '^Processing triggers' \
		-e '^dpkg: warning: while removing .* not empty so not removed' \
		-e '^dpkg: warning: downgrading '
	return "${PIPESTATUS[0]}"
}

rpm()
{
	command rpm --dbpath /var/lib/rpm --nodeps "$@" 2>&1 | grep -v \
		-e '^rpm: ' -e '^Created symlink' -e '^Removed ' \
		-e '^Synchronizing state of ' -e 'systemd-sysv-install disable' \
		-e '^Disabling .* triggering units' -e '^[a-z-]*\.socket, ' \
		-e '^Warning: .* changed on disk' -e '^--marked is deprecated'
	return "${PIPESTATUS[0]}"
}

systemctl is-system-running --wait >/dev/null
# shellcheck source=tests/boot/life.sh
. /tests/life.sh
