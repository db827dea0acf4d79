#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What the scripts that run in a booted tree start with.
set -u
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
export DEBIAN_FRONTEND=noninteractive

# state UNIT...: "UNIT ACTIVE ENABLED" of each; systemd 253 and later call
# a missing unit not-found, older ones say nothing
state()
{
	local unit

	for unit; do
		printf '%s %s %s\n' "$unit" \
			"$(systemctl is-active "$unit" 2>/dev/null)" \
			"$(systemctl is-enabled "$unit" 2>/dev/null |
				sed 's/^not-found$//')"
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
	[ ! -e "/run/$1.starts" ] || wc -l <"/run/$1.starts"
}

# The sockets in the file system: a restarted one has another inode.
inodes()
{
	stat -c '%n %i' /run/libvirt/*
}

# dpkg OPTION...: without progress messages
quiet_dpkg()
{
	dpkg --force-unsafe-io "$@" 2>&1 | grep -v -E \
		-e '^Created symlink' -e '^Removed "?/etc/systemd' \
		-e '^(Selecting|Preparing|Unpacking|Setting up|Removing|Purging)' \
		-e '^\(Reading database' -e '^Processing triggers' \
		-e '^dpkg: warning: while removing .* not empty so not removed'
	return "${PIPESTATUS[0]}"
}

systemctl is-system-running --wait >/dev/null
