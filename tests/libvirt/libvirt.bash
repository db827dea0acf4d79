# SPDX-License-Identifier: LGPL-2.1-or-later
# Tests with the real libvirt. Source ../deb/source.bash, ../boot/boot.bash and
# ../boot/rpms.bash first.

# shellcheck disable=SC2154 # source.bash sets $top
libvirt_dir=$top/tests/libvirt
# for the tests that set HOME
export VIRTD_TEST_CACHE=${VIRTD_TEST_CACHE:-$HOME/.cache/virtd-socket-tests}

# What an upgrade does to modular daemons: a restart, or a reload of those that guests
# depend on.
MODULAR='interfaced:1 lockd:0r1 logd:0r1 lxcd:1 networkd:1 nodedevd:1 nwfilterd:1 proxyd:1 qemud:1 secretd:1 storaged:1'

# A preset file of Fedora's kind: sockets of modular daemons and virtqemud, no other
# unit.
fedora_presets()
{
	local name

	for name in qemu network nodedev nwfilter secret storage interface proxy; do
		printf "enable virt${name}d%s.socket\n" '' -ro -admin
	done
	for name in log lock; do
		printf "enable virt${name}d%s.socket\n" '' -admin
	done
	printf 'enable virtqemud.service\ndisable *\n'
}

# For setup_file: find_sets SET... finds the tree and these sets of build.sh, or
# leaves a reason for skip_boot. They are in /sets where in_libvirt boots.
find_sets()
{
	local reason=$BATS_FILE_TMPDIR/reason set

	"$boot_dir/boot.sh" --check 2>"$reason" || return 0
	"$libvirt_dir/root.sh" >"$BATS_FILE_TMPDIR/tree" 2>"$reason" || return 0
	mkdir "$BATS_FILE_TMPDIR/sets"
	for set; do
		"$libvirt_dir/build.sh" "$set" >"$BATS_FILE_TMPDIR/set" 2>"$reason" || {
			[ $? = 77 ] && return 0
			cat "$reason" >&2
			return 1
		}
		mkdir "$BATS_FILE_TMPDIR/sets/$set"
		cp -al "$(<"$BATS_FILE_TMPDIR/set")"/[12] "$BATS_FILE_TMPDIR/sets/$set" \
			2>/dev/null ||
			cp -r "$(<"$BATS_FILE_TMPDIR/set")"/[12] \
				"$BATS_FILE_TMPDIR/sets/$set"
	done
	PRESETS=$(fedora_presets)
	VIRTD_TEST_SUITE=trixie prepare_rpmbuild || return 0
	rm -f "$reason"
}

# The directory of a SET.
set_dir()
{
	echo "$BATS_FILE_TMPDIR/sets/$1"
}

# in_libvirt: boot the tree and run the script on standard input, behind real.sh
# and use.sh
in_libvirt()
{
	{ printf '. /real/%s.sh\n' real use && cat; } | in_boot \
		--bind-ro="$libvirt_dir:/real" \
		--bind-ro="$BATS_FILE_TMPDIR/sets:/sets"
}

# RPMs: how real.sh's put and take work with them
rpm_words()
{
	cat <<-'END'
		prepare
		rpm -i /packages/helper-systemd.rpm
		put()
		{
			rpm -U --oldpackage --replacepkgs /sets/$1/$2/*.rpm
		}
		take()
		{
			rpm -e $(command rpm --dbpath /var/lib/rpm -qa \
				--qf '%{NAME}\n' 'libvirt*') | grep -v rpmsave
		}
		last()
		{
			:
		}
	END
}

# The life of packages that put and take know: the first STEP, SET-N, is installed,
# the others follow under load; first and last are called before and behind that.
life()
{
	echo "steps='$*'"
	cat <<-'END'
		set -- $steps
		echo "installed $1"
		put ${1%-*} ${1#*-}
		configure
		systemctl daemon-reload
		first
		wake
		ask_all
		start_guest
		last=$1
		shift
		for step; do
			wake
			remember
			load=$(under_load put ${step%-*} ${step#*-})
			compared "$last to $step"
			echo "$load"
			last=$step
		done
		last
		wake
		echo removed
		virsh -q -c qemu:///system destroy tiny
		take
		left_running
	END
}

# upgrades SOCKETS DAEMONS FIRST STEP...: what life has to say of the steps: that many
# sockets, and these starts of daemons, each time
upgrades()
{
	local sockets=$1 daemons=$2 last=$3 step

	shift 3
	for step; do
		cat <<-END
			$last to $step: $daemons
			  sockets kept $sockets, lost 0; guest same, orphans 0, failed 0, marks 0, errors 0
			  connected N, refused 0, calls N, cut N, failed 0, slowest N s, took N s
		END
		last=$step
	done
}

# Standard input without what differs from run to run.
steady()
{
	sed -e 's/\(connected\|calls\|cut\) [0-9]*/\1 N/g' \
		-e 's/\(slowest\|took\) [0-9.]* s/\1 N s/g'
}
