/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is there where a file shall be written. */
#ifndef VIRTD_SOCKET_FILES_COMPARE_H
#define VIRTD_SOCKET_FILES_COMPARE_H

#include "files/transaction.h"

enum compared {
	COMPARED_MISSING,
	COMPARED_SAME,
	COMPARED_DIFFERENT, /* it may be replaced */
	COMPARED_REFUSED    /* after an error */
};

/*
 * Compare the file NAME of DIR with TEXT. What differs may be replaced with
 * FORCE, and only if it is a regular file; an error shows the first line that
 * differs.
 */
enum compared compare_file(const struct directory *dir, const char *name,
			   const char *text, bool force);

#endif
