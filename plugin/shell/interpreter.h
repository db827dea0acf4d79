/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which interpreters of scripts are shells, and their option -e. */
#ifndef VIRTD_SOCKET_SHELL_INTERPRETER_H
#define VIRTD_SOCKET_SHELL_INTERPRETER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether COMMAND, what stands behind "#!" or "-p", runs a script that
 * shellscan() understands: "/bin/sh -e", "/usr/bin/env -S bash", "busybox sh".
 * *ERREXIT (may be NULL) becomes whether its options have "-e". zsh is a shell
 * here, too: what scriptlets use of it is the same.
 */
bool interpreter_is_shell(const char *command, bool *errexit);

/* Set *ERREXIT as the N WORDS say: "set -eu", "set +e", "set -o errexit". */
void interpreter_set(char *const *words, size_t n, bool *errexit);

#endif
