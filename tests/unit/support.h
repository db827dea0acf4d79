/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the unit tests share: kept messages, a directory, strings. */
#ifndef VIRTD_SOCKET_TESTS_SUPPORT_H
#define VIRTD_SOCKET_TESTS_SUPPORT_H

/* cmocka.h needs these before it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/*
 * All that error(), warning() and info() were told since the last call, a line
 * each, with "error: ", "warning: " or "info: " before it. Static.
 */
const char *messages(void);

/* Fails the test unless exactly EXPECTED was said. */
#define assert_messages(expected) assert_string_equal(messages(), expected)

/* cmocka fixtures: a new, empty current directory for a test. */
int enter_directory(void **state);
int leave_directory(void **state);

#define test_in_directory(f)                                                   \
	cmocka_unit_test_setup_teardown(f, enter_directory, leave_directory)

/* Write TEXT to the file at PATH, whose directories are made. */
void put_file(const char *path, const char *text);

/* The text of the file at PATH, or NULL if there is none. For free(). */
char *get_file(const char *path);

/* Fails the test unless the file at PATH has this TEXT. */
#define assert_file(path, text)                                                \
	do {                                                                   \
		char *is = get_file(path);                                     \
		assert_non_null(is);                                           \
		assert_string_equal(is, text);                                 \
		free(is);                                                      \
	} while (0)

/*
 * The paths of all files and directories beneath PATH, sorted, a line each.
 * For free().
 */
char *list_tree(const char *path);

#define assert_tree(path, text)                                                \
	do {                                                                   \
		char *is = list_tree(path);                                    \
		assert_string_equal(is, text);                                 \
		free(is);                                                      \
	} while (0)

/*
 * Skip the test where openat2(2) is missing: on kernels before 5.6, in a
 * valgrind that does not know it. The plugin follows no symbolic links there.
 */
void need_openat2(void);

/* A string of N times C, for free(). */
char *repeat(char c, size_t n);

#endif
