# SPDX-License-Identifier: LGPL-2.1-or-later
# Rows of a table for beside.bats: the daemons of both families after a step.
# shellcheck shell=bash

columns='%-42s%-12s%-12s%-12s%s\n'
families=(libvirtd virtqemud virtproxyd)
declare -A pid

# daemon NAME: how many sockets listen, the service, and whether it is the
# process of the last row
daemon()
{
	local was=${pid[$1]-0} word

	pid[$1]=$(systemctl show --value -p MainPID "$1")
	word=$(active "$1.service")
	[ "$was" = 0 ] || [ "${pid[$1]}" != "$was" ] || word=same
	cell="$(systemctl is-active "$1"{,-ro,-admin}.socket |
		grep -c '^active') $word"
}

row()
{
	local cells=() name

	for name in "${families[@]}"; do
		daemon "$name"
		cells+=("$cell")
	done
	# shellcheck disable=SC2059 # the format
	printf "$columns" "$1" "${cells[@]}" "$(complaints | wc -l)"
}

put()
{
	dpkg -i "/packages/$1_all.deb"
}

# shellcheck disable=SC2059 # the format
printf "$columns" step "${families[@]}" errors
