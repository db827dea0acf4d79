/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rules that verify applies to packages and trees. */
#include "rules/check.h"
#include "rules/scripted.h"
#include "rules/table.h"

int check_rules(void)
{
	int n = 0;

	while (rule_table[n].text.name != NULL)
		n++;
	return n;
}

struct check_rule check_rule(int rule)
{
	return rule_table[rule].text;
}

static void apply(struct checker *c, const struct rule *rule)
{
	const struct unit_index *index = &c->index;

	for (size_t i = 0; rule->unit != NULL && i < index->n_members; i++)
		if (!index->members[i]->shadowed)
			rule->unit(c, index->members[i]);
	for (size_t i = 0;
	     rule->unit != NULL && rule->absent && i < index->n_absent; i++)
		rule->unit(c, &index->absent[i]);
	for (size_t i = 0; rule->package != NULL && i < c->set->n_packages; i++)
		rule->package(c, c->set->packages[i]);
	if (rule->set != NULL)
		rule->set(c);
}

void rules_check(const struct check_set *set, struct findings *findings)
{
	struct checker c = {.set = set, .findings = findings};

	*findings = (struct findings){0};
	/* one package can be in both: its number is that of the first */
	index_open(&c.old, set->catalog, set->runstatedir, set->old,
		   set->n_old);
	index_open(&c.index, set->catalog, set->runstatedir, set->packages,
		   set->n_packages);
	requires_open(&c.requires, set->packages, set->n_packages);
	scripted_find(&c);
	for (c.rule = 0; rule_table[c.rule].text.name != NULL; c.rule++)
		if (!(set->disabled & 1ULL << c.rule))
			apply(&c, &rule_table[c.rule]);
	findings->members = c.index.n_members + c.index.n_absent;
	findings_sort(findings);
	scripted_free(&c);
	requires_free(&c.requires);
	index_free(&c.index);
	index_free(&c.old);
}
