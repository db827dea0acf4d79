/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which claims our macros cannot take over as they stand. */
#ifndef VIRTD_SOCKET_MIGRATE_JUDGE_H
#define VIRTD_SOCKET_MIGRATE_JUDGE_H

#include "migrate/migration.h"

/*
 * Leave CLAIM because of WHY, which LINE has: a warning says so. Returns false,
 * as all that follow do if they leave it.
 */
bool judge_leave(const struct migration *m, struct claim *claim, size_t line,
		 const char *why);

/*
 * No text of PACKAGE that cannot be known may be for units of the daemon of
 * these KINDS.
 */
bool judge_doubts(const struct migration *m, struct claim *claim,
		  size_t package, unsigned kinds);

/* Nothing in the scriptlets is, or may be, for the daemon but calls. */
bool judge_scriptlets(const struct migration *m, struct claim *claim);

/* Our macros can do their part in the package of CLAIM. */
bool judge_package(const struct migration *m, struct claim *claim);

/* Judge a claim that has the units, and set its branch. */
bool judge_owner(const struct migration *m, struct claim *claim);

/* Judge a claim that restarts the daemon of another, and set its branch. */
bool judge_restarter(const struct migration *m, struct claim *claim);

/* A claim without any call: say why it stays as it is, if that is not clear. */
void judge_other(const struct migration *m, struct claim *claim);

#endif
