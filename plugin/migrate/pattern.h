/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Patterns for words that are not known as a whole. */
#ifndef VIRTD_SOCKET_MIGRATE_PATTERN_H
#define VIRTD_SOCKET_MIGRATE_PATTERN_H

/*
 * TEXT with a "*" for each macro or variable, which begins with one of the
 * characters in SIGNS. For free().
 */
char *pattern_make(const char *text, const char *signs);

#endif
