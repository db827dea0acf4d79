/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files that are put in their places: all of them or none. */
#ifndef VIRTD_SOCKET_FILES_TRANSACTION_H
#define VIRTD_SOCKET_FILES_TRANSACTION_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* An open directory. */
struct directory {
	int fd;
	char *prefix;	/* what messages put before the names of files */
	bool tell;	/* --verbose says what was written */
	bool good_mode; /* its new files have the mode that they are given */
};

/* What was put so far; all zero at first. */
struct transaction {
	struct placed {
		struct directory *dir;
		char *name;
		enum {
			CREATED,
			REPLACED, /* the old file has the temporary name */
			FINAL	  /* the old file is lost */
		} state;
	} * files;
	size_t n;
};

/*
 * Put SIZE bytes at DATA into the file NAME of DIR, which must live as long as
 * TX: mode 0644, and with the times EPOCH unless that is -1. The file appears
 * whole or not at all. It replaces an old one only if that EXISTS, and keeps
 * that until transaction_end(); where the file system cannot do that, the old
 * file is lost. Returns false with errno, without a message: EEXIST if there is
 * a file, against EXISTS, and ENOENT if there is none.
 */
bool transaction_put(struct transaction *tx, struct directory *dir,
		     const char *name, const char *data, size_t size,
		     time_t epoch, bool exists);

/*
 * If DONE, forget the old files and say with --verbose what was written; else
 * what was there before comes back. Where an old file cannot be forgotten, it
 * and those behind it come back. Frees what TX holds. Returns DONE, or false
 * after an error.
 */
bool transaction_end(struct transaction *tx, bool done);

#endif
