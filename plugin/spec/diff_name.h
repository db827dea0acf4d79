/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a diff names files, so that patch(1) takes it. */
#ifndef VIRTD_SOCKET_SPEC_DIFF_NAME_H
#define VIRTD_SOCKET_SPEC_DIFF_NAME_H

#include <stdio.h>

/*
 * Print the line of the head of a diff with SIGN and NAME to OUT: in quotes, as
 * GNU diff does it, where it has special characters.
 */
void diff_name_print(const char *sign, const char *name, FILE *out);

#endif
