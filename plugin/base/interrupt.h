/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Signals that ask the program to end, while it must not leave things half. */
#ifndef VIRTD_SOCKET_BASE_INTERRUPT_H
#define VIRTD_SOCKET_BASE_INTERRUPT_H

#include <stdbool.h>

/*
 * From now on a signal that would end the program, but for those of its own
 * faults, ends no more than a system call that waits (EINTR, signal(7)) or that
 * is the cause (EPIPE, EFBIG). Those that are ignored stay so.
 */
void interrupt_defer(void);

/* Whether one of them has come. */
bool interrupt_came(void);

/* End the program by the signal that has come; without one, return. */
void interrupt_deliver(void);

#endif
