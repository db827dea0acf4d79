#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Print the path of a tree of a Debian suite with what packaging/deps.sh
# installs to build and to check; make it where missing.
#
# usage: root.sh SUITE
#
# See ../tree.sh for the rest.
set -eu

here=$(dirname "$(readlink -f "$0")")
packages=$("$here/../../packaging/deps.sh" --list build demo check)

# shellcheck disable=SC2086 # words
exec "$here/../tree.sh" "distro-$1" "$1" $packages
