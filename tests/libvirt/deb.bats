#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# The real libvirt in packages for Debian, with the maintainer scripts of
# dh_virtd_socket: installed, upgraded and downgraded under load, removed, purged.
load ../deb/source
load ../boot/boot
load ../boot/rpms
load libvirt

setup_file()
{
	find_sets deb
}

setup()
{
	skip_boot
}

# deb_words: how real.sh's put and take work with these packages; the modular ones
deb_words()
{
	cat <<-'END'
		prepare
		put()
		{
			dpkg --force-confold -i $(ls /sets/$1/$2/*.deb | grep -v libvirtd_) |
				grep -v '^virt-guest-shutdown.target is .* static'
		}
		names()
		{
			command dpkg-query -Wf '${Package}\n' 'real-*'
		}
		take()
		{
			dpkg -r $(names)
		}
		first()
		{
			ldconfig
			state $(units socket) | grep -v ' active enabled$'
		}
	END
}

@test "installed, upgraded, downgraded, beside libvirtd, removed, purged" {
	{
		deb_words
		cat <<-'END'
			last()
			{
				echo "libvirtd beside"
				remember
				dpkg -i /sets/deb/1/real-libvirtd_*.deb
				compared "libvirtd beside"
			}
		END
		life deb-1 deb-2 deb-1
		cat <<-'END'
			echo purged
			dpkg -P $(names)
			left_files
		END
	} | in_libvirt >out
	show "libvirt 11.3, .deb" out
	{
		cat <<-END
			installed deb-1
			virtproxyd-tcp.socket inactive disabled
			virtproxyd-tls.socket inactive disabled
			$(sed 's/^/  /' "$BATS_TEST_DIRNAME/answers")
			running
		END
		upgrades 31 "$MODULAR" deb-1 deb-2 deb-1
		cat <<-END
			libvirtd beside
			libvirtd: its sockets are enabled, but not started, for that would stop virtinterfaced virtlxcd virtnetworkd virtnodedevd virtnwfilterd virtproxyd virtqemud virtsecretd virtstoraged
			libvirtd beside: interfaced:0 lockd:0 logd:0 lxcd:0 networkd:0 nodedevd:0 nwfilterd:0 proxyd:0 qemud:0 secretd:0 storaged:0
			  sockets kept 31, lost 0; guest same, orphans 0, failed 0, marks 0, errors 0
			  > libvirtd-admin.socket inactive enabled
			  > libvirtd-ro.socket inactive enabled
			  > libvirtd-tcp.socket inactive disabled
			  > libvirtd-tls.socket inactive disabled
			  > libvirtd.socket inactive enabled
			  > libvirtd.service enabled
			removed
			purged
		END
	} >expected
	steady <out | diff expected -
}
