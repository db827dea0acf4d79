/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* rpm's configuration and macros, read only when something asks for them. */
#ifndef VIRTD_SOCKET_BASE_RPMCONF_H
#define VIRTD_SOCKET_BASE_RPMCONF_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What --define, --undefine, --macros and --rcfile mean for rpmbuild (rpm(8),
 * GENERAL OPTIONS; rpm 4.18 lib/poptALL.c), in the order of the command line.
 * The first returns false after an error: TEXT is not "MACRO EXPR".
 */
bool rpmconf_define(const char *text);
bool rpmconf_undefine(const char *name);
void rpmconf_macros(const char *files);
void rpmconf_rcfile(const char *files);

/*
 * Expand TEXT as rpm does, reading rpm's configuration first if it has not
 * been read. Returns a new string for free(), or NULL after an error.
 */
char *rpmconf_expand(const char *text);

/*
 * Set *VALUE to what --define gave to NAME (LEN bytes), expanded, or to NULL if
 * no option defined it. As in the option, "-" means "_". Owned by this file
 * and valid until the program ends. Returns false after an error.
 */
bool rpmconf_defined(const char *name, size_t len, const char **value);

/* Free what librpm and this file hold. */
void rpmconf_free(void);

#endif
