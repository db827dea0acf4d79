/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rules that verify applies to packages and trees. */
#ifndef VIRTD_SOCKET_RULES_CHECK_H
#define VIRTD_SOCKET_RULES_CHECK_H

#include "rules/set.h"

/*
 * Apply all rules but the disabled ones to SET, whose packages are numbered on
 * the way. FINDINGS is for findings_free(). Does no I/O and does not fail.
 */
void rules_check(const struct check_set *set, struct findings *findings);

/* The number of rules. */
int check_rules(void);

/* What is known of RULE. */
struct check_rule check_rule(int rule);

#endif
