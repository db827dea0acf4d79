/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* To which units scriptlets of a package do something. */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "rules/deeds.h"
#include "rules/rules.h"

static void add_pattern(struct deeds *deeds, const char *pattern)
{
	/* the package keeps each text once */
	for (size_t i = 0; i < deeds->n_patterns; i++)
		if (deeds->patterns[i] == pattern)
			return;
	GROW(deeds->patterns, deeds->n_patterns);
	deeds->patterns[deeds->n_patterns++] = pattern;
}

void deeds_add(struct deeds *deeds, const struct package *package,
	       enum phase phase, enum action action)
{
	for (size_t i = 0; i < package->n_actions; i++) {
		const struct script_action *a = &package->actions[i];

		if (a->what.action != action ||
		    !(package->scripts[a->script].phases & phase))
			continue;
		if (is_pattern(a->what.unit)) {
			add_pattern(deeds, a->what.unit);
			continue;
		}
		GROW(deeds->names, deeds->n);
		deeds->names[deeds->n++] = a->what.unit;
	}
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void deeds_sort(struct deeds *deeds)
{
	if (deeds->n > 1)
		qsort(deeds->names, deeds->n, sizeof(*deeds->names), compare);
}

bool deeds_have(const struct deeds *deeds, const char *unit)
{
	for (size_t i = 0; i < deeds->n_patterns; i++)
		if (fnmatch(deeds->patterns[i], unit, 0) == 0)
			return true;
	return deeds->n > 0 && bsearch(&unit, deeds->names, deeds->n,
				       sizeof(unit), compare) != NULL;
}

void deeds_free(struct deeds *deeds)
{
	free(deeds->names);
	free(deeds->patterns);
}
