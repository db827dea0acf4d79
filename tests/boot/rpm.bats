#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# RPM packages under a booted systemd, unit by unit, in the styles systemd and
# posttrans. systemd's update helper and file triggers come from a package that
# is made of systemd's own source.
load ../deb/source
load boot

# The package that on other distributions systemd itself is.
systemd_package()
{
	cat >systemd-rpm.spec <<-END
		Name: systemd-rpm
		Version: 1
		Release: 1
		Summary: What systemd has for rpm
		License: LGPL-2.1-or-later
		BuildArch: noarch
		%description
		Update helper, presets and file triggers.
		%install
		install -D $PWD/systemd/systemd-update-helper %{buildroot}/usr/lib/systemd/systemd-update-helper
		mkdir -p %{buildroot}/usr/lib/systemd/system-preset
		printf 'enable virt*.socket\ndisable *\n' >%{buildroot}/usr/lib/systemd/system-preset/50-test.preset
		%files
		/usr/lib/systemd/systemd-update-helper
		/usr/lib/systemd/system-preset/50-test.preset
		$(awk '/^%transfiletrigger/ { keep = /systemd\/system / } keep' \
			systemd/triggers.systemd.sh)
	END
	rpmbuild -bb systemd-rpm.spec >log 2>&1 || cat log >&2
}

# package STYLE VERSION NAME [SHAPE]: q-STYLE-VERSION, which ships NAME
package()
{
	local style=$1 version=$2 name=$3 shape=${4:-bindsto} service
	service=virt${name}d
	service "$shape" "$service" >"$service.service"
	sed -i -e "/^ExecStart=/i ExecStartPre=/bin/sh -c 'echo 1 >>/run/%N.starts'" \
		-e "s|^ExecReload=.*|ExecReload=/bin/sh -c 'echo 1 >>/run/%N.reloads'|" \
		-e "s/infinity/${version}d/" "$service.service"
	[ "$name" != log ] || sed -i '/-ro.socket/d' "$service.service"
	cat >"$name-$style.spec" <<-END
		%global virtd_socket_style $style
		Name: $name-$shape-$style
		Version: $version
		Release: 1
		Summary: A daemon
		License: MIT
		BuildArch: noarch
		%description
		A daemon.
		%install
		%virtd_socket $name
		install -m 644 $PWD/$service.service %{buildroot}%{_unitdir}
		%virtd_socket_scriptlets $name
		%files
		%virtd_socket_files -s $name
	END
	rpmbuild -bb "$name-$style.spec" >log 2>&1 || cat log >&2
}

setup_file()
{
	local style version shape

	find_tree
	mkdir -p "$BATS_FILE_TMPDIR/packages"
	cd "$BATS_FILE_TMPDIR/packages" || return
	"$top/tests/fetch-systemd-macros.sh" systemd 2>>"$BATS_FILE_TMPDIR/why" || {
		cp "$BATS_FILE_TMPDIR/why" "$BATS_FILE_TMPDIR/reason"
		return 0
	}
	export HOME=$PWD/home
	mkdir home
	cat systemd/macros.systemd "$top/build/macros.virtd-socket" - \
		>home/.rpmmacros <<-END
		%__virtd_socket $top/build/virtd-socket
		%__virtd_socket_datadir $top/build
		%_topdir $PWD/rpmbuild
		%_rpmdir $PWD
		%_build_name_fmt %%{NAME}-%%{VERSION}.rpm
	END
	systemd_package
	for style in systemd posttrans; do
		for version in 1 2 3; do
			for shape in bindsto wants none; do
				package $style $version qemu $shape
			done
			package $style $version log
		done
		package $style 1 proxy
	done
}

setup()
{
	skip_boot
}

# in_boot with a quiet rpm, which uses the usual database.
in_rpm_boot()
{
	{
		cat <<-'END'
			rpm()
			{
				command rpm --dbpath /var/lib/rpm --nodeps "$@" 2>&1 |
					grep -v -e '^rpm: ' -e '^Created symlink' \
						-e '^Removed '
			}
		END
		cat
	} | in_boot
}

# One life of qemu-SHAPE-STYLE, with its service idle and active.
life()
{
	in_rpm_boot <<-END
		shape=$1 style=$2
		$(cat <<-'END2'
			rpm -i /packages/systemd-rpm-1.rpm
			[ -x /usr/lib/systemd/systemd-update-helper ] || echo "no helper"
			rpm -i /packages/qemu-$shape-$style-1.rpm
			echo "installed:"; trio virtqemud
			systemctl start virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket
			before=$(inodes)
			stat -c '%A %n' /run/libvirt/*
			rpm -U /packages/qemu-$shape-$style-2.rpm
			echo "upgraded while idle: starts $(starts virtqemud)"
			trio virtqemud
			[ "$(inodes)" = "$before" ] || echo "sockets were restarted"
			systemctl start virtqemud.service
			rpm -U /packages/qemu-$shape-$style-3.rpm
			echo "upgraded while active: starts $(starts virtqemud)"
			trio virtqemud
			[ "$(inodes)" = "$before" ] || echo "sockets were restarted"
			pgrep -fa 'sleep [0-9i]' | sed 's/^[0-9]* //'
			systemctl -q disable virtqemud.socket
			rpm -U --oldpackage /packages/qemu-$shape-$style-2.rpm
			echo "downgraded while active, sockets disabled: starts $(starts virtqemud)"
			trio virtqemud
			[ "$(inodes)" = "$before" ] || echo "sockets were restarted"
			pgrep -fa 'sleep [0-9i]' | sed 's/^[0-9]* //'
			while :; do
				socat -u OPEN:/dev/null UNIX-CONNECT:/run/libvirt/virtqemud-sock
			done 2>/dev/null &
			sleep .2
			rpm -e qemu-$shape-$style
			kill $!
			echo "removed: starts $(starts virtqemud)"
			trio virtqemud
			pgrep -a sleep
			ls -A /run/libvirt
			find /etc/systemd/system /var/lib -name '*virt*'
			systemctl --failed --no-legend
		END2
		)
	END
}

expected='installed:
virtqemud.socket inactive enabled
virtqemud-ro.socket inactive enabled
virtqemud-admin.socket inactive enabled
virtqemud.service inactive disabled
srw------- /run/libvirt/virtqemud-admin-sock
srw-rw-rw- /run/libvirt/virtqemud-sock
srw-rw-rw- /run/libvirt/virtqemud-sock-ro
upgraded while idle: starts 
virtqemud.socket active enabled
virtqemud-ro.socket active enabled
virtqemud-admin.socket active enabled
virtqemud.service inactive disabled
upgraded while active: starts 2
virtqemud.socket active enabled
virtqemud-ro.socket active enabled
virtqemud-admin.socket active enabled
virtqemud.service active disabled
/bin/sleep 3d
downgraded while active, sockets disabled: starts 3
virtqemud.socket active disabled
virtqemud-ro.socket active disabled
virtqemud-admin.socket active disabled
virtqemud.service active disabled
/bin/sleep 2d
removed: starts 3
virtqemud.socket inactive 
virtqemud-ro.socket inactive 
virtqemud-admin.socket inactive 
virtqemud.service inactive '

check_life()
{
	life "$@" >out
	diff <(echo "$expected") out
}

@test "style systemd: service with BindsTo=" {
	check_life bindsto systemd
}

@test "style systemd: service with Wants=" {
	check_life wants systemd
}

@test "style systemd: service without a dependency" {
	check_life none systemd
}

@test "style posttrans: service with BindsTo=" {
	check_life bindsto posttrans
}

@test "style posttrans: service with Wants=" {
	check_life wants posttrans
}

@test "style posttrans: service without a dependency" {
	check_life none posttrans
}

# virtlogd holds the consoles of running guests.
log_life()
{
	in_rpm_boot <<-END
		style=$1
		$(cat <<-'END2'
			rpm -i /packages/systemd-rpm-1.rpm
			rpm -i /packages/log-bindsto-$style-1.rpm
			systemctl start virtlogd.socket virtlogd.service
			rpm -U /packages/log-bindsto-$style-2.rpm
			echo "upgraded: starts $(starts virtlogd)"
			[ ! -e /run/virtlogd.reloads ] || wc -l </run/virtlogd.reloads
			state virtlogd.socket virtlogd-admin.socket virtlogd.service
			pgrep -fa 'sleep [0-9i]' | sed 's/^[0-9]* //'
			rpm -e log-bindsto-$style
			state virtlogd.socket virtlogd-admin.socket virtlogd.service
		END2
		)
	END
}

@test "style systemd: virtlogd is not restarted" {
	log_life systemd >out
	diff - out <<-'END'
		upgraded: starts 1
		virtlogd.socket active enabled
		virtlogd-admin.socket active enabled
		virtlogd.service active disabled
		/bin/sleep 1d
		virtlogd.socket inactive 
		virtlogd-admin.socket inactive 
		virtlogd.service inactive 
	END
}

@test "style posttrans: virtlogd is reloaded, not restarted" {
	log_life posttrans >out
	diff - out <<-'END'
		upgraded: starts 1
		1
		virtlogd.socket active enabled
		virtlogd-admin.socket active enabled
		virtlogd.service active disabled
		/bin/sleep 1d
		virtlogd.socket inactive 
		virtlogd-admin.socket inactive 
		virtlogd.service inactive 
	END
}

@test "tcp and tls are not enabled, even where no preset says so" {
	for style in systemd posttrans; do
		in_rpm_boot <<-END
			rpm -i /packages/systemd-rpm-1.rpm
			rm /usr/lib/systemd/system-preset/*
			rpm -i /packages/proxy-bindsto-$style-1.rpm
			state virtproxyd{,-ro,-admin,-tcp,-tls}.socket
			systemctl start virtproxyd.socket virtproxyd-tcp.socket
			rpm -e proxy-bindsto-$style
			state virtproxyd{,-ro,-admin,-tcp,-tls}.socket
		END
	done >out
	expected='virtproxyd.socket inactive enabled
virtproxyd-ro.socket inactive enabled
virtproxyd-admin.socket inactive enabled
virtproxyd-tcp.socket inactive disabled
virtproxyd-tls.socket inactive disabled
virtproxyd.socket inactive 
virtproxyd-ro.socket inactive 
virtproxyd-admin.socket inactive 
virtproxyd-tcp.socket inactive 
virtproxyd-tls.socket inactive '
	diff <(echo "$expected"; echo "$expected") out
}
