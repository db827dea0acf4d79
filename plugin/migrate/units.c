/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which units of which daemons a word of a spec file means. */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/braces.h"
#include "migrate/migration.h"

#define UNIT_CHARACTERS                                                        \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.@:"

/* What the words of one list have meant so far. */
struct meaning {
	struct migration *m;
	void (*each)(void *ctx, size_t daemon, unsigned kinds);
	void *ctx;
	bool foreign; /* a word that is no unit of ours */
	bool wide;    /* a pattern that may match other files, too */
};

static size_t find_service(const struct migration *m, const char *service)
{
	const struct daemon *d = catalog_find(m->catalog, service);

	if (d != NULL && strcmp(d->service, service) == 0)
		return d - m->catalog->daemons;
	for (size_t i = m->catalog->n; i < m->n_daemons; i++)
		if (strcmp(m->daemons[i].service, service) == 0)
			return i;
	return m->n_daemons;
}

const char *migrate_name(const struct migration *m, size_t daemon)
{
	const struct daemon *d = &m->daemons[daemon];

	return daemon < m->catalog->n ? daemon_driver(d) : d->service;
}

size_t migrate_service(struct migration *m, const char *name)
{
	size_t i = find_service(m, name);

	if (i < m->n_daemons)
		return i;
	m->daemons = rrealloc(m->daemons, (i + 1) * sizeof(*m->daemons));
	m->daemons[i] = (struct daemon){
		.service = rstrdup(name),
		.upgrade = UPGRADE_NONE,
	};
	m->n_daemons++;
	return i;
}

/* The daemon that has a unit of the LEN bytes at UNIT, and its kind. */
static size_t find_unit(const struct migration *m, const char *unit, size_t len,
			enum unit_kind *kind)
{
	char service[SERVICE_NAME_LEN + 1], suffix[UNIT_NAME_LEN + 1];

	for (int k = 0; k < N_UNIT_KINDS; k++) {
		size_t n = strlen(unit_name("", k, suffix)), i;

		if (len <= n || len - n > SERVICE_NAME_LEN ||
		    strncmp(unit + len - n, suffix, n) != 0)
			continue;
		memcpy(service, unit, len - n);
		service[len - n] = '\0';
		i = find_service(m, service);
		*kind = k;
		if (i < m->n_daemons &&
		    (k == KIND_SERVICE || i < m->catalog->n))
			return i;
	}
	return m->n_daemons;
}

/* The kinds of units of DAEMON that PATTERN matches. */
static unsigned match(const struct daemon *daemon, const char *pattern)
{
	char unit[UNIT_NAME_LEN + 1];
	unsigned kinds = 0;

	for (int k = 0; k < N_UNIT_KINDS; k++)
		if ((daemon->kinds | KIND_BIT(KIND_SERVICE)) & KIND_BIT(k) &&
		    fnmatch(pattern, unit_name(daemon->service, k, unit), 0) ==
			    0)
			kinds |= KIND_BIT(k);
	return kinds;
}

/*
 * A pattern is taken for all sockets that it matches if it begins with the
 * service and ends with ".socket"; others may match more than we know.
 */
static void read_pattern(struct meaning *w, const char *pattern)
{
	static const char end[] = ".socket";
	size_t len = strlen(pattern), n = sizeof(end) - 1, found = 0;
	bool narrow = len > n && strcmp(pattern + len - n, end) == 0;

	for (size_t i = 0; i < w->m->n_daemons; i++) {
		const struct daemon *d = &w->m->daemons[i];
		unsigned kinds = match(d, pattern);

		if (kinds == 0)
			continue;
		found++;
		if (strncmp(pattern, d->service, strlen(d->service)) != 0)
			narrow = false;
		w->each(w->ctx, i, kinds);
	}
	w->foreign |= found == 0;
	w->wide |= found > 1 || (found == 1 && !narrow);
}

static void read_word(struct meaning *w, const char *word)
{
	enum unit_kind kind;
	size_t daemon;

	if (strchr(word, '%') == NULL && strpbrk(word, "*?[") != NULL) {
		read_pattern(w, word);
		return;
	}
	daemon = find_unit(w->m, word, strlen(word), &kind);
	if (daemon == w->m->n_daemons)
		w->foreign = true;
	else
		w->each(w->ctx, daemon, KIND_BIT(kind));
}

const char *migrate_units(struct migration *m, const char *word,
			  void (*each)(void *ctx, size_t daemon,
				       unsigned kinds),
			  void *ctx)
{
	struct meaning w = {m, each, ctx, false, false};
	ARGV_t words = braces_expand(word);

	if (words == NULL)
		return "its braces make too many names";
	for (char **p = words; *p != NULL; p++)
		read_word(&w, *p);
	argvFree(words);
	if (w.wide)
		return "its pattern may match other units, too";
	return w.foreign ? "it names other units, too" : NULL;
}

const struct daemon *migrate_named(const struct migration *m, const char *text)
{
	while (*(text += strcspn(text, UNIT_CHARACTERS)) != '\0') {
		size_t len = strspn(text, UNIT_CHARACTERS), found;
		enum unit_kind kind;

		found = find_unit(m, text, len, &kind);
		if (found < m->n_daemons)
			return &m->daemons[found];
		text += len;
	}
	return NULL;
}
