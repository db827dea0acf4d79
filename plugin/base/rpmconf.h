/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* rpm's configuration and macros, read only when something asks for them. */
#ifndef VIRTD_SOCKET_BASE_RPMCONF_H
#define VIRTD_SOCKET_BASE_RPMCONF_H

#include <stdbool.h>
#include <stddef.h>

#include <popt.h>

/*
 * The options that every member of the rpm family has: --define, --undefine,
 * --eval, --macros, --rcfile, --verbose, --quiet, --version. They mean what
 * they mean for rpmbuild (rpm(8), GENERAL OPTIONS; rpm 4.18 lib/poptALL.c).
 */
extern const struct poptOption rpmconf_options[];

/* Whether --eval has printed something, which is enough for a call. */
extern bool rpmconf_evaluated;

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
