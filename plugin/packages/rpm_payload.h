/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The files of an RPM. */
#ifndef VIRTD_SOCKET_PACKAGES_RPM_PAYLOAD_H
#define VIRTD_SOCKET_PACKAGES_RPM_PAYLOAD_H

#include <rpm/rpmtypes.h>

#include "packages/package.h"

/*
 * Add the files of PACKAGE with the header H, whose payload starts where FD
 * stands. It is read no further than to the last unit, and the digests of units
 * are checked. Returns false after an error.
 */
bool rpm_payload_read(struct package *package, FD_t fd, Header h);

#endif
