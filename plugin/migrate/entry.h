/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the lines of a spec file say of units: reading them. */
#ifndef VIRTD_SOCKET_MIGRATE_ENTRY_H
#define VIRTD_SOCKET_MIGRATE_ENTRY_H

#include "migrate/migration.h"

/* Add another source to ENTRY, as it is written; the next words are of it. */
void entry_source(struct entry *entry, const char *text);

/* Add the name TEXT to the last source of ENTRY. */
void entry_word(struct entry *entry, const char *text);

/* Add the units called UNIT, with braces, to the last source of ENTRY. */
void entry_units(struct entry *entry, const char *unit);

/* Free what ENTRY owns. */
void entry_free(struct entry *entry);

/* Take ENTRY, and what it owns, for line I into M. */
void entry_take(struct migration *m, size_t i, const struct entry *entry);

/*
 * Whether TEXT, without spaces in front, of line LINE in a scriptlet of SPEC
 * is a call of a macro that we know in the section where it belongs, or of
 * systemctl, and nothing else. Then ENTRY is what it says.
 */
bool call_read(const struct spec *spec, size_t line, const char *text,
	       struct entry *entry);

/*
 * Find out where in the shell's commands the entries from FIRST on stand, which
 * are of the section S. Copies that stand inside of one cannot go.
 */
void depths_find(struct migration *m, const struct spec_section *s,
		 size_t first);

#endif
