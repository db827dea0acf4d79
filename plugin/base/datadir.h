/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the installed catalogue and templates are. */
#ifndef VIRTD_SOCKET_BASE_DATADIR_H
#define VIRTD_SOCKET_BASE_DATADIR_H

/*
 * The path of NAME beneath the data directory: $VIRTD_SOCKET_DATADIR where
 * that is set (the build tree), else the one chosen at build time. A new
 * string for free().
 */
char *datadir_path(const char *name);

#endif
