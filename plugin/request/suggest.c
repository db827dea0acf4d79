/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which daemon a name stands for that is none. */
#include <ctype.h>
#include <string.h>

#include "base/nearest.h"
#include "request/suggest.h"

/* The names that are known: all services, then all drivers. */
struct known {
	const struct catalog *catalog;
	char *driver;
};

static const char *known_name(void *ctx, size_t i)
{
	const struct known *known = ctx;
	const struct catalog *catalog = known->catalog;

	return i < catalog->n ? catalog->daemons[i].service
			      : daemon_driver(&catalog->daemons[i - catalog->n],
					      known->driver);
}

const char *suggest_daemon(const struct catalog *catalog, const char *typed,
			   char buf[SERVICE_NAME_LEN + 1])
{
	struct known known = {catalog, buf};
	size_t n = 2 * catalog->n, i = n;
	char name[UNIT_NAME_LEN + 1], *end = name;
	const struct daemon *d;
	enum unit_kind kind;

	if (strlen(typed) > UNIT_NAME_LEN)
		return NULL;
	while (*typed != '\0')
		*end++ = (char)tolower((unsigned char)*typed++);
	*end = '\0';
	d = catalog_find_unit(catalog, name, &kind);
	name[daemon_name_length(name)] = '\0';
	if (d == NULL && *name != '\0')
		d = catalog_find(catalog, name);
	if (d != NULL)
		return d->service;
	if (*name != '\0')
		i = nearest(name, n, known_name, &known);
	return i < n ? known_name(&known, i) : NULL;
}
