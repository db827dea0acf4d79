/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which daemons the words of the spec file mean: what its parts share. */
#ifndef VIRTD_SOCKET_MIGRATE_RESOLVE_H
#define VIRTD_SOCKET_MIGRATE_RESOLVE_H

#include "migrate/migration.h"
#include "migrate/values.h"

/* TEXT, of ENTRY, may name units: those that it matches. */
void resolve_doubt(struct migration *m, const struct entry *entry,
		   const char *text);

/* Set what word I of ENTRY means, if it is the name of one unit. */
void resolve_unit(const struct migration *m, struct entry *entry, size_t i);

/* Find the sockets that ENTRY, a command of %install, copies, or may copy. */
void resolve_copy(struct migration *m, struct entry *entry,
		  struct values *values);

/* Find what ENTRY, other text of %install, names, and what it may name. */
void resolve_install(struct migration *m, struct entry *entry,
		     struct values *values);

/* Find what ENTRY, other text than a call, names, and what it may name. */
void resolve_text(struct migration *m, struct entry *entry,
		  struct values *values);

#endif
