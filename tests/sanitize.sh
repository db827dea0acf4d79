#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# "make check-sanitize" as one suite of others: see sanitize.mk.
set -u

top=$(cd "$(dirname "$0")/.." && pwd)
{
	make -C "$top" --silent VIRTD_TEST_JOBS=1 check-sanitize 2>&1 ||
		echo "# make check-sanitize: exit status $?"
} | awk -v suite=sanitize -f "$top/tests/mark.awk"
