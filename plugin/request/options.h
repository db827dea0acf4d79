/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Option tables. */
#ifndef VIRTD_SOCKET_REQUEST_OPTIONS_H
#define VIRTD_SOCKET_REQUEST_OPTIONS_H

#include <popt.h>

/*
 * The entry of an option table that stands for all options of TABLE; in the
 * help they are headed by TITLE, unless that is NULL. popt(3),
 * POPT_ARG_INCLUDE_TABLE.
 */
#define INCLUDE_OPTIONS(table, title)                                          \
	{                                                                      \
		NULL, '\0', POPT_ARG_INCLUDE_TABLE, (void *)(table), 0, title, \
			NULL                                                   \
	}

#endif
