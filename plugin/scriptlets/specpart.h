/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The part of a spec file that scripts and lists what calls installed. */
#ifndef VIRTD_SOCKET_SCRIPTLETS_SPECPART_H
#define VIRTD_SOCKET_SCRIPTLETS_SPECPART_H

#include <stdbool.h>
#include <stdio.h>

#include "units/daemon.h"

/* Which files of a daemon the specpart lists. */
enum specpart_files {
	LIST_SOCKETS,
	LIST_SERVICE, /* and the sockets */
	LIST_NOTHING, /* --filelist has them */
	N_LISTS
};

/* One daemon whose units were installed. The strings belong to the caller. */
struct specpart_item {
	const char *owner; /* see owner.h */
	const char *service;
	unsigned kinds;
	unsigned enable; /* kinds that are enabled at installation */
	enum upgrade upgrade;
	enum specpart_files files;
	bool described; /* the installed catalogue has another shape */
};

struct specpart {
	struct specpart_item *items; /* sorted by owner and service */
	size_t n;
	char *text; /* what strings of parsed items point into */
};

/*
 * Read TEXT, which specpart_print() wrote to a file called FILE, or which is
 * empty. Returns false after an error if somebody else wrote it. Call
 * specpart_free() in any case.
 */
bool specpart_parse(struct specpart *part, const char *file, const char *text);

/* Free what PART owns. */
void specpart_free(struct specpart *part);

/* Add ITEM, in place of one for the same service. */
void specpart_add(struct specpart *part, const struct specpart_item *item);

/* Remove the items that KEEP does not want. */
void specpart_filter(struct specpart *part,
		     bool (*keep)(void *ctx, const struct specpart_item *item),
		     void *ctx);

/*
 * Write PART to OUT as text of a spec file: for each package one line that
 * scripts and lists its daemons (macros.virtd-socket), and comments that
 * specpart_parse() reads.
 */
void specpart_print(const struct specpart *part, FILE *out);

#endif
