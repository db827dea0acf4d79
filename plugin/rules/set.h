/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What verify checks, and what it finds. */
#ifndef VIRTD_SOCKET_RULES_SET_H
#define VIRTD_SOCKET_RULES_SET_H

#include "units/catalog.h"
#include "packages/package.h"

enum severity { SEVERITY_WARNING, SEVERITY_ERROR };

struct finding {
	const struct package *package;
	size_t order;  /* of the package in the set */
	char *path;    /* of a unit or scriptlet in the package, or "" */
	unsigned line; /* 0: the whole of it */
	int rule;      /* see check_rule_name() */
	enum severity severity;
	char *text;
};

/* What to check. */
struct check_set {
	const struct catalog *catalog;
	const char *runstatedir;   /* where sockets may be, too, or NULL */
	struct package **packages; /* judged together */
	size_t n_packages;
	struct package **old; /* what they are compared with */
	size_t n_old;
	unsigned long disabled; /* a bit for each rule */
};

struct findings {
	struct finding *list; /* by package, path, line, rule and text */
	size_t n;
};

/* Free what FINDINGS owns. */
void findings_free(struct findings *findings);

#endif
