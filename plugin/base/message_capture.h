/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keeping messages instead of printing them. */
#ifndef VIRTD_SOCKET_BASE_MESSAGE_CAPTURE_H
#define VIRTD_SOCKET_BASE_MESSAGE_CAPTURE_H

/*
 * Keep the first error that error() of message.h or librpm reports from now on,
 * and print nothing, until message_release().
 */
void message_capture(void);

/*
 * Print again. Returns the first line of what was kept: a new string for
 * free(), "" if there was no error.
 */
char *message_release(void);

#endif
