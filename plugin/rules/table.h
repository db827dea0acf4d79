/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rules: what each is called, says and calls. */
#ifndef VIRTD_SOCKET_RULES_TABLE_H
#define VIRTD_SOCKET_RULES_TABLE_H

#include "rules/rules.h"

/* One of the functions is called for each unit, each package, or once. */
struct rule {
	struct check_rule text;
	void (*unit)(struct checker *c, const struct unit *unit);
	void (*package)(struct checker *c, const struct package *package);
	void (*set)(struct checker *c);
	bool absent; /* the first also for units of which only drop-ins are
			there */
};

/* They end with one whose name is NULL. */
extern const struct rule rule_table[];

#endif
