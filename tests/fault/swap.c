/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Loaded into a program: before the SWAP_AT'th call that makes, opens or moves
 * a file in an open directory, the directory SWAP moves to SWAP.real, and SWAP
 * becomes a symbolic link to SWAP_TO.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static void swap(void)
{
	static int calls;
	char real[4096];

	if (getenv("SWAP") == NULL || ++calls != atoi(getenv("SWAP_AT")))
		return;
	snprintf(real, sizeof(real), "%s.real", getenv("SWAP"));
	if (rename(getenv("SWAP"), real) == 0 &&
	    symlink(getenv("SWAP_TO"), getenv("SWAP")) == 0)
		dprintf(2, "swapped\n");
}

#define CALL(type, name, args, ...)                                            \
	type name args                                                         \
	{                                                                      \
		type(*next) args = dlsym(RTLD_NEXT, #name);                    \
		swap();                                                        \
		return next(__VA_ARGS__);                                      \
	}

CALL(int, mkdirat, (int fd, const char *path, mode_t mode), fd, path, mode)
CALL(int, fchmodat, (int fd, const char *path, mode_t mode, int flags), fd,
     path, mode, flags)
CALL(int, unlinkat, (int fd, const char *path, int flags), fd, path, flags)
CALL(int, openat, (int fd, const char *path, int flags, ...), fd, path, flags,
     0600)
CALL(int, openat64, (int fd, const char *path, int flags, ...), fd, path, flags,
     0600)
CALL(int, renameat2,
     (int fromfd, const char *from, int tofd, const char *to, unsigned flags),
     fromfd, from, tofd, to, flags)
