#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Debian packages under a booted systemd, unit by unit.
load ../deb/source
load boot

# Another version of a package: its service changes with it.
next_version()
{
	local package=$1 version=$2 dir=next

	dpkg-deb -R "../${package}_1_all.deb" $dir
	sed -i "s/^Version:.*/Version: $version/" $dir/DEBIAN/control
	sed -i "s/infinity/${version}d/" $dir/lib/systemd/system/*.service \
		$dir/usr/lib/systemd/system/*.service 2>/dev/null || :
	dpkg-deb --root-owner-group -b $dir "../${package}_${version}_all.deb"
	rm -r $dir
}

# package NAME LINE [SHAPE SERVICE]: versions 1, 2 and 3 of it
package()
{
	local name=$1 line=$2 shape=${3-} service=${4-}
	(
		source_package "$name" "$name"
		echo "$line" >"debian/$name.virtd-sockets"
		if [ -n "$service" ]; then
			service "$shape" "$service" >"$service.service"
			sed -i -e "/^ExecStart=/i ExecStartPre=/bin/sh -c 'echo 1 >>/run/%N.starts'" \
				-e "s|^ExecReload=.*|ExecReload=/bin/sh -c 'echo 1 >>/run/%N.reloads'|" \
				"$service.service"
			case $line in
			log) sed -i '/-ro.socket/d' "$service.service" ;;
			*main,ro) sed -i '/-admin.socket/d' "$service.service" ;;
			esac
			ship "$name" "$service.service"
		fi
		build
		next_version "$name" 2
		next_version "$name" 3
	)
}

setup_file()
{
	find_tree
	[ ! -e "$BATS_FILE_TMPDIR/reason" ] || return 0
	mkdir "$BATS_FILE_TMPDIR/packages"
	cd "$BATS_FILE_TMPDIR/packages"
	for shape in bindsto requires wants none; do
		package "q-$shape" qemu $shape virtqemud
	done
	package proxy proxy bindsto virtproxyd
	package log log bindsto virtlogd
	package mono libvirtd wants libvirtd
	package alone qemu
	# the first version of a package that gets one more socket later
	for shape in bindsto wants; do
		mkdir old
		(cd old && ODD='--disable trio-incomplete' package "q-$shape" 'qemu -k main,ro' $shape virtqemud)
		mv "old/q-${shape}_1_all.deb" "q-${shape}_0_all.deb"
		rm -r old
	done
}

setup()
{
	skip_boot
}

# One life of the package q-SHAPE, with its service idle and active.
life()
{
	in_boot <<-END
		shape=$1
		$(cat <<-'END2'
			quiet_dpkg -i /packages/q-${shape}_1_all.deb
			echo "installed:"; trio virtqemud
			before=$(inodes)
			quiet_dpkg -i /packages/q-${shape}_2_all.deb
			echo "upgraded while idle: starts $(starts virtqemud)"
			trio virtqemud
			[ "$(inodes)" = "$before" ] || echo "sockets were restarted"
			systemctl start virtqemud.service
			quiet_dpkg -i /packages/q-${shape}_3_all.deb
			echo "upgraded while active: starts $(starts virtqemud)"
			trio virtqemud
			[ "$(inodes)" = "$before" ] || echo "sockets were restarted"
			pgrep -fa 'sleep [3i]'| sed 's/^[0-9]* //'
			# clients that would start the service again
			while :; do
				socat -u OPEN:/dev/null UNIX-CONNECT:/run/libvirt/virtqemud-sock
				socat -u OPEN:/dev/null UNIX-CONNECT:/run/libvirt/virtqemud-sock-ro
			done 2>/dev/null &
			sleep .2
			quiet_dpkg -r q-${shape}
			kill $!
			echo "removed: starts $(starts virtqemud)"
			trio virtqemud
			pgrep -a sleep
			ls -A /run/libvirt
			find /etc/systemd/system -name 'virt*' | wc -l
			quiet_dpkg -P q-${shape}
			echo "purged:"
			find /etc/systemd /var/lib/systemd -name '*virt*'
			systemctl --failed --no-legend
		END2
		)
	END
}

lived='installed:
virtqemud.socket active enabled
virtqemud-ro.socket active enabled
virtqemud-admin.socket active enabled
virtqemud.service inactive enabled
upgraded while idle: starts 
virtqemud.socket active enabled
virtqemud-ro.socket active enabled
virtqemud-admin.socket active enabled
virtqemud.service inactive enabled
upgraded while active: starts 2
virtqemud.socket active enabled
virtqemud-ro.socket active enabled
virtqemud-admin.socket active enabled
virtqemud.service active enabled
/bin/sleep 3d
removed: starts 2
virtqemud.socket inactive 
virtqemud-ro.socket inactive 
virtqemud-admin.socket inactive 
virtqemud.service inactive 
4
purged:'

@test "life of a package: BindsTo= (libvirt 11)" {
	equal "$(life bindsto)" "$lived"
}

@test "life of a package: Requires= (libvirt 9)" {
	equal "$(life requires)" "$lived"
}

@test "life of a package: Wants= (libvirtd)" {
	equal "$(life wants)" "$lived"
}

@test "life of a package: a service that names no socket" {
	equal "$(life none)" "$lived"
}

# What dpkg says and the units of both families afterwards; $1 starts libvirtd
beside_libvirtd()
{
	in_boot <<-END
		quiet_dpkg -i /packages/mono_1_all.deb
		$1
		$(cat <<-'END2'
			echo "before:"; trio libvirtd
			quiet_dpkg -i /packages/q-bindsto_1_all.deb
			echo "installed:"; trio libvirtd; trio virtqemud
			quiet_dpkg -i /packages/q-bindsto_2_all.deb
			echo "upgraded:"; trio libvirtd; trio virtqemud
			echo "libvirtd starts: $(starts libvirtd)"
			systemctl stop libvirtd.socket libvirtd-ro.socket \
				libvirtd-admin.socket libvirtd.service
			quiet_dpkg -i /packages/q-bindsto_3_all.deb
			echo "upgraded without libvirtd:"; trio virtqemud
		END2
		)
	END
}

# trios NAME ACTIVE [SERVICE-ACTIVE]: what trio prints for enabled units
trios()
{
	printf '%s enabled\n' "$1.socket $2" "$1-ro.socket $2" \
		"$1-admin.socket $2" "$1.service ${3:-$2}"
}

survived()
{
	local said='virtqemud: its sockets stay stopped until the next boot, because libvirtd is running'

	echo "before:"; trios libvirtd active "$1"
	echo "$said"
	echo "installed:"; trios libvirtd active "$1"; trios virtqemud inactive
	echo "$said"
	echo "upgraded:"; trios libvirtd active "$1"; trios virtqemud inactive
	echo "libvirtd starts: $2"
	echo "upgraded without libvirtd:"; trios virtqemud active inactive
}

@test "a running libvirtd survives the installation of a modular daemon" {
	equal "$(beside_libvirtd 'systemctl start libvirtd.service')" \
		"$(survived active 1)"
}

@test "so do the sockets of a libvirtd that is not running" {
	equal "$(beside_libvirtd :)" "$(survived inactive '')"
}

@test "tcp: not enabled; what the administrator enables survives an upgrade" {
	run in_boot <<-'END'
		quiet_dpkg -i /packages/proxy_1_all.deb
		trio virtproxyd
		state virtproxyd-tcp.socket virtproxyd-tls.socket
		systemctl enable --quiet virtproxyd-tcp.socket
		systemctl start virtproxyd-tcp.socket
		systemctl start virtproxyd.service
		quiet_dpkg -i /packages/proxy_2_all.deb
		echo "upgraded: starts $(starts virtproxyd)"
		trio virtproxyd
		state virtproxyd-tcp.socket virtproxyd-tls.socket
		quiet_dpkg -r proxy
		echo "removed:"
		systemctl is-active virtproxyd.service virtproxyd.socket \
			virtproxyd-tcp.socket virtproxyd-tls.socket
		ss -Hltn
		quiet_dpkg -P proxy
		find /etc/systemd /var/lib/systemd -name '*virt*'
	END
	equal "$output" "$(trios virtproxyd active inactive)
virtproxyd-tcp.socket inactive disabled
virtproxyd-tls.socket inactive disabled
upgraded: starts 2
$(trios virtproxyd active)
virtproxyd-tcp.socket active enabled
virtproxyd-tls.socket inactive disabled
removed:
inactive
inactive
inactive
inactive"
}

@test "reload class: reloaded once where it runs, never restarted" {
	run in_boot <<-'END'
		units='virtlogd.socket virtlogd-admin.socket virtlogd.service'
		quiet_dpkg -i /packages/log_1_all.deb
		state $units
		quiet_dpkg -i /packages/log_2_all.deb
		echo "upgraded while idle: starts $(starts virtlogd)"
		systemctl start virtlogd.service
		before=$(systemctl show -p MainPID virtlogd.service)
		quiet_dpkg -i /packages/log_3_all.deb
		echo "upgraded while active: starts $(starts virtlogd)"
		echo "reloads $(wc -l </run/virtlogd.reloads)"
		[ "$before" = "$(systemctl show -p MainPID virtlogd.service)" ] &&
			echo "same process"
		state $units
		quiet_dpkg -P log
		systemctl is-active $units
	END
	equal "$output" 'virtlogd.socket active enabled
virtlogd-admin.socket active enabled
virtlogd.service inactive enabled
upgraded while idle: starts 
upgraded while active: starts 1
reloads 1
same process
virtlogd.socket active enabled
virtlogd-admin.socket active enabled
virtlogd.service active enabled
inactive
inactive
inactive'
}

# An upgrade to a version with one more socket, while the service runs.
new_socket()
{
	in_boot <<-END
		quiet_dpkg -i /packages/q-$1_0_all.deb
		trio virtqemud
		systemctl start virtqemud.service
		quiet_dpkg -i /packages/q-$1_2_all.deb
		echo "upgraded:"
		trio virtqemud
	END
}

@test "a socket that is new in an upgrade is up although the service runs" {
	for shape in bindsto wants; do
		equal "$(new_socket $shape)" "virtqemud.socket active enabled
virtqemud-ro.socket active enabled
virtqemud-admin.socket inactive 
virtqemud.service inactive enabled
upgraded:
$(trios virtqemud active)"
	done
}

@test "sockets without a service: installed, upgraded, removed" {
	run in_boot <<-'END'
		cat >/etc/systemd/system/virtqemud.service <<-END2
			[Service]
			ExecStart=/bin/sleep infinity
		END2
		quiet_dpkg -i /packages/alone_1_all.deb
		before=$(inodes)
		systemctl start virtqemud.service
		quiet_dpkg -i /packages/alone_2_all.deb
		systemctl is-active virtqemud{,-ro,-admin}.socket virtqemud.service
		[ "$(inodes)" = "$before" ] && echo "same sockets"
		quiet_dpkg -P alone
		systemctl is-active virtqemud{,-ro,-admin}.socket virtqemud.service
		find /etc/systemd /var/lib/systemd -name '*virt*'
	END
	equal "$output" 'active
active
active
active
same sockets
inactive
inactive
inactive
active
/etc/systemd/system/virtqemud.service'
}

@test "what the administrator disabled or masked stays so" {
	run in_boot <<-'END'
		quiet_dpkg -i /packages/q-bindsto_1_all.deb
		systemctl disable --now --quiet virtqemud.service virtqemud.socket \
			virtqemud-ro.socket virtqemud-admin.socket
		quiet_dpkg -i /packages/q-bindsto_2_all.deb
		trio virtqemud
		systemctl mask --quiet virtqemud.socket
		quiet_dpkg -i /packages/q-bindsto_3_all.deb
		state virtqemud.socket
	END
	equal "$output" 'virtqemud.socket is a disabled or a static unit, not starting it.
virtqemud-ro.socket is a disabled or a static unit, not starting it.
virtqemud-admin.socket is a disabled or a static unit, not starting it.
virtqemud.socket inactive disabled
virtqemud-ro.socket inactive disabled
virtqemud-admin.socket inactive disabled
virtqemud.service inactive disabled
virtqemud.socket is a disabled or a static unit, not starting it.
virtqemud-ro.socket is a disabled or a static unit, not starting it.
virtqemud-admin.socket is a disabled or a static unit, not starting it.
virtqemud.socket inactive masked'
}

@test "only the sockets disabled: they stay so, although the service is enabled" {
	run in_boot <<-'END'
		quiet_dpkg -i /packages/q-bindsto_1_all.deb
		systemctl disable --now --quiet virtqemud.socket virtqemud-ro.socket \
			virtqemud-admin.socket
		quiet_dpkg -i /packages/q-bindsto_2_all.deb
		trio virtqemud
	END
	equal "$output" 'virtqemud.socket is a disabled or a static unit, not starting it.
virtqemud-ro.socket is a disabled or a static unit, not starting it.
virtqemud-admin.socket is a disabled or a static unit, not starting it.
virtqemud.socket inactive disabled
virtqemud-ro.socket inactive disabled
virtqemud-admin.socket inactive disabled
virtqemud.service inactive enabled'
}

@test "policy-rc.d says no: enabled, not started" {
	run in_boot <<-'END'
		printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
		chmod +x /usr/sbin/policy-rc.d
		quiet_dpkg -i /packages/q-bindsto_1_all.deb
		trio virtqemud
	END
	equal "$output" "/usr/sbin/policy-rc.d returned 101, not running 'start virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket'
$(trios virtqemud inactive)"
}

@test "in a chroot: enabled, nothing is started" {
	run in_boot <<-'END'
		mkdir /run/chroot
		cp /packages/q-bindsto_1_all.deb /root
		# without /run, which is mounted
		mount --bind / /run/chroot
		chroot /run/chroot dpkg -i /root/q-bindsto_1_all.deb &>/dev/null
		trio virtqemud
	END
	equal "$output" "$(trios virtqemud inactive)"
}
