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

/* The Levenshtein distance of two words up to MAX_WORD. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
	size_t d[MAX_WORD + 1][MAX_WORD + 1];

	for (size_t i = 0; i <= n; i++)
		d[i][0] = i;
	for (size_t j = 0; j <= m; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= n; i++)
		for (size_t j = 1; j <= m; j++)
			d[i][j] =
				min3(d[i - 1][j] + 1, d[i][j - 1] + 1,
				     d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
	return d[n][m];
}

size_t nearest(const char *typed, size_t n,
	       const char *(*word)(void *ctx, size_t i), void *ctx)
{
	size_t best = n, best_distance = 4, len = strlen(typed);

	for (size_t i = 0; len <= MAX_WORD && i < n; i++) {
		const char *known = word(ctx, i);
		size_t m = strlen(known), far;

		if (m > MAX_WORD)
			continue;
		far = distance(typed, len, known, m);
		if (far > (m + 2) / 3 || far >= best_distance)
			continue;
		best = i;
		best_distance = far;
	}
	return best;
}
