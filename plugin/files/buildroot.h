/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Directories beneath a build root, which nothing leads out of. */
#ifndef VIRTD_SOCKET_FILES_BUILDROOT_H
#define VIRTD_SOCKET_FILES_BUILDROOT_H

#include <stddef.h>

/*
 * Open the directory DIR (absolute on the target system) beneath the open
 * directory ROOTFD, which messages call ROOT. Symbolic links are followed as
 * long as they stay beneath ROOTFD: openat2(2), RESOLVE_BENEATH; a kernel
 * before 5.6 follows none. With CREATED not NULL, missing directories are
 * made with mode 0755 and *CREATED is set to the number of them.
 *
 * Returns a file descriptor, or -1 with errno. ENOENT comes without a
 * message if CREATED is NULL; all else after an error, and what was made is
 * removed again.
 */
int buildroot_open_dir(int rootfd, const char *root, const char *dir,
		       unsigned *created);

/*
 * Open the directory DIR (absolute on the target system) as a process whose
 * root directory is ROOTFD would: openat2(2), RESOLVE_IN_ROOT. A kernel before
 * 5.6 follows no symbolic links. Returns -1 with errno; there is no message.
 */
int buildroot_find_dir(int rootfd, const char *dir);

/*
 * Remove the last COUNT components of DIR beneath ROOTFD where they are empty
 * directories.
 */
void buildroot_remove_dirs(int rootfd, const char *dir, unsigned count);

#endif
