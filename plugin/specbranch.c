/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which lines of a spec file are read under the same conditions. */
#include <string.h>

#include "specfile.h"

/* Whether two branches begin with the same text, as those before them do. */
static bool same_text(const struct spec *spec, size_t a, size_t b)
{
	while (a != 0 && b != 0) {
		if (a == b)
			return true;
		if (strcmp(spec_trimmed(spec, spec->branches[a].line),
			   spec_trimmed(spec, spec->branches[b].line)) != 0)
			return false;
		a = spec->branches[a].before;
		b = spec->branches[b].before;
	}
	return a == b;
}

bool spec_same_branch(const struct spec *spec, size_t a, size_t b)
{
	while (a != b) {
		if (a == 0 || b == 0 || !same_text(spec, a, b))
			return false;
		a = spec->branches[a].parent;
		b = spec->branches[b].parent;
	}
	return true;
}

bool spec_exclusive(const struct spec *spec, size_t a, size_t b)
{
	const struct spec_branch *branches = spec->branches;

	while (branches[a].depth > branches[b].depth)
		a = branches[a].parent;
	while (branches[b].depth > branches[a].depth)
		b = branches[b].parent;
	while (branches[a].parent != branches[b].parent) {
		a = branches[a].parent;
		b = branches[b].parent;
	}
	return a != b && branches[a].opener == branches[b].opener;
}
