# SPDX-License-Identifier: LGPL-2.1-or-later
# Rows of a table for corners.bats: virtqemud after a step.
# shellcheck shell=bash

columns='%-37s%-18s%-18s%-18s%-18s%-8s%s\n'

header()
{
	# shellcheck disable=SC2059 # the format
	printf "$columns" step main ro admin service answer starts
}

row()
{
	local step=$1 cells=() unit

	for unit in virtqemud{,-ro,-admin}.socket virtqemud.service; do
		cells+=("$(active $unit) $(enabled $unit)")
	done
	cells+=("$([ -S "$main" ] && answer || echo -)" "$(starts virtqemud)")
	# shellcheck disable=SC2059 # the format
	printf "$columns" "$step" "${cells[@]}"
}

# What packages leave behind.
left()
{
	find /etc/systemd /var/lib/systemd -name '*virt*'
	complaints
}
