# SPDX-License-Identifier: LGPL-2.1-or-later
# The dh sequence add-on virtd-socket: dh_virtd_socket, and who comes after it.
use strict;
use warnings;

use Debian::Debhelper::Dh_Lib qw(compat error);

error('the add-on virtd-socket needs debhelper compat level 11 or later')
	if compat(10, 1);

# The services must be in the package before we script them, and our units must
# be taken before dh_installsystemd scripts all that it finds.
insert_before('dh_installsystemd', 'dh_virtd_socket');

# dh_installsystemd leaves units out only if it is told so with -X, and which
# ones is known only after dh_virtd_socket has run. Options of an add-on are
# fixed earlier, and dh does not pass them to override targets. This directory
# has a dh_installsystemd that adds the options and runs the real one.
my $dir = $ENV{VIRTD_SOCKET_DEBHELPERDIR} // '/usr/share/virtd-socket/debhelper';
error("the add-on virtd-socket lacks $dir/dh_installsystemd")
	if not -x "$dir/dh_installsystemd";
$ENV{PATH} = "$dir:$ENV{PATH}" if ":$ENV{PATH}:" !~ m{:\Q$dir\E:};

1;
