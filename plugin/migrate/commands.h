/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Commands and macros for units, wherever they stand in a text. */
#ifndef VIRTD_SOCKET_MIGRATE_COMMANDS_H
#define VIRTD_SOCKET_MIGRATE_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Call EACH with every word (LEN bytes, without quotes around it) that a
 * command or a macro for units is called with in TEXT. Returns whether there is
 * such a command. What only asks for the state of units is none.
 */
bool commands_each(const char *text,
		   void (*each)(void *ctx, const char *word, size_t len),
		   void *ctx);

#endif
