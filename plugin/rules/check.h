/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rules that verify applies to packages and trees. */
#ifndef VIRTD_SOCKET_RULES_CHECK_H
#define VIRTD_SOCKET_RULES_CHECK_H

#include "rules/set.h"

/*
 * Apply all rules but the disabled ones to SET, whose units are classified on
 * the way. FINDINGS is for findings_free(). Does no I/O and does not fail.
 */
void check(const struct check_set *set, struct findings *findings);

/* The number of rules, and the name and the sentence of each. */
int check_rules(void);
const char *check_rule_name(int rule);
const char *check_rule_sentence(int rule);

#endif
