/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keeping what would be reported, for callers that make a finding of it. */
#ifndef VIRTD_SOCKET_CAPTURE_H
#define VIRTD_SOCKET_CAPTURE_H

/*
 * Keep what error() and librpm report from now on instead of printing it,
 * until message_release().
 */
void message_capture(void);

/*
 * Print again. Returns what was kept first, without a newline at the end: a
 * new string for free(), "" if there was nothing.
 */
char *message_release(void);

#endif
