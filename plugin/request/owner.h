/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which package of a spec file the units of a call belong to. */
#ifndef VIRTD_SOCKET_REQUEST_OWNER_H
#define VIRTD_SOCKET_REQUEST_OWNER_H

#include <stdbool.h>

#include <popt.h>

/* -n PACKAGE, -p SUBPACKAGE; nothing means the main package */
extern const struct poptOption owner_options[];

/*
 * Check the options and write what stands behind a section's name into *OWNER,
 * a new string for free(): "-n PACKAGE", "-p SUBPACKAGE" or "". Returns false
 * after an error.
 */
bool owner_open(char **owner);

/*
 * What rpm wants behind %post for an OWNER of owner_open(): the same, but
 * "SUBPACKAGE" for "-p SUBPACKAGE". Points into OWNER.
 */
const char *owner_section(const char *owner);

#endif
