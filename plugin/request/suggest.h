/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which daemon a name stands for that is none. */
#ifndef VIRTD_SOCKET_REQUEST_SUGGEST_H
#define VIRTD_SOCKET_REQUEST_SUGGEST_H

#include "units/catalog.h"

/*
 * The daemon of CATALOG that TYPED probably stands for: it is the name of one
 * of its units, it is in capitals, other characters follow, or it is nearest().
 * Returns the name of the service or, in BUF, of the driver; NULL if none is
 * near.
 */
const char *suggest_daemon(const struct catalog *catalog, const char *typed,
			   char buf[SERVICE_NAME_LEN + 1]);

#endif
