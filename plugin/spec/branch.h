/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The conditions under which a spec file's lines are read. */
#ifndef VIRTD_SOCKET_SPEC_BRANCH_H
#define VIRTD_SOCKET_SPEC_BRANCH_H

#include <stdbool.h>
#include <stddef.h>

#include <rpm/rpmstrpool.h>

/* What stands between two lines of a conditional. Branch 0 is the file. */
struct spec_branch {
	size_t parent;
	size_t before;	/* the branch of the same %if that %else ends, or 0 */
	size_t line;	/* of %if, %elif or %else */
	size_t opener;	/* of %if */
	size_t end;	/* of %endif */
	bool otherwise; /* of %else */
	unsigned depth;
	size_t same; /* the first branch that is read under the same conditions
		      */
	/* of such a first one: it and those in it have FIRST to FIRST + SIZE */
	size_t first, size;
};

struct spec_branches {
	struct spec_branch *list;
	size_t n;
	rpmstrPool keys;  /* of different conditions, from 1 on */
	size_t *with_key; /* the first branch with key 1, 2 ... */
};

/* No branches but 0. For spec_branches_free(). */
void spec_branches_init(struct spec_branches *branches);

/* Free what BRANCHES owns. */
void spec_branches_free(struct spec_branches *branches);

/*
 * Add BRANCH, whose condition KEY says: branches with the same keys, parents
 * and befores are read under the same conditions. Returns its index.
 */
size_t spec_branches_add(struct spec_branches *branches,
			 const struct spec_branch *branch, const char *key);

/* When all branches are there: make spec_within() possible. */
void spec_branches_finish(struct spec_branches *branches);

/*
 * Whether text in the branches A and B is read under the same conditions: the
 * same branches, or branches of conditionals with the same text.
 */
bool spec_same_branch(const struct spec_branches *branches, size_t a, size_t b);

/* Whether text in A is read only where text in B is; the same A and B, too. */
bool spec_within(const struct spec_branches *branches, size_t a, size_t b);

/*
 * Whether A and B are, or are in, different branches of one %if. False, too,
 * where conditionals are nested deeper than a person would.
 */
bool spec_exclusive(const struct spec_branches *branches, size_t a, size_t b);

/*
 * The N branches at LIST in fewer: all branches of one conditional that has an
 * %else are their parent, those in others go, the rest is sorted. Returns how
 * many they are.
 */
size_t spec_branches_reduce(const struct spec_branches *branches, size_t *list,
			    size_t n);

#endif
