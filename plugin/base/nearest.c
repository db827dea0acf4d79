/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which known word a mistyped one is nearest to. */
#include <string.h>

#include "base/nearest.h"

#define MAX_WORD 31

static size_t min3(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;

	return m < c ? m : c;
}

/* The optimal string alignment distance of two words up to MAX_WORD. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
	size_t d[MAX_WORD + 1][MAX_WORD + 1];

	for (size_t i = 0; i <= n; i++)
		d[i][0] = i;
	for (size_t j = 0; j <= m; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= n; i++)
		for (size_t j = 1; j <= m; j++) {
			size_t cost = a[i - 1] != b[j - 1];

			d[i][j] = min3(d[i - 1][j] + 1, d[i][j - 1] + 1,
				       d[i - 1][j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] &&
			    d[i - 2][j - 2] + 1 < d[i][j])
				d[i][j] = d[i - 2][j - 2] + 1;
		}
	return d[n][m];
}

void nearest_try(struct nearest *best, const char *typed, const char *candidate)
{
	size_t n = strlen(typed), m = strlen(candidate);
	size_t limit = (m + 2) / 3;
	size_t far;

	if (n > MAX_WORD || m > MAX_WORD)
		return;
	if (limit > 3)
		limit = 3;
	far = distance(typed, n, candidate, m);
	if (far > limit || (best->word != NULL && far >= best->distance))
		return;
	best->word = candidate;
	best->distance = far;
}
