/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What verify checks, and what it finds. */
#ifndef VIRTD_SOCKET_RULES_SET_H
#define VIRTD_SOCKET_RULES_SET_H

#include "packages/package.h"
#include "units/catalog.h"

enum severity { SEVERITY_WARNING, SEVERITY_ERROR };

struct finding {
	const struct package *package;
	char *path;    /* of a file or scriptlet in the package, or "" */
	unsigned line; /* 0: the whole of it */
	int rule;      /* see check.h */
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
	unsigned long long disabled; /* a bit for each rule */
};

struct findings {
	struct finding *list; /* by package, path, line, rule and text */
	size_t n;
	size_t members; /* units of daemons, and drop-ins alone, that there are
			 */
};

/* What is known of a rule: all are texts of one line. */
struct check_rule {
	const char *name;
	const char *sentence; /* what holds where nothing is found */
	const char *help;     /* what goes wrong otherwise, and what helps */
};

/* Free what FINDINGS owns. */
void findings_free(struct findings *findings);

#endif
