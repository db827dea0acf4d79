# SPDX-License-Identifier: LGPL-2.1-or-later
# What is sourced in the overlay of a tree: /test is the directory of the build.
set -euo pipefail

export DEB_BUILD_OPTIONS='' DEBIAN_FRONTEND=noninteractive

echo 'builder:x:1000:1000:Builder:/test/home:/bin/bash' >>/etc/passwd
echo 'builder:x:1000:' >>/etc/group
mkdir -p /test/home /etc/rpm
chown -R 1000:1000 /test
# Debian's rpm has a database for each user, unless it is told so
printf '%s\n' '%_dbpath /var/lib/rpm' '%_buildhost localhost' >/etc/rpm/macros
rpm --initdb

# "set -e" does not see that "! command" failed; but this.
not() {
	! "$@"
}

# Run a command as the user who builds.
as_builder() {
	setpriv --reuid=1000 --regid=1000 --clear-groups --no-new-privs \
		--inh-caps=-all --bounding-set=-all \
		env HOME=/test/home USER=builder "$@"
}

# rpm_install RPM...: with the dependencies checked. Debian's rpm warns.
rpm_install() {
	rpm -i "$@" 2>&1 | { grep -v '^rpm: ' || :; }
	return "${PIPESTATUS[0]}"
}

# Fail unless no network can be reached.
no_network() {
	if grep -v ^Iface /proc/net/route; then
		return 1
	fi
}

# All files of the system, for a comparison.
all_files() {
	find / -xdev -path /var/lib/rpm -prune -o -path /var/lib/dpkg -prune -o \
		-path /var/log -prune -o -path /var/cache -prune -o -print | sort
}
