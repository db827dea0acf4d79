/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Texts in JSON. */
#ifndef VIRTD_SOCKET_REPORT_JSON_H
#define VIRTD_SOCKET_REPORT_JSON_H

#include <stdio.h>

/* Write BEFORE, TEXT as a string of JSON (RFC 8259), and BEHIND to OUT. */
void json_put(FILE *out, const char *before, const char *text,
	      const char *behind);

#endif
